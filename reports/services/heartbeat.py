"""A claim is renewed while its worker lives, however long one call takes.

A thread of the worker itself: it dies with it, so that a part whose worker was killed is taken
over soon. It stops by itself after a while, so that a worker that hangs does not keep its claim.
"""

import logging
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Final, Self

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from reports.models import ReportPart
from reports.services.parts import renew

log = logging.getLogger(__name__)
LONGEST: Final = 1500.0  # seconds: no part may take longer; the time limit of the task
BEATS: Final = 6  # in the time after which a claim is another's


class Heartbeat:
    def __init__(self, part: ReportPart, *, longest: float = LONGEST) -> None:
        self.part, self.longest = part, longest
        self._over = Event()
        self._thread = Thread(target=self._beat, name=f"part-{part.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        every = settings.COMPILE_CLAIM_SECONDS / BEATS
        until = monotonic() + self.longest
        while not self._over.wait(every) and monotonic() < until and self._renewed():
            pass

    def _renewed(self) -> bool:
        """With a connection for the moment: those of threads are closed by nobody else."""
        try:
            return renew(self.part, now=timezone.now())
        except (DatabaseError, InterfaceError) as error:
            log.warning("no sign of life for part %s: %s", self.part.pk, error)
            return True  # the database may be back for the next one
        finally:
            connection.close()
