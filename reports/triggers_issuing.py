"""What was signed and issued never changes, and nothing of it is ever deleted."""

from agencies.triggers import Guard

SIGNED = (
    *("report_id", "plan_id", "year", "number", "dated_on", "sha256", "code", "needs_second"),
    *("signed_by_id", "signed_on", "signed_at"),
)
# Each is written once, by the act that it tells of.
ONCE = (
    *("confirmed_by_id", "issued_on", "issued_at", "replaced_by_id"),
    *("withdrawn_by_id", "withdrawn_on", "withdrawn_at"),
)
MOVES = (("signed", "issued"), ("signed", "taken_back"), ("issued", "withdrawn"))


def _never(table: str, what: str, *events: str) -> list[Guard]:
    words = {"UPDATE": "changes", "DELETE": "goes"}
    return [
        Guard(
            name=f"{table}_never_{words[event]}",
            table=table,
            events=(event,),
            forbidden="1 = 1",
            message=f"{what} never {words[event]}",
        )
        for event in events
    ]


_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in SIGNED)
_WRITTEN_OVER = " OR ".join(
    f"(OLD.{column} IS NOT NULL AND (NEW.{column} IS NULL OR NEW.{column} <> OLD.{column}))"
    for column in ONCE
)
_MOVED = " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, new in MOVES)
# Who signed second and when it went out is written by the move itself, never afterwards.
_LATE = " OR ".join(
    f"(OLD.state <> 'signed' AND OLD.{column} IS NULL AND NEW.{column} IS NOT NULL)"
    for column in ("confirmed_by_id", "issued_on", "issued_at")
)

ISSUING_GUARDS = [
    Guard(
        name="reports_issue_of_a_ready_edition",
        table="reports_issue",
        events=("INSERT",),
        forbidden=(
            "NEW.state <> 'signed' OR NOT EXISTS (SELECT 1 FROM reports_report r"
            " WHERE r.id = NEW.report_id AND r.state = 'ready' AND r.sha256 = NEW.sha256)"
        ),
        message="only a ready edition is signed, with its own checksum",
    ),
    Guard(
        name="reports_issue_is_frozen",
        table="reports_issue",
        events=("UPDATE",),
        forbidden=(
            f"{_CHANGED} OR CAST(NEW.told AS text) <> CAST(OLD.told AS text)"
            f" OR {_WRITTEN_OVER} OR {_LATE}"
            " OR (OLD.state = 'withdrawn' AND (NEW.withdrawn_reason <> OLD.withdrawn_reason"
            " OR NEW.withdrawn_act <> OLD.withdrawn_act OR NEW.public <> OLD.public))"
            f" OR (NEW.state <> OLD.state AND NOT ({_MOVED}))"
        ),
        message="what was signed never changes; an edition is issued, and withdrawn, once",
    ),
    *_never("reports_issue", "a signed edition", "DELETE"),
    *_never("reports_issuedfile", "a file of an issued edition", "UPDATE", "DELETE"),
    *_never("reports_issueact", "an act with an issued edition", "UPDATE", "DELETE"),
    *_never("reports_signingrule", "a rule of signing", "UPDATE", "DELETE"),
    *_never("reports_recipient", "a recipient", "DELETE"),
    *_never("reports_dispatch", "a mail with an issued edition", "DELETE"),
    Guard(
        name="reports_issuedfile_is_the_edition_s",
        table="reports_issuedfile",
        events=("INSERT",),
        forbidden=(
            "NOT EXISTS (SELECT 1 FROM reports_reportfile f, reports_issue i"
            " WHERE f.id = NEW.file_id AND i.id = NEW.issue_id AND f.report_id = i.report_id"
            " AND f.sha256 = NEW.sha256 AND i.state = 'issued')"
        ),
        message="only files of the issued edition itself are known by it",
    ),
]
