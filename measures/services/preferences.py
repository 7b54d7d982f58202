"""A person's own settings: all of a page in one transaction."""

from collections.abc import Mapping

from django.db import transaction

from agencies.models import User
from agencies.services import choose_digest_hour, choose_language
from measures.models import Preference

CHOICES = ("returned", "accepted", "extension", "plan", "work", "jobs", "loans")


@transaction.atomic
def save_settings(
    person: User, *, language: str, hour: int | None, start_page: str, news: Mapping[str, str]
) -> None:
    """`news`: values of How by the names of CHOICES. Raises what the services of agencies do."""
    choose_language(person, language)
    choose_digest_hour(person, hour)
    told = {name: news[name] for name in CHOICES}
    Preference.objects.update_or_create(person=person, defaults={"start_page": start_page, **told})
