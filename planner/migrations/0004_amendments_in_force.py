"""Amendments entered before they had a state were acts in force."""

from django.db import migrations
from django.db.models import F


def in_force(apps, schema_editor):
    apps.get_model("planner", "Amendment").objects.exclude(adopted_on=None).update(
        state="applied", in_force_on=F("adopted_on"), applied_on=F("adopted_on")
    )


class Migration(migrations.Migration):
    dependencies = [("planner", "0003_legal_life")]
    operations = [migrations.RunPython(in_force, migrations.RunPython.noop)]
