from pathlib import Path

import pytest

from agencies.errors import Refused
from reports.models import Report
from reports.services.compiling import compile_report
from reports.services.files import read_bytes

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
