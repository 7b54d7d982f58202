"""Indexes of words on PostgreSQL; SQLite looks through the rows and needs none.

`tracker_words(text)` names only what PostgreSQL itself has, so that a dump restores whatever its
search path is. It folds letters as measures.rules.search_words.FOLDING does (a test holds the two
together) and takes the first 60 000 characters, far below the megabyte that a tsvector may have.
"""

from django.db import migrations

# Capitals are folded letter by letter only where the database's locale knows no Cyrillic ones
# ("C"): each letter more in the table costs every character of every text.
CAPITALS = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁӘҒҚҢӨҰҮҺІƏƟ"
SMALL = "абвгдежзийклмнопрстуфхцчшщъыьэюяеагкноуухиао"
LETTERS = "aeiopctmkhxybіңқғөүұһәёəɵ"
FOLDED = "аеиорстмкнхувинкгоуухаеао"
# Dashes and the like part words; soft hyphens and other unseen signs go.
APART = "-/_:@\u2010\u2011\u2012\u2013\u2014\u2015"
NOTHING = "\u00ad\u200b\u2060\ufeff"

# Told what it costs, PostgreSQL asks the index and not each row, even for the first few rows. Told
# all of it, it would compile every question of many rows first.
WORDS = """
CREATE FUNCTION tracker_words(said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
    small text := lower(left(said, 60000));
    folded text := translate(small, '{old}', '{new}');
BEGIN
    RETURN to_tsvector('pg_catalog.russian', folded)
        || to_tsvector('pg_catalog.english', small)
        || to_tsvector('pg_catalog.simple', folded);
END $$
"""


def columns(*names):
    return " || ' ' || ".join(names)


def languages(*fields):
    return [f"{field}_{code}" for field in fields for code in ("ru", "kk", "en")]


INDEXES = {
    "measure_words": ("measures_measure", ["number", *languages("title", "completion_form")]),
    "measure_title_words": ("measures_measure", languages("title")),
    "entry_words": ("measures_progressentry", ["text"]),
    "agency_words": ("agencies_agency", ["code", *languages("name", "short")]),
    "agency_alias_words": ("agencies_agencyalias", ["text"]),
    "goal_words": ("planner_goal", languages("text")),
    "task_words": ("planner_task", languages("text")),
    "direction_words": ("planner_direction", languages("text")),
    "line_words": ("planner_lineofaction", languages("text")),
}


def words(cursor):
    cursor.execute("SELECT lower('Ж') = 'ж'")
    knows_cyrillic = cursor.fetchone()[0]
    old, new = LETTERS + APART, FOLDED + " " * len(APART)
    if not knows_cyrillic:
        old, new = old + CAPITALS, new + SMALL
    return WORDS.format(old=old + NOTHING, new=new)


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        schema_editor.execute(words(cursor), params=None)
    for name, (table, told) in INDEXES.items():
        made = f"CREATE INDEX {name} ON {table} USING gin (tracker_words({columns(*told)}))"
        schema_editor.execute(made, params=None)
    # Until it has looked at the words, PostgreSQL guesses how many rows have one. An empty table is
    # left alone: told that nothing is there, it would join what comes next row by row.
    for table in sorted({table for table, _ in INDEXES.values()}):
        if _has_rows(schema_editor, table):
            schema_editor.execute(f"ANALYZE {table}", params=None)


def _has_rows(schema_editor, table):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
        return cursor.fetchone()[0]


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}", params=None)
        schema_editor.execute("DROP FUNCTION tracker_words(text)", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0012_saved_views_and_reviewers"),
        ("agencies", "0003_reminder_policy"),
        ("planner", "0005_reminder_policy"),
    ]
    operations = [migrations.RunPython(make, drop)]
