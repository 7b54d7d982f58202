"""API: whether a file or a code is that of an issued report; no token is asked."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Endpoint
from reports import queries_verifying as queries
from reports.models import Issue
from reports.queries_verifying import Found, Verdict
from reports.rules.codes import code_in
from reports.views.asking_to_verify import file_of, find, hash_what_comes


class IssuedFileSerializer(serializers.Serializer[Any]):
    format = serializers.CharField()
    language = serializers.CharField(help_text="Empty: the content, in all languages.")
    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class TextsSerializer(serializers.Serializer[Any]):
    ru = serializers.CharField()
    kk = serializers.CharField()
    en = serializers.CharField()


class LaterSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    dated_on = serializers.DateField()
    code = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, issue: Issue) -> str:
        return settings.SITE_URL + reverse("verify:code", args=[issue.code])


class IssuedSerializer(LaterSerializer):
    """Names as they stood when the report was signed."""

    plan = TextsSerializer(source="told.title")
    body = TextsSerializer(source="told.body")
    round = serializers.CharField(source="told.round")
    starts_on = serializers.DateField(source="told.starts_on")
    ends_on = serializers.DateField(source="told.ends_on")
    as_of = serializers.DateField(source="told.as_of")
    edition = serializers.IntegerField(source="told.edition")
    issued_on = serializers.DateField()
    sha256 = serializers.CharField(help_text="Of the content.")
    withdrawn_on = serializers.DateField(allow_null=True)
    withdrawn_act = serializers.CharField()
    withdrawn_reason = serializers.CharField()
    replaced_by = LaterSerializer(allow_null=True)
    files = IssuedFileSerializer(many=True, source="files.all")


class VerdictSerializer(serializers.Serializer[Any]):
    verdict = serializers.ChoiceField(choices=[(one.value, one.value) for one in Verdict])
    rewritten = serializers.BooleanField(
        help_text="The content is the issued one, its bytes are not."
    )
    file = IssuedFileSerializer(allow_null=True)
    issue = IssuedSerializer(allow_null=True)


class AskedSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="Any file; hashed as it comes in, and not kept.")


class OpenToAll(Endpoint):
    permission_classes = [AllowAny]
    authentication_classes = ()
    limit = "verify"
    repeatable = False

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(*args, **kwargs)
        add_never_cache_headers(answer)
        return answer

    def answer(self, found: Found) -> Response:
        told = {"verdict": found.verdict, "rewritten": found.rewritten}
        return Response(VerdictSerializer({**told, "file": found.file, "issue": found.issue}).data)


class VerifyFileView(OpenToAll):
    """Is a file one of an issued report? `unknown` for whatever was never issued."""

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        self.handler = hash_what_comes(request)
        found: Request = super().initialize_request(request, *args, **kwargs)
        return found

    @extend_schema(
        operation_id="verify_file",
        request={"multipart/form-data": AskedSerializer},
        responses=VerdictSerializer,
        auth=[],
        tags=["verify"],
    )
    def post(self, request: Request) -> Response:
        return self.answer(find(file_of(request.FILES, self.handler)))


class VerifyCodeView(OpenToAll):
    """By the code of a report (20 digits), or the SHA-256 of a file (64)."""

    @extend_schema(
        operation_id="verify_code", responses=VerdictSerializer, auth=[], tags=["verify"]
    )
    def get(self, request: Request, code: str) -> Response:
        plain = code_in(code)
        if not plain:
            raise NotFound
        return self.answer(queries.by_code(plain))
