"""What a reminder mail says, in the language of the person who gets it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from agencies.queries import standing_of
from measures.models import Digest, Notice, Reminder, Subject
from measures.notice_words import said
from measures.queries.reminders.letters import Letter
from measures.services.reminders.envelope import envelope
from measures.services.reminders.items import DATE, in_order, once_each, sections
from measures.services.reminders.links import acknowledge_link, decline_headers, decline_link
from planner.models import ActionPlan

# A mail of thousands of lines is read by nobody: the rest is counted and stands on the site.
ITEMS_SHOWN = 100
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
# Read of every reminder: a few rows that many share; and of those that are shown.
OF_ALL = ("rule", "plan")
OF_SHOWN = ("extension", "obligation__agency", "obligation__measure__plan")
WITH_A_DAY = (Subject.REPORT, Subject.REVIEW, Subject.EXTENSION, Subject.CONSOLIDATED)


def compose(
    digest: Digest, reminders: Sequence[Reminder], *, today: date, news: Sequence[Notice] = ()
) -> EmailMultiAlternatives:
    """The mail as text and HTML. The number of statements does not depend on that of reminders,
    nor of the news, whose rows are at hand."""
    language = digest.recipient.language or "ru"
    told = once_each(reminders)
    prefetch_related_objects(told, *OF_ALL)
    with translation.override(language):
        context = _context(digest, told, today, news) | _links(digest, told)
        context["language"] = language
        mail = EmailMultiAlternatives(
            subject=_subject(digest, told, today, news),
            body=render_to_string("measures/mail/reminder.txt", context),
            to=[digest.recipient.email],
            **envelope(_headers(digest, told) | {"Content-Language": language}),
        )
        html = render_to_string("measures/mail/reminder.html", context)
    mail.attach_alternative(html, "text/html")
    return mail


def beforehand(person: User, letter: Letter, on: date) -> EmailMultiAlternatives:
    """The mail of a preview as it would read; nothing is saved, so no link in it works."""
    begun = letter.digest
    digest = Digest(
        recipient=person,
        day=on,
        message_id="preview",
        ordered_by=begun.ordered_by if begun else None,
        note=begun.note if begun else "",
    )
    return compose(digest, letter.reminders, today=on)


def _headers(digest: Digest, told: Sequence[Reminder]) -> dict[str, str]:
    declinable = decline_headers(digest, _declinable(told)) if digest.pk else {}
    return HEADERS | {"Message-ID": digest.message_id} | declinable


def _declinable(told: Iterable[Reminder]) -> list[ActionPlan]:
    """Plans of which the mail holds something that may be declined."""
    return [row.plan for row in told if row.rule and row.rule.may_decline]


def _links(digest: Digest, told: Sequence[Reminder]) -> dict[str, str]:
    """Only what is about a report can be acknowledged; a round is known to all. A mail that is only
    looked at beforehand (not saved) has none."""
    if digest.pk is None:
        return {}
    plans = _declinable(told)
    return {
        "acknowledge": acknowledge_link(digest) if any(row.obligation_id for row in told) else "",
        "decline": decline_link(digest, *plans) if plans else "",
    }


def _subject(digest: Digest, told: Sequence[Reminder], today: date, news: Sequence[Notice]) -> str:
    dates = [row.due_on for row in told if row.subject in WITH_A_DAY]
    if digest.ordered_by_id:
        return _("%(mark)s The coordinator reminds you, %(day)s") % _marked(dates, today)
    if news and not told:
        mark = ngettext("[%(count)d new]", "[%(count)d new]", len(news)) % {"count": len(news)}
        words = _("%(mark)s News about your work, %(day)s")
        return words % {"mark": mark, "day": date_format(today, DATE)}
    return subject(dates, today)


def subject(dates: Sequence[date], today: date) -> str:
    """Begins with what matters most, so that a mailbox sorted by subject sorts by urgency."""
    return _("%(mark)s Reports owed under the action plan, %(day)s") % _marked(dates, today)


def _marked(dates: Sequence[date], today: date) -> dict[str, str]:
    late, due = sum(day < today for day in dates), sum(day == today for day in dates)
    ahead = len(dates)
    if late:
        mark = ngettext("[%(count)d overdue]", "[%(count)d overdue]", late) % {"count": late}
    elif due:
        mark = ngettext("[%(count)d due today]", "[%(count)d due today]", due) % {"count": due}
    elif ahead:
        mark = ngettext("[%(count)d coming]", "[%(count)d coming]", ahead) % {"count": ahead}
    else:
        mark = _("[for information]")
    return {"mark": mark, "day": date_format(today, DATE)}


def _context(
    digest: Digest, told: Sequence[Reminder], today: date, news: Sequence[Notice]
) -> dict[str, object]:
    shown = list(told[:ITEMS_SHOWN])
    prefetch_related_objects(shown, *OF_SHOWN)
    standing = standing_of(digest.recipient, today)
    return {
        "person": digest.recipient,
        "day": date_format(today, DATE),
        "sections": list(sections(in_order(shown), today, standing.reporting_for)),
        "news": [said(one, standing) for one in news[:ITEMS_SHOWN]],
        "several_plans": len({row.plan_id for row in told}) > 1,
        "more": len(told) - len(shown) + max(0, len(news) - ITEMS_SHOWN),
        "ordered_by": digest.ordered_by,
        "note": digest.note,
        "site": settings.SITE_URL,
    }
