"""Views of the board that people keep for themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import SavedView
from measures.models.saved_view import LONGEST_NAME, LONGEST_QUERY
from measures.permissions.overseeing import check_own_view
from measures.services.locks import lock

MOST_VIEWS = 30  # of one person: more stand in nobody's way to find one


@transaction.atomic
def keep_view(*, by: User, name: str, query: str) -> SavedView:
    """Keeps what the board is asked for under a name, for that person alone.

    Raises Refused "name_missing", "name_too_long", "name_taken", "view_too_long",
    "too_many_views".
    """
    name = _checked(name)
    if len(query) > LONGEST_QUERY:
        raise Refused("view_too_long", _("Fewer words are needed: this view is too long to keep."))
    lock(User.objects.filter(pk=by.pk))
    if SavedView.objects.filter(person=by).count() >= MOST_VIEWS:
        said = _("You keep %(most)d views, which is the most: delete one first.")
        raise Refused("too_many_views", said % {"most": MOST_VIEWS})
    with _name_of_one(name):
        return SavedView.objects.create(person=by, name=name, query=query)


@transaction.atomic
def rename_view(view: SavedView, *, by: User, name: str) -> SavedView:
    """Nothing but its name is written: what else was done to it meanwhile stands, and a view that
    was deleted stays so. Raises PermissionDenied; Refused "name_missing", "name_too_long",
    "name_taken"."""
    check_own_view(by, view)
    view.name = _checked(name)
    with _name_of_one(view.name):
        SavedView.objects.filter(pk=view.pk).update(name=view.name)
    return view


@transaction.atomic
def open_by_itself(view: SavedView, *, by: User, wanted: bool = True) -> None:
    """The board opens with this view in place of another, or with it no more. Raises
    PermissionDenied."""
    check_own_view(by, view)
    lock(User.objects.filter(pk=by.pk))
    if wanted:
        SavedView.objects.filter(person=by, is_default=True).update(is_default=False)
    SavedView.objects.filter(pk=view.pk).update(is_default=wanted)


@transaction.atomic
def drop_view(view: SavedView, *, by: User) -> None:
    """Raises PermissionDenied."""
    check_own_view(by, view)
    SavedView.objects.filter(pk=view.pk).delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("name_missing", _("Give the view a name."))
    if len(name) > LONGEST_NAME:
        said = _("The name is longer than %(most)d characters.")
        raise Refused("name_too_long", said % {"most": LONGEST_NAME})
    return name


@contextmanager
def _name_of_one(name: str) -> Iterator[None]:
    """Of a person's views one is called so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        said = _("You have a view “%(name)s” already: choose another name.")
        raise Refused("name_taken", said % {"name": name}) from None
