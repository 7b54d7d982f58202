"""What a person must know of a table: where it stands, what it is; words are added later."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """`row` and `column` count from 1, None for the file as a whole; `facts` fill the message.

    `table` counts from 1 where several tables are read as one plan.
    """

    code: str
    row: int | None = None
    column: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    table: int | None = None


class Unreadable(Exception):
    """The table cannot be read at all; `findings` say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*(finding.code for finding in findings))
        self.findings = findings


# What a person should look at, without standing in the way. Every other code does.
WARNINGS = frozenset(
    {
        "undecided_deadline",
        "deadline_doubt",
        "no_completion_form",
        "unknown_column",
        "repeated_executor",
        "agreement_not_marked",
        "total_differs",
        "shared_cost",
        "cost_outside_plan",
        "row_not_read",
        "tables_left_out",
        "tables_joined",
        "text_between",
        "struck_row",
        "amendment_note",
        "deadline_twice",
        "abbreviation_differs",
    }
)
