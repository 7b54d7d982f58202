"""Compile every translation that changed; polib does it, so gettext need not be installed."""

import sys
from pathlib import Path

import polib


def compile_all(root: Path) -> list[Path]:
    return [compile_one(source) for source in sources(root) if is_stale(source)]


def sources(root: Path) -> list[Path]:
    """locale/ in the project and in its apps, never the ones of installed packages."""
    pattern = "locale/*/LC_MESSAGES/*.po"
    return sorted([*root.glob(pattern), *root.glob(f"[!.]*/{pattern}")])


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_one(source: Path) -> Path:
    compiled = source.with_suffix(".mo")
    finished = compiled.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(finished))
    finished.replace(compiled)  # a site that is running never reads half a file
    return compiled


if __name__ == "__main__":
    for path in compile_all(Path(sys.argv[1])):
        print(f"==> Compiled {path.relative_to(sys.argv[1])}", flush=True)
