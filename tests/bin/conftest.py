"""The launcher's modules are plain files beside its commands, not an installed package."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bin" / "lib"))


@pytest.fixture
def root() -> Path:
    return ROOT
