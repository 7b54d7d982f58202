from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Reminder = apps.get_model("measures", "Reminder")
    Obligation = apps.get_model("measures", "Obligation")
    plans = Obligation.objects.filter(pk=OuterRef("obligation")).values("measure__plan")[:1]
    Reminder.objects.filter(plan=None).update(plan=Subquery(plans))


class Migration(migrations.Migration):
    """Between two that change the table: PostgreSQL does not alter what was just written."""

    dependencies = [("measures", "0008_reminder_policy")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
