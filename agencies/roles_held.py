"""The roles that a person has on a day: asked of the database once in an answer.

A page or a call asks for a dozen rights of one person, each of them for the roles. Within one
answer (`one_answer`, opened by agencies.middleware) they are read once and remembered:

- for the thread that answers and until it has answered; the next request asks anew, and so does
  whatever is no request (commands, tasks, what is still being streamed);
- at most KNOWN_FOR seconds: who sends a body slowly or waits for a lock is asked about anew;
- until a statement writes to a table that roles depend on. From then on every right of this answer
  asks the database again, so that neither a change nor its rollback is missed.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from time import monotonic
from typing import Any, Final

from django.db import connection

from agencies.models import Membership, User
from agencies.rules.asking_rights import Held

KNOWN_FOR: Final = 5.0
TABLES: Final = ("agencies_membership", "agencies_delegation", "agencies_user")
WRITES: Final = re.compile(r"\b(?:insert|update|delete|merge|truncate|copy|alter)\b", re.IGNORECASE)
A_DAY, A_PERSON = date(1, 1, 1), -1  # stand in a prepared statement where the values will be
Run = Callable[[Any, Any, bool, dict[str, Any]], Any]


@dataclass
class Remembered:
    """What one answer has asked, with the moments; `trusted` until roles may have changed."""

    trusted: bool = True
    roles: dict[tuple[int | None, date], tuple[float, frozenset[Held]]] = field(
        default_factory=dict
    )

    def watch(self, run: Run, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Sees each statement of the answer (connection.execute_wrapper)."""
        if self.trusted and may_change_roles(sql):
            self.trusted = False
            self.roles.clear()
        return run(sql, params, many, context)

    def held(self, person: User, today: date) -> frozenset[Held]:
        at, found = self.roles.get((person.pk, today), (None, frozenset()))
        now = monotonic()
        if at is None or now - at > KNOWN_FOR:
            found = read(person, today)
            if self.trusted:
                self.roles[person.pk, today] = (now, found)
        return found


_answer: ContextVar[Remembered | None] = ContextVar("roles_of_one_answer", default=None)


@contextmanager
def one_answer() -> Iterator[None]:
    """Inside, roles are remembered as said above; inside of another one it changes nothing."""
    if _answer.get() is not None:
        yield
        return
    remembered = Remembered()
    before = _answer.set(remembered)
    try:
        with connection.execute_wrapper(remembered.watch):
            yield
    finally:
        _answer.reset(before)


def roles_held(person: User, today: date) -> frozenset[Held]:
    """One statement, or none where this answer has asked already."""
    remembered = _answer.get()
    return remembered.held(person, today) if remembered else read(person, today)


def may_change_roles(sql: Any) -> bool:
    """Whether a statement writes and names such a table; so does one that cannot be read."""
    if not isinstance(sql, str):
        return True
    return any(table in sql for table in TABLES) and WRITES.search(sql) is not None


def read(person: User, today: date) -> frozenset[Held]:
    """Asks the database; one statement."""
    sql, params = _statement()
    adapted = connection.ops.adapt_datefield_value
    said = {adapted(A_DAY): adapted(today), A_PERSON: person.pk}
    with connection.cursor() as cursor:
        cursor.execute(sql, [said.get(value, value) for value in params])
        return frozenset(Held(*row) for row in cursor.fetchall())


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """MembershipQuerySet.current, put into SQL once: building it costs ten times its answer."""
    rows = Membership.objects.current(A_DAY).filter(user=A_PERSON)
    told = rows.values_list("role", "agency", "delegation__membership__user")
    sql, params = told.query.sql_with_params()
    return sql, tuple(params)
