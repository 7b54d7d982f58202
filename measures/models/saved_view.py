"""A view of the board that a person keeps under a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User

LONGEST_NAME = 60
LONGEST_QUERY = 1000


class SavedView(models.Model):
    """`query` is what the address of the board asks, e.g. "agency=mvd&status=overdue"; "" asks for
    the board as it opens. At most one view of a person is the one that opens by itself."""

    person = models.ForeignKey(User, models.CASCADE, related_name="views", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(_("what it asks"), max_length=LONGEST_QUERY, blank=True)
    is_default = models.BooleanField(_("opens by itself"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_name_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_default=True), name="one_view_opens_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name
