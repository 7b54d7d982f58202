"""What the administration of people gains: erasing whoever has left."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.models import User
from agencies.permissions import signed_in
from agencies.typed_admin import ModelAdmin
from audit.services.erasing import erase_person


@admin.action(
    description=gettext_lazy("Erase: the person has left (cannot be undone)"),
    permissions=["delete"],
)
def erase(people_admin: "ModelAdmin[User]", request: HttpRequest, people: "QuerySet[User]") -> None:
    """One by one: who may not be erased does not hold up the others."""
    by, today = signed_in(request.user), business_today()
    for person in people:
        try:
            done = erase_person(person, by=by, today=today)
        except Refused as refused:
            people_admin.message_user(request, str(refused), messages.ERROR)
            continue
        said = _("%(person)s: name, address and position are forgotten in %(count)s places.")
        told = {"person": person, "count": done.rows + done.entries}
        people_admin.message_user(request, said % told, messages.SUCCESS)


people = admin.site.get_model_admin(User)
people.actions = [*(people.actions or ()), erase]
