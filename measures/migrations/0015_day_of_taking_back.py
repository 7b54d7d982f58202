"""The day on which a report was taken back: until then it lay in review."""

from django.db import migrations, models


def tell(apps, schema_editor):
    Entry, Event = (apps.get_model("measures", name) for name in ("ProgressEntry", "Event"))
    events = Event.objects.filter(kind="taken_back").order_by("pk")
    for data, day in events.values_list("data", "happened_on").iterator():
        taken = Entry.objects.filter(pk=data.get("entry"), state="withdrawn")
        taken.update(withdrawn_on=day)


class Migration(migrations.Migration):

    dependencies = [("measures", "0014_notices_and_jobs")]
    operations = [
        migrations.AddField(
            model_name="progressentry",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                help_text="What was handed in lay in review until this day.",
                null=True,
                verbose_name="taken back or closed on",
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
