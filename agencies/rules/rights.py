"""Who may do what to what: the one table that checks and documentation are made from.

A row says: these (`who`) may do it, if every condition of `only` holds and none of `never`. What
several rows say of one act adds up; what no row says is refused. The table is asked by
agencies.rules.asking_rights; its words stand in agencies.rights_words, its page in docs/rights.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Who(StrEnum):
    """`OFFICER`, `DEPUTY` and `HEAD` are of the body that the object belongs to, `LEAD` is whoever
    reports for the body that leads its measure, `COORDINATOR` of the body that coordinates its
    plan; what says `ANY` is so of any body. A role that was delegated counts as a role."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed_in"
    ANY_ROLE = "any_role"
    OFFICER = "officer"
    DEPUTY = "deputy"
    HEAD = "head"
    LEAD = "lead"
    COORDINATOR = "coordinator"
    ANY_REPORTER = "any_reporter"
    ANY_HEAD = "any_head"
    ANY_COORDINATOR = "any_coordinator"
    ANY_OBSERVER = "any_observer"
    OWNER = "owner"
    RECEIVER = "receiver"
    KEEPER = "keeper"  # may open the administration (is_staff)
    CHIEF = "chief"  # has every permission of the administration (is_superuser)
    OPERATOR = "operator"  # whoever works at the command line of the installation


@dataclass(frozen=True)
class Permission:
    """Whoever was given it in the administration; `name` as Django writes it."""

    name: str


class Condition(StrEnum):
    PLAN_IN_FORCE = "plan_in_force"
    HAD_A_HAND = "had_a_hand"
    OWN_BODY = "own_body"
    ASKED_FOR_IT = "asked_for_it"
    INTERNAL_DATE = "internal_date"
    SIGNED_FIRST = "signed_first"
    SIGNED_OR_LEFT = "signed_or_left"
    OWN_BODIES_ONLY = "own_bodies_only"
    READS_THE_BODIES = "reads_the_bodies"
    LENT = "lent"
    HAS_A_ROLE = "has_a_role"
    OVERSEES = "oversees"
    KEEPS_THE_SITE = "keeps_the_site"
    ONESELF = "oneself"
    OF_A_CHIEF = "of_a_chief"
    MAY_CONNECT = "may_connect"
    REPORTS = "reports"


