from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from agencies.errors import Refused
from reports.models import Report, ReportFile
from reports.services.compiling import compile_report
from reports.services.files import path_for, read_bytes, store, sweep
from reports.services.parts import claim_part, finish, mine

pytestmark = pytest.mark.usefixtures("light")


def test_a_file_that_was_changed_on_disk_is_refused(report: Report) -> None:
    compile_report(report.pk)
    row = report.files.get(format="pdf", language="ru")
    with Path(row.file.path).open("ab") as stored:
        stored.write(b" ")
    with pytest.raises(Refused) as refused:
        read_bytes(row)
    assert refused.value.code == "file_changed"


def test_each_edition_has_a_folder_of_its_own(report: Report) -> None:
    compile_report(report.pk)
    folders = {Path(row.file.name).parent.as_posix() for row in report.files.all()}
    assert folders == {f"reports/2009/{report.pk}"}


def test_a_file_kept_while_another_clears_up_stays(report: Report) -> None:
    compile_report(report.pk, until=0)
    gathering = claim_part(report.pk, now=timezone.now())
    assert gathering
    finish(gathering, seconds=0, keep=_gathered)
    part = claim_part(report.pk, now=timezone.now())
    assert part
    mine(part).update(path=path_for(part))
    row = store(part, path_for(part), b"{}")
    finished: list[str] = []

    def after_the_first_look(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if not finished and "SELECT" in sql:
            finished.append(sql)
            finish(part, seconds=0, keep=lambda _held: row.save())
        return found

    with connection.execute_wrapper(after_the_first_look):
        sweep(report)
    assert (len(finished), ReportFile.objects.get().file.name) == (1, row.file.name)
    assert default_storage.exists(str(row.file.name))


def _gathered(held: Report) -> None:
    Report.objects.filter(pk=held.pk).update(content={}, sha256="1" * 64)
    held.sha256 = "1" * 64
