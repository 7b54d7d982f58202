"""Where a service asks the storage of files for something."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from agencies.errors import Away

log = logging.getLogger(__name__)


@contextmanager
def reaching_files() -> Iterator[None]:
    """Raises Away "storage_away" for a storage that does not answer, a disk that is full or not
    ours to write. FileNotFoundError passes: a file that is lost is another matter."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        log.error("The storage of files failed: %s", error)
        raise Away(
            "storage_away",
            _("Files cannot be reached just now. Nothing is lost; try again in some minutes."),
        ) from error