class Do(StrEnum):
    """Object and act."""

    READ_PUBLIC = "public.read"
    USE_OWN = "own.use"
    ADMINISTER = "administration.use"
    USE_API = "api.use"
    SEE_COMPONENTS = "components.see"
    READ_CALENDAR = "calendar.read"
    CORRECT_CALENDAR = "calendar.correct"
    TAKE_BACK_CORRECTIONS = "calendar.take_back"
    MOVE_DATE = "date.move"
    SET_UP = "installation.set_up"
    INVITE = "person.invite"
    FREE_SIGN_IN = "sign_in.free"
    REMOVE_FACTORS = "factors.remove"
    CHANGE_ACCOUNT = "person.change"
    GIVE_PERMISSIONS = "permissions.give"
    ERASE = "person.erase"
    READ_RECORD = "record.read"
    HOLD_TOKENS = "token.hold"
    USE_OWN_TOKENS = "token.own"
    REVOKE_TOKENS = "token.revoke"
    TOKENS_TO_ADMINISTER = "token.administer"
    SEE_EVERY_DELEGATION = "role.see_delegations"
    DELEGATE = "role.delegate"
    END_DELEGATION = "role.end_delegation"
    ENTER_SUCCESSION = "body.pass_on"
    REPEAL_CONCEPT = "concept.repeal"
    ADD_PLAN = "plan.add"
    READ_PLAN = "plan.read"
    MANAGE_PLAN = "plan.manage"
    CHANGE_PLAN = "plan.change"
    COORDINATE = "plans.coordinate"
    OVERSEE = "plans.oversee"
    OPEN_DESK = "desk.open"
    USE_UPLOAD = "upload.use"
    OPEN_OBLIGATION = "obligation.open"
    REPORT = "obligation.report"
    SIGN_REPORT = "draft.sign"
    OPEN_SIGNING = "signing.open"
    SET_HEAD_SIGNS = "agency.set_signing"
    LEAD_MEASURE = "measure.lead"
    READ_DRAFT = "draft.read"
    READ_HANDED_IN = "handed_in.read"
    READ_ACCEPTED = "accepted.read"
    REVIEW = "handed_in.review"
    ASK_EXTENSION = "extension.ask"
    READ_EXTENSION = "extension.read"
    SEE_EXTENSION = "extension.see"
    DECIDE_EXTENSION = "extension.decide"
    WATCH_REMINDERS = "reminders.watch"
    PREVIEW_REMINDERS = "reminders.preview"
    SEE_EVERY_REMINDER = "reminders.every"
    EXPLAIN_REMINDERS = "reminders.explain"
    SEE_REMINDERS_OF_ALL = "reminders.of_all"
    SEE_EVERY_JOB = "jobs.every"
    SEE_JOB = "job.see"
    CANCEL_JOB = "job.cancel"
    TAKE_JOB_FILE = "job.take_file"
    USE_SAVED_VIEW = "view.use"
    SET_SIGNING = "issue.set_signing"
    CONFIRM_ISSUE = "issue.confirm"
    TAKE_BACK_ISSUE = "issue.take_back"
    CUT_EVERYTHING = "cut.everything"
    MAKE_CUT = "cut.make"
    KEEP_CUTS = "cut.keep"
    CHANGE_CUT = "cut.change"
    READ_CUT = "cut.read"
    READ_CHANGES = "changes.read"
    ADD_WEBHOOK = "webhook.add"
    LIST_WEBHOOKS = "webhook.list"
    KEEP_ALL_WEBHOOKS = "webhook.keep_all"
    OWN_WEBHOOK = "webhook.own"
    KEEP_WEBHOOK = "webhook.keep"
    SEE_WEBHOOK_ADDRESS = "webhook.address"
    HAVE_LINK = "link.have"
    HAVE_OWN_DATES = "link.own_dates"
    USE_LINK = "link.use"


@dataclass(frozen=True)
class Right:
    do: Do
    who: tuple[Who | Permission, ...]
    only: tuple[Condition, ...] = ()
    never: tuple[Condition, ...] = ()


REPORTERS: Final = (Who.OFFICER, Who.DEPUTY, Who.HEAD)
OVERSEERS: Final = (Who.ANY_COORDINATOR, Who.ANY_OBSERVER)
CONNECTS: Final = (Who.ANY_REPORTER, Who.ANY_COORDINATOR)
CHANGES_PEOPLE: Final = Permission("agencies.change_user")
READS_RECORD: Final = Permission("audit.view_entry")
MAY_CONNECT: Final = Permission("exchange.add_webhook")
KEEPS_WEBHOOKS: Final = Permission("exchange.change_webhook")
OTHER_EYES: Final = (Condition.HAD_A_HAND, Condition.OWN_BODY)

