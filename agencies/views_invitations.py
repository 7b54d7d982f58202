"""Invitations: an administrator's list, and the page that their link opens."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from agencies import services_invitations, tasks
from agencies.errors import Refused
from agencies.forms_invitations import AcceptForm, InviteForm
from agencies.models import Invitation
from agencies.permissions import signed_in
from agencies.permissions_accounts import check_may_invite
from agencies.queries import people_who_invite

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    by, now = signed_in(request.user), timezone.now()
    check_may_invite(by)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("agencies:invitations")
    rows = Invitation.objects.select_related("agency", "invited_by")
    answer_for_theirs = set(people_who_invite().values_list("pk", flat=True))
    context = {
        "form": form,
        "waiting": [
            (row, row.has_expired(now), row.invited_by_id in answer_for_theirs)
            for row in rows.waiting()
        ],
        "page": Paginator(rows.exclude(state="waiting"), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "agencies/invitations.html", context, status=422 if form.errors else 200)


def _invited(request: HttpRequest, form: InviteForm) -> bool:
    try:
        row = services_invitations.invite(
            form.invited(), by=signed_in(request.user), now=timezone.now()
        )
    except Refused as refused:
        form.add_error("email", str(refused))
        return False
    tasks.hurry()
    said = _("The invitation for %(name)s goes to %(email)s.")
    messages.success(request, said % {"name": row.full_name, "email": row.email})
    return True


@require_POST
def invitation_act(request: HttpRequest, pk: int) -> HttpResponse:
    """`action`: "send" (again, by a new link) or "withdraw"."""
    by, now = signed_in(request.user), timezone.now()
    check_may_invite(by)
    row = get_object_or_404(Invitation, pk=pk)
    acts = {"send": services_invitations.send_again, "withdraw": services_invitations.withdraw}
    said = {
        "send": _("A new link goes to %(email)s; the old one no longer works."),
        "withdraw": _("The invitation of %(email)s is withdrawn."),
    }
    action = request.POST.get("action", "")
    if action in acts:
        try:
            acts[action](row, by=by, now=now)
            messages.success(request, said[action] % {"email": row.email})
            tasks.hurry()
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("agencies:invitations")


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing: programs that look through mails open links too."""
    now = timezone.now()
    found = services_invitations.invitation_of(token, now=now)
    if found is None:
        return render(request, "agencies/link_over.html", status=410)
    form = AcceptForm(request.POST or None, invitation=found)
    try:
        services_invitations.check_is_answered_for(found)
        if request.method == "POST" and form.is_valid():
            return _accepted(request, found, form)
    except Refused as refused:
        return render(request, "agencies/link_over.html", {"said": refused}, status=410)
    context = {"form": form, "invitation": found}
    return render(request, "agencies/invitation.html", context, status=422 if form.errors else 200)


def _accepted(request: HttpRequest, found: Invitation, form: AcceptForm) -> HttpResponse:
    """The person is signed in at once, past whoever else used this browser before."""
    person = services_invitations.accept(
        found,
        full_name=form.cleaned_data["full_name"],
        position=form.cleaned_data["position"],
        password=form.cleaned_data["password1"],
        now=timezone.now(),
    )
    request.session.flush()
    credentials = {"email": person.email}
    answer: HttpResponse = perform_password_login(
        request, credentials, Login(user=person, email=person.email)
    )
    return answer
