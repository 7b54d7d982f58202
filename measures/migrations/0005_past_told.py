"""What stood there before versions were kept gets them, as far as its events tell.

An obligation stood open in its first terms since its measure was entered, and as it stands now
since its last event. States in between are not reconstructed.
"""

import re
from datetime import date

from django.db import migrations
from django.db.models import Max, Min

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TERMS = (
    *("measure_id", "agency_id", "role", "by_agreement", "kind", "occurrence", "written_on"),
    *("due_on", "first_due_on", "state", "done_on"),
)
WORDING = (
    *("plan_id", "section_id", "number", "title_ru", "title_kk", "title_en"),
    *("completion_form_ru", "completion_form_kk", "completion_form_en", "executors_text"),
    *("funding_source", "state", "state_on", "amendment_id"),
)
EXECUTOR = ("agency_id", "group_id", "role", "by_agreement", "consolidates", "position")
DEADLINE = ("text_ru", "text_kk", "text_en", "kind", "due", "spec", "warnings", "decided_by_id")


def tell(apps, schema_editor):
    get = lambda name: apps.get_model("measures", name)
    entered = _entered(get)
    _tell_obligations(get, entered)
    _tell_measures(get, entered)


def _entered(get):
    days = get("Event").objects.filter(obligation=None).order_by().values_list("measure")
    found = dict(days.annotate(Min("happened_on")))
    plans = get("Measure").objects.values_list("pk", "plan__approved_on", "plan__starts_on")
    return {pk: found.get(pk) or approved or starts for pk, approved, starts in plans}


def _tell_obligations(get, entered):
    Obligation, Version = get("Obligation"), get("ObligationVersion")
    events = get("Event").objects.exclude(obligation=None).order_by().values_list("obligation")
    last = dict(events.annotate(Max("happened_on")))
    versions = []
    for row in Obligation.objects.order_by("pk").iterator(chunk_size=2000):
        if row.kind in ("once", "recurring") and DAY.fullmatch(row.occurrence):
            row.written_on = date.fromisoformat(row.occurrence)
        first = entered[row.measure_id]
        row.changed_on = max(last.get(row.pk, first), first)
        Obligation.objects.filter(pk=row.pk).update(
            written_on=row.written_on, changed_on=row.changed_on
        )
        now = {name: getattr(row, name) for name in TERMS}
        if row.changed_on > first:
            then = {**now, "state": "open", "done_on": None, "due_on": row.first_due_on}
            versions.append(
                Version(obligation_id=row.pk, since=first, until=row.changed_on, **then)
            )
        versions.append(Version(obligation_id=row.pk, since=row.changed_on, **now))
    Version.objects.bulk_create(versions, batch_size=2000)


def _tell_measures(get, entered):
    rows = get("Measure").objects.prefetch_related("executors", "costs").order_by("pk")
    deadlines = {one.measure_id: one for one in get("Deadline").objects.all()}
    get("MeasureVersion").objects.bulk_create(
        [
            get("MeasureVersion")(
                measure_id=row.pk,
                since=entered[row.pk],
                executors=_executors(row),
                deadline=_deadline(deadlines.get(row.pk)),
                costs=_costs(row),
                **{name: getattr(row, name) for name in WORDING},
            )
            for row in rows
        ],
        batch_size=500,
    )


def _executors(row):
    ordered = sorted(row.executors.all(), key=lambda one: one.position)
    return [{name: getattr(one, name) for name in EXECUTOR} for one in ordered]


def _deadline(one):
    if one is None:
        return {}
    event_on = one.event_on.isoformat() if one.event_on else None
    told = {name: getattr(one, name) for name in DEADLINE}
    return {**told, "event_on": event_on, "in_force_on": None, "still_owed": []}


def _costs(row):
    ordered = sorted(row.costs.all(), key=lambda one: (one.year is None, one.year, one.source))
    return [
        {
            "year": one.year,
            "source": one.source,
            **{
                name: None if getattr(one, name) is None else f"{getattr(one, name):.3f}"
                for name in ("planned", "allotted", "spent")
            },
        }
        for one in ordered
    ]


def forget(apps, schema_editor):
    for name in ("ObligationVersion", "MeasureVersion"):
        apps.get_model("measures", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("measures", "0004_legal_life"), ("planner", "0004_amendments_in_force")]
    operations = [migrations.RunPython(tell, forget)]
