"""The words of the table of rights: of who, of acts by object, of conditions."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.rules.rights import Condition, Do, Who

Words = Promise | str

WHO: Final[dict[Who, Words]] = {
    Who.EVERYBODY: _("everybody, without signing in"),
    Who.SIGNED_IN: _("anyone signed in"),
    Who.ANY_ROLE: _("anyone with a role"),
    Who.OFFICER: _("officer of the agency"),
    Who.DEPUTY: _("deputy head of the agency"),
    Who.HEAD: _("head of the agency"),
    Who.LEAD: _("whoever reports for the lead executor"),
    Who.COORDINATOR: _("coordinator of the plan"),
    Who.ANY_REPORTER: _("whoever reports for any agency"),
    Who.ANY_HEAD: _("head or deputy head of any agency"),
    Who.ANY_COORDINATOR: _("coordinator of any plan"),
    Who.ANY_OBSERVER: _("observer"),
    Who.OWNER: _("the person whose it is"),
    Who.RECEIVER: _("the person to whom it was given"),
    Who.KEEPER: _("administrator"),
    Who.CHIEF: _("administrator with all permissions"),
    Who.OPERATOR: _("operator at the command line"),
}

CONDITIONS: Final[dict[Condition, tuple[Words, Words]]] = {  # as "only" says it, as "never" does
    Condition.PLAN_IN_FORCE: (_("while the plan is in force"), ""),
    Condition.HAD_A_HAND: (
        "",
        _(
            "who wrote or signed the report or another of that agency on the measure, or wrote into"
            " a draft of one before somebody else did, or put a file to it"
        ),
    ),
    Condition.OWN_BODY: ("", _("who reports for the agency concerned")),
    Condition.ASKED_FOR_IT: ("", _("who asked for it")),
    Condition.INTERNAL_DATE: (_("a date between the lead and a co-executor"), ""),
    Condition.SIGNED_FIRST: ("", _("who signed first")),
    Condition.SIGNED_OR_LEFT: (_("who signed; once that person coordinates no more, anyone"), ""),
    Condition.OWN_BODIES_ONLY: (_("of the own agency alone"), ""),
    Condition.READS_THE_BODIES: (_("while the agencies of the cut are theirs to read"), ""),
    Condition.LENT: ("", _("by a role that is itself delegated")),
    Condition.HAS_A_ROLE: (_("while the person has a role"), ""),
    Condition.OVERSEES: (_("while the person coordinates or observes"), ""),
    Condition.KEEPS_THE_SITE: (_("who may open the administration"), ""),
    Condition.ONESELF: ("", _("for oneself")),
    Condition.OF_A_CHIEF: ("", _("of an administrator with all permissions")),
    Condition.MAY_CONNECT: (_("while the person may connect programs"), ""),
    Condition.REPORTS: (_("while the person reports for an agency"), ""),
}

GROUPS: Final[tuple[tuple[Words, dict[Do, Words]], ...]] = (
    (
        _("Reports"),
        {
            Do.OPEN_DESK: _("Open the desk"),
            Do.OPEN_OBLIGATION: _("Open the page of what an agency owes"),
            Do.REPORT: _("Write a report, put files to it, hand it in, take it back"),
            Do.SIGN_REPORT: _("Sign a report for the agency, or give it back"),
            Do.OPEN_SIGNING: _("Open the page of reports to sign"),
            Do.SET_HEAD_SIGNS: _("Say whether the head signs reports before they are sent"),
            Do.LEAD_MEASURE: _("Answer for the parts of co-executors"),
            Do.READ_DRAFT: _("Read a draft and a report taken back"),
            Do.READ_HANDED_IN: _("Read a report handed in or returned"),
            Do.READ_ACCEPTED: _("Read an accepted report"),
            Do.USE_UPLOAD: _("Read, confirm or drop an uploaded table of reports"),
            Do.REVIEW: _("Accept a report or return it"),
        },
    ),
    (
        _("More time"),
        {
            Do.ASK_EXTENSION: _("Ask for more time"),
            Do.READ_EXTENSION: _("Read a request that waits or was refused"),
            Do.SEE_EXTENSION: _("Open the page of a decision"),
            Do.DECIDE_EXTENSION: _("Move the date or refuse"),
        },
    ),
    (
        _("Plans"),
        {
            Do.READ_PLAN: _("Read plans, measures, statuses, rounds and reports of the plan"),
            Do.MANAGE_PLAN: _("Keep the plan: its table, acts, dates, control, rounds, reports"),
            Do.CHANGE_PLAN: _("Change the plan"),
            Do.COORDINATE: _("Decide on several reports at once, send reminders again"),
            Do.OVERSEE: _("Open the board and the queues"),
            Do.USE_SAVED_VIEW: _("Use a kept view of the board"),
            Do.ADD_PLAN: _("Enter a new plan"),
            Do.REPEAL_CONCEPT: _("Enter that a Concept was repealed"),
            Do.ENTER_SUCCESSION: _("Enter that an agency was renamed, merged or split"),
        },
    ),
    (
        _("Reports of the plan"),
        {
            Do.SET_SIGNING: _("Say whether a second person signs"),
            Do.CONFIRM_ISSUE: _("Confirm an edition as the second person"),
            Do.TAKE_BACK_ISSUE: _("Take a signature back"),
            Do.CUT_EVERYTHING: _("Make cuts of all agencies"),
            Do.MAKE_CUT: _("Make a cut of the report"),
            Do.KEEP_CUTS: _("Keep cuts"),
            Do.CHANGE_CUT: _("Change or retire a cut"),
            Do.READ_CUT: _("Read a cut and its files"),
        },
    ),
    (
        _("Reminders and long work"),
        {
            Do.WATCH_REMINDERS: _("See how reminders went"),
            Do.PREVIEW_REMINDERS: _("See what reminders go out"),
            Do.SEE_EVERY_REMINDER: _("See reminders of all plans"),
            Do.EXPLAIN_REMINDERS: _("See why somebody was reminded or not"),
            Do.SEE_REMINDERS_OF_ALL: _("See so of all agencies"),
            Do.SEE_EVERY_JOB: _("See everybody’s long work"),
            Do.SEE_JOB: _("See how long work goes"),
            Do.CANCEL_JOB: _("Cancel long work"),
            Do.TAKE_JOB_FILE: _("Take the file that came of it"),
        },
    ),
    (
        _("People and the site"),
        {
            Do.READ_PUBLIC: _("Read what is published, verify a report"),
            Do.USE_OWN: _("Use one’s own pages: notices, settings, help, delegations"),
            Do.SEE_EVERY_DELEGATION: _("See the delegations of all agencies"),
            Do.DELEGATE: _("Delegate a role of the agency for a time"),
            Do.END_DELEGATION: _("End a delegation before its last day"),
            Do.READ_CALENDAR: _("Read the working calendar"),
            Do.CORRECT_CALENDAR: _("Correct the working calendar"),
            Do.TAKE_BACK_CORRECTIONS: _("Take corrections of the calendar back"),
            Do.ADMINISTER: _("Open the administration"),
            Do.SET_UP: _("Walk the road to a first plan"),
            Do.SEE_COMPONENTS: _("See the elements of the pages"),
            Do.MOVE_DATE: _("Move the date of the demonstration"),
            Do.INVITE: _("Invite people, withdraw an invitation"),
            Do.FREE_SIGN_IN: _("See and lift what holds up sign-ins"),
            Do.REMOVE_FACTORS: _("Remove somebody’s second factors"),
            Do.CHANGE_ACCOUNT: _("Change somebody’s account: address, name, password"),
            Do.GIVE_PERMISSIONS: _("Give permissions of the administration"),
            Do.READ_RECORD: _("Read and export the audit record"),
            Do.ERASE: _("Have a departed person erased"),
        },
    ),
    (
        _("Other programs"),
        {
            Do.USE_API: _("Call the API"),
            Do.HOLD_TOKENS: _("Make access tokens"),
            Do.USE_OWN_TOKENS: _("See one’s own access token"),
            Do.REVOKE_TOKENS: _("Revoke an access token"),
            Do.TOKENS_TO_ADMINISTER: _("Make an access token for administration"),
            Do.READ_CHANGES: _("Read the feed of changes, as far as each change is theirs to see"),
            Do.LIST_WEBHOOKS: _("Open the page of webhooks"),
            Do.ADD_WEBHOOK: _("Connect another program by a webhook"),
            Do.OWN_WEBHOOK: _("Change a webhook, see and renew its secret"),
            Do.KEEP_WEBHOOK: _("See the log of a webhook, stop it, send again, remove it"),
            Do.SEE_WEBHOOK_ADDRESS: _("See the whole address of a webhook, which may hold a key"),
            Do.KEEP_ALL_WEBHOOKS: _("See everybody’s webhooks"),
            Do.HAVE_OWN_DATES: _("Have a private calendar of one’s own due dates"),
            Do.HAVE_LINK: _("Have a private calendar of an agency or news of a plan"),
            Do.USE_LINK: _("Renew or revoke a private link"),
        },
    ),
)
