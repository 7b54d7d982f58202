"""«These words stand in these columns», as an expression of both databases.

On PostgreSQL each row's words are in an index over the function `tracker_words` (migration
0013), which the database keeps itself; on SQLite the rule itself looks through the rows.
"""

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func
from django.db.models.sql.compiler import SQLCompiler

from measures.rules.search_words import Word, all_found, words_in

# In the order of the index: the expression of a question must read as that of its index does.
MEASURE: Final = (
    "number",
    *(f"{field}_{code}" for field in ("title", "completion_form") for code in ("ru", "kk", "en")),
)
TITLE: Final = ("title_ru", "title_kk", "title_en")
ON_SQLITE: Final = "tracker_found"
Sql = tuple[str, list[Any]]


class Found(Func):
    """True where every word of `text` stands in one of the columns; a text without words finds
    nothing."""

    output_field = BooleanField()

    def __init__(self, text: str, *columns: str) -> None:
        super().__init__(*columns)
        self.text = text

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> Sql:
        columns, named = self._columns(compiler)
        wanted, said = tsquery(words_in(self.text))
        said_all = " || ' ' || ".join(columns)
        return f"tracker_words({said_all}) @@ {wanted}", [*named, *said]

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        columns, named = self._columns(compiler)
        return f"{ON_SQLITE}(%s, {', '.join(columns)})", (self.text, *named)

    def _columns(self, compiler: SQLCompiler) -> tuple[list[str], list[Any]]:
        told = [compiler.compile(column) for column in self.get_source_expressions()]
        return [sql for sql, _ in told], [param for _, params in told for param in params]


def tsquery(words: tuple[Word, ...]) -> Sql:
    """All of the words, each as it is, as it begins, or in another form of it."""
    if not words:
        return "''::tsquery", []
    told = [_tsquery_of(word) for word in words]
    return f"({' && '.join(sql for sql, _ in told)})", [one for _, said in told for one in said]


def _tsquery_of(word: Word) -> Sql:
    """Tokens have neither quotes nor backslashes, so that quoting one is enough."""
    if not word.begins:
        return "%s::tsquery", [f"'{word.folded}'"]
    begins = " | ".join(f"'{one}':*" for one in word.begins)
    forms = "to_tsquery('russian', %s) || to_tsquery('english', %s)"
    return f"(%s::tsquery || {forms})", [begins, f"'{word.folded}'", f"'{word.typed}'"]


def teach_sqlite(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """When a connection opens: SQLite calls the rule."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(ON_SQLITE, -1, _found, deterministic=True)


def _found(text: str, *said: str | None) -> bool:
    return all_found(words_in(text), [one for one in said if one])