# Act, who, then what must hold (only) and what must not (never).
TABLE: Final = (
    Right(Do.READ_PUBLIC, (Who.EVERYBODY,)),
    Right(Do.USE_OWN, (Who.SIGNED_IN,)),
    Right(Do.ADMINISTER, (Who.KEEPER,)),
    Right(Do.USE_API, (Who.ANY_ROLE,)),
    Right(Do.SEE_COMPONENTS, (Who.ANY_ROLE, Who.KEEPER)),
    Right(Do.READ_CALENDAR, (Who.ANY_ROLE, Permission("agencies.view_calendarday"))),
    Right(Do.CORRECT_CALENDAR, (Permission("agencies.add_calendarday"),)),
    Right(Do.TAKE_BACK_CORRECTIONS, (Permission("agencies.delete_calendarday"),)),
    Right(Do.MOVE_DATE, (Who.CHIEF,)),
    Right(Do.SET_UP, (Who.KEEPER,)),
    Right(Do.INVITE, (Permission("agencies.add_user"),), only=(Condition.KEEPS_THE_SITE,)),
    Right(Do.FREE_SIGN_IN, (CHANGES_PEOPLE,), only=(Condition.KEEPS_THE_SITE,)),
    Right(
        Do.REMOVE_FACTORS,
        (CHANGES_PEOPLE,),
        only=(Condition.KEEPS_THE_SITE,),
        never=(Condition.ONESELF, Condition.OF_A_CHIEF),
    ),
    Right(
        Do.REMOVE_FACTORS,
        (Who.CHIEF,),
        only=(Condition.KEEPS_THE_SITE,),
        never=(Condition.ONESELF,),
    ),
    Right(
        Do.CHANGE_ACCOUNT,
        (CHANGES_PEOPLE,),
        only=(Condition.KEEPS_THE_SITE,),
        never=(Condition.OF_A_CHIEF,),
    ),
    Right(Do.CHANGE_ACCOUNT, (Who.CHIEF,), only=(Condition.KEEPS_THE_SITE,)),
    Right(Do.GIVE_PERMISSIONS, (Who.CHIEF,), only=(Condition.KEEPS_THE_SITE,)),
    Right(
        Do.ERASE,
        (Permission("agencies.delete_user"), Who.OPERATOR),
        never=(Condition.ONESELF,),
    ),
    Right(Do.READ_RECORD, (READS_RECORD,)),
    Right(Do.HOLD_TOKENS, (Who.ANY_ROLE, READS_RECORD)),
    Right(Do.USE_OWN_TOKENS, (Who.OWNER,)),
    Right(Do.REVOKE_TOKENS, (Who.OWNER, Permission("agencies.change_apitoken"))),
    Right(Do.TOKENS_TO_ADMINISTER, (Who.KEEPER,)),
    Right(Do.SEE_EVERY_DELEGATION, (Permission("agencies.view_delegation"),)),
    Right(
        Do.DELEGATE,
        (Who.OWNER, Who.HEAD, Permission("agencies.add_delegation")),
        never=(Condition.LENT,),
    ),
    Right(
        Do.END_DELEGATION,
        (Who.OWNER, Who.RECEIVER, Who.HEAD, Permission("agencies.change_delegation")),
    ),
    Right(Do.ENTER_SUCCESSION, (Permission("agencies.add_succession"),)),
    Right(Do.REPEAL_CONCEPT, (Permission("planner.change_concept"),)),
    Right(Do.ADD_PLAN, (Permission("planner.add_actionplan"), Who.OPERATOR)),
    Right(Do.READ_PLAN, (Who.ANY_ROLE,)),
    Right(Do.MANAGE_PLAN, (Who.COORDINATOR, Who.OPERATOR)),
    Right(Do.CHANGE_PLAN, (Who.COORDINATOR, Who.OPERATOR), only=(Condition.PLAN_IN_FORCE,)),
    Right(Do.COORDINATE, (Who.ANY_COORDINATOR,)),
    Right(Do.OVERSEE, OVERSEERS),
    Right(Do.OPEN_DESK, (Who.ANY_REPORTER,)),
    Right(Do.USE_UPLOAD, (Who.OWNER,), only=(Condition.REPORTS,)),
    Right(Do.OPEN_OBLIGATION, (*REPORTERS, *OVERSEERS)),
    Right(Do.REPORT, REPORTERS),
    Right(Do.SIGN_REPORT, (Who.DEPUTY, Who.HEAD)),
    Right(Do.OPEN_SIGNING, (Who.ANY_HEAD,)),
    Right(Do.SET_HEAD_SIGNS, (Who.HEAD, Permission("agencies.change_agency"))),
    Right(Do.LEAD_MEASURE, (Who.LEAD,)),
    Right(Do.READ_DRAFT, REPORTERS),
    Right(Do.READ_HANDED_IN, (*REPORTERS, *OVERSEERS)),
    Right(Do.READ_ACCEPTED, (Who.ANY_ROLE,)),
    Right(Do.REVIEW, (Who.COORDINATOR,), never=OTHER_EYES),
    Right(Do.ASK_EXTENSION, (*REPORTERS, Who.COORDINATOR)),
    Right(Do.READ_EXTENSION, (*REPORTERS, *OVERSEERS)),
    Right(Do.READ_EXTENSION, (Who.LEAD,), only=(Condition.INTERNAL_DATE,)),
    Right(Do.SEE_EXTENSION, (Who.COORDINATOR,)),
    Right(Do.SEE_EXTENSION, (Who.LEAD,), only=(Condition.INTERNAL_DATE,)),
    Right(
        Do.DECIDE_EXTENSION,
        (Who.COORDINATOR,),
        never=(Condition.ASKED_FOR_IT, Condition.OWN_BODY),
    ),
    Right(
        Do.DECIDE_EXTENSION,
        (Who.LEAD,),
        only=(Condition.INTERNAL_DATE,),
        never=(Condition.ASKED_FOR_IT, Condition.OWN_BODY),
    ),
    Right(Do.WATCH_REMINDERS, (Who.ANY_COORDINATOR, Permission("measures.view_digest"))),
    Right(Do.PREVIEW_REMINDERS, (Who.ANY_COORDINATOR, Permission("measures.view_reminder"))),
    Right(Do.SEE_EVERY_REMINDER, (Permission("measures.view_reminder"),)),
    Right(
        Do.EXPLAIN_REMINDERS,
        (*REPORTERS, Who.COORDINATOR, Permission("measures.view_reminder")),
    ),
    Right(Do.SEE_REMINDERS_OF_ALL, (Who.COORDINATOR, Permission("measures.view_reminder"))),
    Right(Do.SEE_EVERY_JOB, (Permission("measures.view_job"),)),
    Right(Do.SEE_JOB, (Who.OWNER, Permission("measures.view_job"))),
    Right(Do.CANCEL_JOB, (Who.OWNER,)),
    Right(Do.TAKE_JOB_FILE, (Who.OWNER,), only=(Condition.HAS_A_ROLE,)),
    Right(Do.USE_SAVED_VIEW, (Who.OWNER,), only=(Condition.OVERSEES,)),
    Right(Do.SET_SIGNING, (Who.COORDINATOR, Permission("reports.add_signingrule"))),
    Right(Do.CONFIRM_ISSUE, (Who.COORDINATOR,), never=(Condition.SIGNED_FIRST,)),
    Right(Do.TAKE_BACK_ISSUE, (Who.COORDINATOR,), only=(Condition.SIGNED_OR_LEFT,)),
    Right(Do.CUT_EVERYTHING, (Who.COORDINATOR, *OVERSEERS)),
    Right(Do.MAKE_CUT, (Who.COORDINATOR, *OVERSEERS)),
    Right(Do.MAKE_CUT, (Who.ANY_REPORTER,), only=(Condition.OWN_BODIES_ONLY,)),
    Right(Do.KEEP_CUTS, (Who.ANY_REPORTER, *OVERSEERS)),
    Right(Do.CHANGE_CUT, (Who.OWNER,)),
    Right(Do.READ_CUT, (Who.OWNER, Who.COORDINATOR), only=(Condition.READS_THE_BODIES,)),
    Right(Do.READ_CHANGES, (Who.ANY_ROLE,)),
    Right(Do.ADD_WEBHOOK, CONNECTS),
    Right(Do.ADD_WEBHOOK, (MAY_CONNECT,), only=(Condition.HAS_A_ROLE,)),
    Right(Do.LIST_WEBHOOKS, (*CONNECTS, KEEPS_WEBHOOKS)),
    Right(Do.LIST_WEBHOOKS, (MAY_CONNECT,), only=(Condition.HAS_A_ROLE,)),
    Right(Do.KEEP_ALL_WEBHOOKS, (KEEPS_WEBHOOKS,)),
    Right(Do.OWN_WEBHOOK, (Who.OWNER,), only=(Condition.MAY_CONNECT,)),
    Right(Do.KEEP_WEBHOOK, (Who.COORDINATOR, KEEPS_WEBHOOKS)),
    Right(Do.KEEP_WEBHOOK, (Who.OWNER,), only=(Condition.MAY_CONNECT,)),
    Right(Do.SEE_WEBHOOK_ADDRESS, (Who.OWNER, KEEPS_WEBHOOKS)),
    Right(Do.HAVE_LINK, (Who.ANY_ROLE,)),
    Right(Do.HAVE_OWN_DATES, CONNECTS),
    Right(Do.USE_LINK, (Who.OWNER,)),
)
