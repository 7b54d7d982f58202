"""Long work: how far it is, what came of it, taking it back, and its file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from agencies.kept_files import reaching_files
from measures.api.asking import Asking, found
from measures.api.downloads import FILE, attached, files, told_of
from measures.api.rows import PersonSerializer
from measures.exporting import CONTENT_TYPES
from measures.job_words import title, words_of
from measures.models import Job, JobKind, JobState
from measures.permissions.jobs import may_see_every_job
from measures.permissions.plans import check_may_view
from measures.queries.jobs import RowOutcome, jobs_seen_by, outcomes, rows_gone_through
from measures.services.jobs import cancel


class JobSerializer(serializers.ModelSerializer[Job]):
    """`percent` null: not known. `came`, `wrong`: what came of it, and what went wrong, in the
    caller's language; `error` is the code of the latter. `file_name`: "" where there is no file."""

    plan = serializers.CharField(source="plan.slug", allow_null=True, default=None)
    state = serializers.ChoiceField(JobState.choices)
    kind = serializers.ChoiceField(JobKind.choices)
    asked_by = PersonSerializer()
    title = serializers.SerializerMethodField()
    percent = serializers.SerializerMethodField()
    came = serializers.SerializerMethodField()
    wrong = serializers.SerializerMethodField()
    file_name = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            *("id", "kind", "title", "plan", "asked_by", "state", "cancel_asked"),
            *("done", "total", "percent", "came", "error", "wrong", "file_name"),
            *("created_at", "started_at", "finished_at"),
        ]

    def get_title(self, row: Job) -> str:
        return title(row)

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_percent(self, row: Job) -> int | None:
        return words_of(row).percent

    def get_came(self, row: Job) -> str:
        return words_of(row).came

    def get_wrong(self, row: Job) -> str:
        return words_of(row).wrong

    def get_file_name(self, row: Job) -> str:
        return row.file_name if row.file else ""


class JobRowSerializer(serializers.Serializer[Any]):
    """`id`: of the report, or of what is owed where people were reminded. `detail` says why it was
    left out, "" where it was done. `obligation` null: there is no such row any more."""

    id = serializers.IntegerField(source="pk")
    obligation = serializers.SerializerMethodField()
    agency = serializers.SerializerMethodField()
    detail = serializers.CharField(source="words", allow_blank=True)

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_obligation(self, row: RowOutcome) -> int | None:
        return row.owed.pk if row.owed else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_agency(self, row: RowOutcome) -> str | None:
        return row.owed.agency.code if row.owed else None


class JobViewSet(Asking):
    """The person's own; how far everybody's is for who keeps the installation."""

    queryset = Job.objects.none()
    serializer_class = JobSerializer
    scope = "plan"

    def _seen(self) -> QuerySet[Job]:
        return jobs_seen_by(self.person, every=may_see_every_job(self.person))

    def _own(self, pk: int) -> Job:
        job: Job = found(jobs_seen_by(self.person, every=False), pk=pk)
        return job

    @extend_schema(operation_id="jobs_list", tags=["jobs"], responses=JobSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The newest first."""
        return self.paged(JobSerializer, self._seen())

    @extend_schema(operation_id="jobs_retrieve", tags=["jobs"], responses=JobSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.told(JobSerializer, found(self._seen(), pk=pk))

    @extend_schema(operation_id="jobs_rows", tags=["jobs"], responses=JobRowSerializer(many=True))
    @action(detail=True)
    def rows(self, request: Request, pk: int) -> Response:
        """Row by row what came of one act on many reports, those left out first; for who asked."""
        check_may_view(self.person, self.today)
        job = self._own(pk)
        reached = [] if job.under_way or job.kind != JobKind.BULK else rows_gone_through(job)
        return self.paged(JobRowSerializer, reached, lambda page: outcomes(job, list(page)))

    @extend_schema(operation_id="jobs_cancel", tags=["jobs"], request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """What waits ends at once, what runs before its next step. 409: "not_yours",
        "not_under_way"."""
        cancel(found(self._seen(), pk=pk), by=self.person, now=timezone.now())
        return self.told(JobSerializer, found(self._seen(), pk=pk))

    @extend_schema(
        operation_id="jobs_file",
        tags=["jobs"],
        responses=files(*CONTENT_TYPES.values(), "application/octet-stream"),
    )
    @action(detail=True, renderer_classes=FILE)
    def file(self, request: Request, pk: int) -> HttpResponse:
        """For who asked for it, while that person has a role. 409 "no_file": none came of it, or
        it was cleared away since."""
        check_may_view(self.person, self.today)
        job = self._own(pk)
        content = _content(job)
        told_of(request, what="measures_job", pk=job.pk, name=job.file_name)
        kind = CONTENT_TYPES.get(job.file_name.rpartition(".")[2], "application/octet-stream")
        return attached(HttpResponse(content), job.file_name, kind)


def _content(job: Job) -> bytes:
    try:
        if not job.file:
            raise FileNotFoundError
        with reaching_files(), job.file.open("rb") as stream:
            content: bytes = stream.read()
    except FileNotFoundError:
        said = _("The file is not there any more. Ask for it again.")
        raise Refused("no_file", said) from None
    return content
