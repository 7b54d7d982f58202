"""A file read as a plan: checked, opened, matched with known bodies. Nothing is written."""

from agencies.errors import Refused
from measures.importing.kinds import Checked
from measures.importing.messages import message
from measures.importing.outcome import Options, Outcome
from measures.importing.readers import READ, TooLarge
from measures.importing.safety import check
from measures.queries.bodies import known_names
from measures.rules.deadlines import PlanDates
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.grid import Table
from measures.rules.plan_table.reading import read_plan_table


def read_plan(data: bytes, name: str, *, dates: PlanDates, options: Options) -> Outcome:
    """The measures of the file and all that a person must know of them.

    Three SQL statements. Raises Refused for a file that is not safe or not a table; whatever
    stands in a table becomes a finding.
    """
    tables = _tables(check(data, name))
    read = read_plan_table(tables, dates=dates, names=known_names(), hints=options.hints())
    outcome = Outcome(
        read.rows,
        read.warnings,
        read.errors,
        options.language or read.language,
        choices=read.choices,
    )
    lenient = options.create_agencies or options.dry_run
    return outcome.allowing_unknown_bodies() if lenient else outcome


def _tables(checked: Checked) -> list[Table]:
    try:
        return READ[checked.kind](checked)
    except TooLarge:
        raise Refused("too_many_cells", message(Finding("too_many_cells"))) from None
