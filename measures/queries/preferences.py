"""What a person chose."""

from agencies.models import User
from agencies.queries import Standing
from measures.models import Preference, StartPage


def preference_of(person: User) -> Preference:
    """The person's own, or the defaults, not saved; one statement."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def start_pages(standing: Standing) -> list[StartPage]:
    """Those that the person may open."""
    pages = [
        (StartPage.DESK, standing.may_report),
        (StartPage.BOARD, standing.may_oversee),
        (StartPage.PLANS, bool(standing.memberships)),
        (StartPage.NOTICES, True),
    ]
    return [page for page, may in pages if may]
