"""Rounds, answers, cuts, recipients and mails as files: what the page shows, whole."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agencies.models import Agency
from measures.date_words import period_words
from measures.exporting.lists import Listing
from measures.permissions.plans import check_may_manage_plan, check_may_view
from measures.views.asking import Visit
from measures.views.listing import as_file
from planner.models import ActionPlan
from reports import lists, queries, queries_rounds
from reports import queries_issuing as of_issuing
from reports.models import Report, ReportingRound
from reports.permissions import check_may_keep_cuts, check_may_set_signing
from reports.queries_cuts import listed_cuts
from reports.round_words import STANDINGS
from reports.rules.standing import ORDER
from reports.views.cuts import readable
from reports.views.round_parts import shown_of
from reports.views.rounds import found_round


@as_file
def rounds(request: HttpRequest, asked: Visit) -> Listing:
    check_may_view(asked.person, asked.today)
    rows, day = queries.rounds(asked.day), asked.day
    return Listing("rounds", _("Reporting rounds"), lists.round_columns(day), rows, day)


def _of_round(found: ReportingRound) -> list[tuple[str, str]]:
    return [(_("Plan"), found.plan.title), (_("Period"), str(period_words(found.label)))]


def _name(found: ReportingRound) -> str:
    return f"{found.plan.slug}_{found.starts_on}_{found.ends_on}"


@as_file
def answers(request: HttpRequest, asked: Visit, pk: int) -> Listing:
    """Who has reported; of one `standing` where the address names one."""
    check_may_view(asked.person, asked.today)
    found = found_round(pk)
    parts = queries_rounds.parts_of(found, asked.day, past=asked.past)
    filters, show = _of_round(found), request.GET.get("standing", "")
    if chosen := next((one for one in ORDER if one.value == show), None):
        parts = [one for one in parts if one.standing == chosen]
        filters.append((_("Standing"), str(STANDINGS[chosen])))
    title = _("Who has reported")
    return Listing(_name(found), title, lists.ANSWERS, parts, asked.day, filters)


@as_file
def part(request: HttpRequest, asked: Visit, pk: int, code: str) -> Listing:
    check_may_view(asked.person, asked.today)
    found, agency = found_round(pk), get_object_or_404(Agency, code=code)
    owed = queries_rounds.reports_owed(found, agency, asked.day, past=asked.past)
    rows = shown_of(owed, request.GET.get("show", "all"))
    filters = [*_of_round(found), (_("Body"), agency.name)]
    name = f"{_name(found)}_{code}"
    return Listing(name, _("What is owed"), lists.OWED, rows, asked.day, filters)


@as_file
def cuts(request: HttpRequest, asked: Visit) -> Listing:
    check_may_keep_cuts(asked.person, asked.today)
    rows = readable(list(listed_cuts(asked.person, asked.today)), asked)
    return Listing("cuts", _("Own cuts of the report"), lists.CUTS, rows, asked.today)


@as_file
def recipients(request: HttpRequest, asked: Visit, slug: str) -> Listing:
    plan = get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)
    check_may_set_signing(asked.person, plan, asked.today)
    rows, filters = of_issuing.recipients_of(plan), [(_("Plan"), plan.title)]
    name = f"{slug}-recipients"
    return Listing(name, _("Recipients"), lists.RECIPIENTS, rows, asked.today, filters)


@as_file
def register(request: HttpRequest, asked: Visit, slug: str) -> Listing:
    plan = get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)
    check_may_set_signing(asked.person, plan, asked.today)
    rows, filters = of_issuing.issues_of_plan(plan), [(_("Plan"), plan.title)]
    name = f"{slug}-register"
    return Listing(name, _("Register of reports"), lists.REGISTER, rows, asked.today, filters)


@as_file
def mails(request: HttpRequest, asked: Visit, pk: int) -> Listing:
    """How an issued edition went out."""
    rows = Report.objects.defer("content").select_related("round__plan__coordinator")
    report = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, report.round.plan, asked.today)
    found = of_issuing.issue_of(report)
    if found is None:
        raise Http404
    dispatches = of_issuing.mailing_of(found).dispatches
    filters = [*_of_round(report.round), (_("Number"), found.number)]
    name = f"{report.round.plan.slug}-mails-{found.pk}"
    return Listing(name, _("Mails"), lists.MAILS, dispatches, asked.today, filters)
