"""The views of the board that a person keeps."""

from agencies.models import User
from measures.models import SavedView


def views_of(person: User) -> list[SavedView]:
    """By name; one statement. Another person's are nobody's business."""
    return list(SavedView.objects.filter(person=person))
