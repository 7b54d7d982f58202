"""How tests call the API: by the names of its addresses, in English."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import Membership, Role, User
from tests.factories import AgencyFactory, UserFactory, person


def client_of(user: User) -> APIClient:
    client = APIClient(headers={"accept-language": "en"})
    client.force_authenticate(user)
    return client


def get(by: User, name: str, /, *args: Any, **query: Any) -> Any:
    return client_of(by).get(reverse(name, args=args), query)


def send(by: User, method: str, name: str, /, *args: Any, **body: Any) -> Any:
    return getattr(client_of(by), method)(reverse(name, args=args), body, format="json")


def post(by: User, name: str, /, *args: Any, **body: Any) -> Any:
    return send(by, "post", name, *args, **body)


def code_of(answer: Any) -> tuple[int, str]:
    """The status and the stable code of a refusal."""
    return answer.status_code, answer.json()["code"]


def fields_of(answer: Any) -> tuple[int, list[str]]:
    """The status and the paths of what was refused in the body or the query."""
    return answer.status_code, [error["field"] for error in answer.json()["errors"]]


def statements_of(by: User, name: str, /, *args: Any, **query: Any) -> int:
    """How many SQL statements an answer takes, once all that is kept between answers is there."""
    assert get(by, name, *args, **query).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        get(by, name, *args, **query)
    return len(asked)


def somebody(role: Role = Role.OFFICER, **fields: Any) -> User:
    """A person of another agency."""
    return person(AgencyFactory(), role, **fields)


def both(agency: Any, *roles: Role) -> User:
    """A person with several roles in one agency."""
    user: User = UserFactory()
    for role in roles:
        Membership.objects.create(user=user, agency=agency, role=role)
    return user
