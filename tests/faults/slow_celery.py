"""Celery with a report that can be held up, or whose format is broken: at the border, `DRAW`.

Run as a module in place of `celery`; the folder SLOW_CELERY holds what the test orders.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from celery.__main__ import main
from celery.signals import worker_process_init

ORDERS = Path(os.environ["SLOW_CELERY"])


def held_up(at: str) -> None:
    """Waits while the file `gate` names this moment; says by a file that somebody waits there."""
    gate = ORDERS / "gate"
    while gate.exists() and gate.read_text() == at:
        (ORDERS / f"waits-{os.getpid()}").write_text(at)
        time.sleep(0.02)


def slowly(fmt: str, draw: Callable[..., bytes]) -> Callable[..., bytes]:
    def drawn(content: Any, language: str, **more: Any) -> bytes:
        held_up(f"{fmt}-{language}")
        broken = ORDERS / "broken"
        if broken.exists() and broken.read_text() == fmt:
            raise RuntimeError("the font is gone")
        return draw(content, language, **more)

    return drawn


@worker_process_init.connect
def slow_down(**_signal: Any) -> None:
    from reports.draw import DRAW
    from reports.services import compiling

    real_gather, real_store, real_finish = compiling.gather, compiling.store, compiling.finish

    def gather(*what: Any, **more: Any) -> Any:
        held_up("gather")
        return real_gather(*what, **more)

    def store(*what: Any, **more: Any) -> Any:
        kept = real_store(*what, **more)
        held_up("stored")  # the bytes are there, and no row tells of them
        return kept

    def finish(part: Any, **more: Any) -> None:
        real_finish(part, **more)
        held_up(f"finished-{part.format or 'gather'}")

    compiling.gather, compiling.store, compiling.finish = gather, store, finish
    for fmt, draw in list(DRAW.items()):
        DRAW[fmt] = slowly(fmt, draw)  # type: ignore[index]  # for this process of a test only


if __name__ == "__main__":
    sys.exit(main())
