import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("measures", "0009_reminders_know_their_plan")]
    operations = [
        migrations.AlterField(
            model_name="reminder",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="planner.actionplan",
                verbose_name="action plan",
            ),
        ),
    ]
