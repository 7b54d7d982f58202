"""Evidence stands on stored files: the same bytes are kept once. Nothing is written anew: of each
bytes the place where they lay first stays theirs, other copies are removed by the night's task."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

BATCH = 1000


def keep_once(apps, schema_editor):
    Evidence = apps.get_model("measures", "Evidence")
    StoredFile = apps.get_model("measures", "StoredFile")
    rows = Evidence.objects.filter(stored=None).order_by("pk")
    known = {}
    for row in rows.iterator(chunk_size=BATCH):
        if row.sha256 not in known:
            known[row.sha256], _ = StoredFile.objects.get_or_create(
                sha256=row.sha256,
                defaults={"size": row.size, "content_type": row.content_type, "file": row.file.name},
            )
        Evidence.objects.filter(pk=row.pk).update(stored=known[row.sha256])
    _settle(schema_editor)


def tell_apart(apps, schema_editor):
    Evidence = apps.get_model("measures", "Evidence")
    for row in Evidence.objects.select_related("stored").iterator(chunk_size=BATCH):
        Evidence.objects.filter(pk=row.pk).update(
            file=row.stored.file.name,
            size=row.stored.size,
            content_type=row.stored.content_type,
            sha256=row.stored.sha256,
        )
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL alters no table whose foreign keys are still to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ("measures", "0020_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="checksum (SHA-256)")),
                ("size", models.PositiveBigIntegerField(verbose_name="size, bytes")),
                ("content_type", models.CharField(max_length=120, verbose_name="type of the file")),
                ("file", models.FileField(max_length=250, upload_to="files/", verbose_name="file")),
                ("has_program", models.BooleanField(default=False, verbose_name="carries macros or scripts")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("state", models.CharField(choices=[("waiting", "not checked for viruses yet"), ("clean", "no viruses found"), ("infected", "virus found"), ("unscannable", "could not be checked for viruses")], default="waiting", max_length=11, verbose_name="check for viruses")),
                ("look_at", models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name="to be checked at")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="taken up at")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("scanned_at", models.DateTimeField(blank=True, null=True, verbose_name="checked at")),
                ("found", models.CharField(blank=True, max_length=200, verbose_name="what was found")),
                ("trouble", models.CharField(blank=True, max_length=200, verbose_name="why the last attempt failed")),
            ],
            options={
                "verbose_name": "stored file",
                "verbose_name_plural": "stored files",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="file_to_be_checked"),
                    models.Index(condition=models.Q(("state", "clean")), fields=["scanned_at"], name="file_checked_at"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state", "waiting"), ("scanned_at__isnull", False), _connector="OR"), name="file_judged_at_a_moment"),
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "infected"), _negated=True), models.Q(("found", ""), _negated=True), _connector="OR"), name="infected_by_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("files", models.PositiveIntegerField(default=0, verbose_name="files")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size, bytes")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="person")),
            ],
            options={
                "verbose_name": "files of a day",
                "verbose_name_plural": "files of a day",
                "ordering": ["-day", "person"],
                "constraints": [models.UniqueConstraint(fields=("person", "day"), name="tally_once_a_day")],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="stored",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="measures.storedfile", verbose_name="stored file"),
        ),
        # Only for the way back, which adds the columns to rows that have nothing to put there yet.
        migrations.AlterField(
            model_name="evidence",
            name="file",
            field=models.FileField(max_length=250, null=True, upload_to="evidence/%Y/%m/", verbose_name="file"),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="content_type",
            field=models.CharField(max_length=120, null=True, verbose_name="type of the file"),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="size",
            field=models.PositiveIntegerField(null=True, verbose_name="size, bytes"),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="sha256",
            field=models.CharField(max_length=64, null=True, verbose_name="checksum (SHA-256)"),
        ),
        migrations.RemoveConstraint(model_name="evidence", name="evidence_once_in_an_entry"),
        migrations.RunPython(keep_once, tell_apart),
        migrations.AlterField(
            model_name="evidence",
            name="stored",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="measures.storedfile", verbose_name="stored file"),
        ),
        migrations.RemoveField(model_name="evidence", name="file"),
        migrations.RemoveField(model_name="evidence", name="content_type"),
        migrations.RemoveField(model_name="evidence", name="size"),
        migrations.RemoveField(model_name="evidence", name="sha256"),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("entry", "stored"), name="evidence_once_in_an_entry"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(choices=[('accepted', 'report accepted'), ('returned', 'report returned for rework'), ('closed', 'report closed without review'), ('time_granted', 'more time granted'), ('time_refused', 'more time refused'), ('amended', 'measure amended'), ('struck', 'measure struck from the plan'), ('moved', 'date changed'), ('removed', 'measure removed from control'), ('reviewer', 'review assigned'), ('part_in', 'parts of co-executors handed in'), ('part_ok', 'parts of co-executors accepted'), ('to_sign', 'report to be signed'), ('given_back', 'report given back by the head'), ('round_opened', 'reporting round opened'), ('round_again', 'part of a reporting round reopened'), ('job_done', 'long work finished'), ('job_failed', 'long work failed'), ('edition_ready', 'edition of a report ready'), ('edition_failed', 'edition of a report failed'), ('edition_part', 'edition of a report incomplete'), ('edition_issued', 'report signed, issued or withdrawn'), ('token_made', 'access token made'), ('webhook_off', 'webhook switched off'), ('file_infected', 'virus found in a file'), ('file_unscanned', 'file could not be checked for viruses')], max_length=16, verbose_name='kind'),
        ),
    ]
