"""What the public saw on a day can be shown again: the database itself keeps it so."""

from agencies.triggers import Guard

GUARDS = [
    Guard(
        name="publications_publication_is_frozen",
        table="publications_publication",
        events=("UPDATE",),
        forbidden=(
            "NEW.sha256 <> OLD.sha256 OR CAST(NEW.content AS text) <> CAST(OLD.content AS text)"
            " OR NEW.number <> OLD.number OR NEW.plan_id <> OLD.plan_id"
            " OR NEW.as_of <> OLD.as_of OR NEW.published_on <> OLD.published_on"
            " OR NEW.published_by_id <> OLD.published_by_id OR NEW.published_at <> OLD.published_at"
            " OR NEW.texts <> OLD.texts OR NEW.note <> OLD.note"
            " OR OLD.withdrawn_at IS NOT NULL"
        ),
        message="a publication never changes; it is withdrawn once",
    ),
    Guard(
        name="publications_publication_stays",
        table="publications_publication",
        events=("DELETE",),
        forbidden="1 = 1",
        message="a publication is never deleted",
    ),
    Guard(
        name="publications_plan_keeps_its_slug",
        table="planner_actionplan",
        events=("UPDATE",),
        forbidden=(
            "NEW.slug <> OLD.slug AND EXISTS (SELECT 1 FROM publications_publication"
            " WHERE publications_publication.plan_id = OLD.id)"
        ),
        message="the address of a published plan never changes",
    ),
]
