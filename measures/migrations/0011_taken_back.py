from django.db import migrations, models

KINDS = [
    ("imported", "entered from the plan"),
    ("deadline_set", "deadline set"),
    ("event_dated", "date of the event entered"),
    ("submitted", "report handed in"),
    ("taken_back", "report taken back before review"),
    ("accepted", "report accepted"),
    ("returned", "report returned for rework"),
    ("extension_requested", "more time asked for"),
    ("extension_granted", "deadline moved"),
    ("extension_refused", "more time refused"),
    ("reminded", "reminded by the coordinator"),
    ("removed", "removed from control"),
    ("changed", "changed"),
    ("added", "added by an amendment"),
    ("reworded", "put in a new wording"),
    ("struck", "struck from the plan"),
    ("moved", "date changed with the plan"),
    ("withdrawn", "no longer owed"),
    ("passed_on", "passed to a successor"),
    ("lapsed", "ended with the plan"),
    ("carried_over", "taken over into the next plan"),
]


class Migration(migrations.Migration):

    dependencies = [("measures", "0010_reminders_of_a_plan")]
    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="what"),
        ),
    ]
