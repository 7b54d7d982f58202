"""An index of words on PostgreSQL; SQLite looks through the rows and needs none.

`tracker_words(text)` names only what PostgreSQL itself has, so that a dump restores whatever its
search path is. It folds letters as measures.rules.search_words.FOLDING does (a test holds the two
together) and takes the first 60 000 characters, far below the megabyte that a tsvector may have.
"""

from django.db import migrations

LETTERS = (
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёЁәғқңөұүһіabcehikmoptxyəɵӘҒҚҢӨҰ"
    "ҮҺІABCEHIKMOPTXYƏƟDFGJLNQRSUVWZ"
)
FOLDED = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяееагкноуухиавсеникмортхуаоагкноу"
    "ухиавсеникмортхуаоdfgjlnqrsuvwz"
)
# Dashes and the like part words; soft hyphens and other unseen signs go.
APART = "-/_:@\u2010\u2011\u2012\u2013\u2014\u2015"
NOTHING = "\u00ad\u200b\u2060\ufeff"

WORDS = f"""
CREATE FUNCTION tracker_words(said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    folded text := translate(
        left(said, 60000), '{LETTERS}{APART}{NOTHING}', '{FOLDED}{" " * len(APART)}'
    );
BEGIN
    RETURN to_tsvector('pg_catalog.russian', folded)
        || to_tsvector('pg_catalog.english', translate(lower(left(said, 60000)), '{APART}{NOTHING}', '{" " * len(APART)}'))
        || to_tsvector('pg_catalog.simple', folded);
END $$
"""
MEASURE = " || ' ' || ".join(
    ["number", *(f"{field}_{code}" for field in ("title", "completion_form") for code in ("ru", "kk", "en"))]
)
INDEXES = {
    "measure_words": f"measures_measure USING gin (tracker_words({MEASURE}))",
    "entry_words": "measures_progressentry USING gin (tracker_words(text))",
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(WORDS, params=None)
        for name, told in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {told}", params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}", params=None)
        schema_editor.execute("DROP FUNCTION tracker_words(text)", params=None)


class Migration(migrations.Migration):
    dependencies = [("measures", "0010_reminders_of_a_plan")]
    operations = [migrations.RunPython(make, drop)]
