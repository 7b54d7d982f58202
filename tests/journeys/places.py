"""Every page of the site: who opens it and where. `NOT_PAGES` names the addresses that are none."""

from typing import Any

from tests.measures.importing.files import xlsx

OFFICER, COORDINATOR = "officer.mid@demo.example", "coordinator.two@demo.example"
LEAD, ADMINISTRATOR = "officer.mtszn@demo.example", "administrator@demo.example"
HEAD = "head.mvd@demo.example"
PLAN = "/plans/migration-2008-2010"
ANYBODY, PUBLIC = "", "/public/migration-2008-2010"
CUT = "day=2009-07-06&texts=all"
LANGUAGES = ["ru", "kk", "en"]
PAGES: dict[str, tuple[str, str]] = {
    "desk": (OFFICER, "/desk/"),
    "desk-of-a-lead": (LEAD, "/desk/"),
    "report-form": (OFFICER, "/obligations/{mine}/"),
    "help": (OFFICER, "/help/"),
    "audit": (ADMINISTRATOR, "/audit/"),
    "audit-of-people": (ADMINISTRATOR, "/audit/?relation=agencies_user&kind=insert"),
    "audit-record": (ADMINISTRATOR, "/audit/1/"),
    "help-coordinator": (COORDINATOR, "/help/"),
    "begin": (ADMINISTRATOR, "/help/begin/"),
    "rights": (OFFICER, "/help/rights/"),
    "delegations": (HEAD, "/accounts/delegations/"),
    "delegations-administrator": (ADMINISTRATOR, "/accounts/delegations/?body=mvd"),
    "signing": (HEAD, "/signing/"),
    "handed-in": (LEAD, "/obligations/{waits}/handed-in/"),
    "board": (COORDINATOR, "/board/"),
    "board-all": (COORDINATOR, "/board/?status=all&totals=1&period=this_year&agency=nobody"),
    "review-queue": (COORDINATOR, "/review/"),
    "extension-queue": (COORDINATOR, "/review/extensions/"),
    "deadline-queue": (COORDINATOR, "/review/deadlines/"),
    "accept-together": (COORDINATOR, "/review/accept/?entry={entry}"),
    "assign-together": (COORDINATOR, "/review/assign/?entry={entry}"),
    "review": (COORDINATOR, "/review/{entry}/"),
    "measure": (COORDINATOR, "/measures/{measure}/"),
    "measure-then": (COORDINATOR, "/measures/{measure}/?as_of=2009-03-31"),
    "measure-amended": (OFFICER, "/measures/{amended}/"),
    "moments": (OFFICER, "/measures/{amended}/compare/"),
    "search": (OFFICER, "/search/?q=мигрантам"),
    "search-measures": (COORDINATOR, "/search/?q=миграц&kind=measures"),
    "search-help": (OFFICER, "/search/"),
    "search-nothing": (OFFICER, "/search/?q=кукушка"),
    "plan": (COORDINATOR, f"{PLAN}/"),
    "round": (COORDINATOR, "/reports/{round}/"),
    "concept": (COORDINATOR, "/concept/migration-2007-2015/"),
    "import": (COORDINATOR, f"{PLAN}/import/"),
    "reminders": (COORDINATOR, "/reminders/"),
    "my-reminders": (OFFICER, "/reminders/mine/"),
    "notices": (LEAD, "/notices/"),
    "my-settings": (OFFICER, "/settings/"),
    "progress-uploads": (OFFICER, "/desk/upload/"),
    "progress-upload": (OFFICER, "/desk/upload/{brought}/"),
    "calendars": (OFFICER, "/exchange/calendars/"),
    "calendars-coordinator": (COORDINATOR, "/exchange/calendars/"),
    "jobs": (OFFICER, "/jobs/"),
    "tokens": (OFFICER, "/accounts/tokens/"),
    "reminders-preview": (COORDINATOR, "/reminders/preview/?on=2009-07-07"),
    "reminders-mail": (COORDINATOR, "/reminders/preview/mail/?on=2009-07-07&person={reader}"),
    "reminders-explain": (COORDINATOR, "/obligations/{mine}/reminders/"),
    "remind-now": (COORDINATOR, "/reminders/now/?owed={mine}&owed={late}&board="),
    "amendments": (COORDINATOR, f"{PLAN}/amendments/"),
    "amendment": (COORDINATOR, "/amendments/{draft}/"),
    "wording": (COORDINATOR, "/amendments/{draft}/add/"),
    "compare": (COORDINATOR, f"{PLAN}/compare/?first=2009-01-01&second=2009-07-06"),
    "plan-then": (COORDINATOR, f"{PLAN}/?as_of=2009-03-31"),
    "board-then": (COORDINATOR, "/board/?as_of=2009-03-31"),
    "parts": (LEAD, "/obligations/{led}/"),
    "deadline": (COORDINATOR, "/deadlines/{undecided}/"),
    "extension": (COORDINATOR, "/extensions/{asked}/"),
    "reminder-policy": (COORDINATOR, f"{PLAN}/reminders/"),
    "reminder-policy-read": (OFFICER, f"{PLAN}/reminders/"),
    "take-over": (COORDINATOR, f"{PLAN}/take-over/"),
    "end": (COORDINATOR, f"{PLAN}/end/"),
    "succession": (ADMINISTRATOR, "/succession/mtszn/"),
    "calendar": (ADMINISTRATOR, "/calendar/2009/"),
    "components": (ADMINISTRATOR, "/components/"),
    "plans": (COORDINATOR, "/plans/"),
    "plan-progress": (COORDINATOR, f"{PLAN}/progress/"),
    "plan-progress-list": (OFFICER, f"{PLAN}/progress/?node=plan&status=overdue"),
    "plan-timeline": (OFFICER, f"{PLAN}/timeline/"),
    "plan-month": (OFFICER, f"{PLAN}/month/?month=2009-06&day=2009-06-30"),
    "plan-matrix": (COORDINATOR, f"{PLAN}/matrix/"),
    "plan-matrix-share": (OFFICER, f"{PLAN}/matrix/?show=share&as_of=2009-03-31"),
    "agency": (COORDINATOR, "/agencies/mvd/"),
    "webhooks": (COORDINATOR, "/exchange/webhooks/"),
    "webhook": (COORDINATOR, "/exchange/webhooks/1/"),  # that of the demonstration
    "webhook-change": (COORDINATOR, "/exchange/webhooks/1/change/"),
    "webhook-message": (COORDINATOR, "/exchange/webhooks/messages/2/"),
    "webhook-new": (COORDINATOR, "/exchange/webhooks/new/"),
    "public-plans": (ANYBODY, "/public/"),
    "public": (ANYBODY, f"{PUBLIC}/"),
    "public-before": (ANYBODY, f"{PUBLIC}/1/"),
    "public-measures": (ANYBODY, f"{PUBLIC}/measures/?status=overdue"),
    "public-measure": (ANYBODY, f"{PUBLIC}/measures/{{removed}}/"),
    "public-data": (ANYBODY, f"{PUBLIC}/data/"),
    "public-nothing": (ANYBODY, "/public/nothing/"),
    "publish": (COORDINATOR, f"{PLAN}/publish/?day=2009-07-06&texts=chosen"),
    "publish-preview": (COORDINATOR, f"{PLAN}/publish/preview/?day=2009-07-06&texts=all"),
    "publish-texts": (COORDINATOR, f"{PLAN}/publish/texts/"),
    "publish-text": (COORDINATOR, f"{PLAN}/publish/texts/{{removed}}/"),
    "withdraw": (COORDINATOR, f"{PLAN}/publish/1/withdraw/"),
    "sign-in": (ANYBODY, "/accounts/login/"),
    "security": (OFFICER, "/accounts/security/"),
    "sessions": (OFFICER, "/accounts/sessions/"),
    "second-factor": (OFFICER, "/accounts/second-factor/"),
    "passkey-add": (COORDINATOR, "/accounts/2fa/passkeys/add/"),
    "app-set-up": (COORDINATOR, "/accounts/2fa/app/"),
    "password-change": (OFFICER, "/accounts/password/change/"),
    "confirm-it-is-you": (OFFICER, "/accounts/reauthenticate/"),
    "password-reset": (ANYBODY, "/accounts/password/reset/"),
    "password-reset-done": (ANYBODY, "/accounts/password/reset/done/"),
    "password-reset-over": (ANYBODY, "/accounts/password/reset/key/1-abc/"),
    "password-changed": (ANYBODY, "/accounts/password/reset/key/done/"),
    "account-closed": (ANYBODY, "/accounts/inactive/"),
    "no-registration": (ANYBODY, "/accounts/signup/"),
    "new-address": (OFFICER, "/accounts/email/"),
    "new-address-over": (ANYBODY, "/accounts/email/over/"),
    "invitations": (ADMINISTRATOR, "/accounts/invitations/"),
    "invitation-over": (ANYBODY, "/accounts/invitation/over/"),
    "held-up": (ADMINISTRATOR, "/accounts/locked/"),
    "saved-view": (COORDINATOR, "/board/views/{view}/"),
    "remove": (COORDINATOR, "/measures/{measure}/remove/"),
    "more-time": (OFFICER, "/obligations/{mine}/extension/"),
    "amendment-table": (COORDINATOR, "/amendments/{draft}/table/"),
    "public-not-here": (ANYBODY, "/public/no/such/page/"),
    "export": (COORDINATOR, f"{PLAN}/export/"),
    "import-preview": (COORDINATOR, "/imports/{read}/"),
    "job": (COORDINATOR, "/jobs/{job}/"),
    "rounds": (COORDINATOR, "/reports/"),
    "round-part": (OFFICER, "/reports/{round}/bodies/mvd/"),
    "round-part-coordinator": (COORDINATOR, "/reports/{round}/bodies/mtszn/?show=out"),
    "round-close": (COORDINATOR, "/reports/{round}/close/"),
    "round-silent": (COORDINATOR, "/reports/{round}/?standing=some"),
    "round-then": (OFFICER, "/reports/{round}/?as_of=2009-06-30"),
    "rounds-then": (OFFICER, "/reports/?as_of=2009-03-31"),
    "cadence": (COORDINATOR, "/reports/plans/migration-2008-2010/cadence/"),
    "cadence-read": (OFFICER, "/reports/plans/migration-2008-2010/cadence/"),
    "edition": (COORDINATOR, "/reports/editions/{edition}/"),
    "narrative": (COORDINATOR, "/reports/{round}/narrative/"),
    "narrative-text": (COORDINATOR, "/reports/narratives/{words}/"),
    "narrative-history": (COORDINATOR, "/reports/narratives/{words}/history/?version={written}"),
    "narrative-titles": (COORDINATOR, "/reports/narratives/sections/{own_section}/titles/"),
    "issue": (COORDINATOR, "/reports/editions/{edition}/issue/"),
    "issue-read": (OFFICER, "/reports/editions/{edition}/issue/"),
    "issue-withdraw": (COORDINATOR, "/reports/issues/{issue}/withdraw/"),
    "issuing": (COORDINATOR, f"/reports{PLAN}/"),
    "recipient": (COORDINATOR, "/reports/recipients/{recipient}/"),
    "verify": (ANYBODY, "/verify/"),
    "api-codes": (ANYBODY, "/api/v1/errors/"),
    "api-code": (ANYBODY, "/api/v1/errors/co_executors_silent/"),
    "verify-unknown": (ANYBODY, f"/verify/{'0' * 64}/"),
    "reports-compare": (COORDINATOR, "/reports/compare/"),
    "cuts": (COORDINATOR, "/reports/cuts/"),
    "cut-new": (OFFICER, "/reports/cuts/new/"),
    "cut": (COORDINATOR, "/reports/cuts/{cut}/"),
    "cut-change": (COORDINATOR, "/reports/cuts/{cut}/change/"),
    "cut-preview": (COORDINATOR, "/reports/cuts/{cut}/preview/"),
    "cut-preview-then": (COORDINATOR, "/reports/cuts/{cut}/preview/?as_of=2009-03-31"),
    "cut-edition": (COORDINATOR, "/reports/cuts/editions/{cut_edition}/"),
    "rewording": (COORDINATOR, "/amendments/{draft}/reword/{measure}/"),
    "change": (COORDINATOR, "/changes/{change}/"),
    "successions": (ADMINISTRATOR, "/succession/"),
    "repeal": (ADMINISTRATOR, "/concepts/migration-2007-2015/repeal/"),
    "publish-preview-measures": (COORDINATOR, f"{PLAN}/publish/preview/measures/?{CUT}"),
    "publish-preview-measure": (COORDINATOR, f"{PLAN}/publish/preview/measures/{{removed}}/?{CUT}"),
    "public-measures-before": (ANYBODY, f"{PUBLIC}/1/measures/"),
    "public-measure-before": (ANYBODY, f"{PUBLIC}/1/measures/{{removed}}/"),
    "public-data-before": (ANYBODY, f"{PUBLIC}/1/data/"),
    "nothing": (COORDINATOR, "/nothing/"),
    "forbidden": (OFFICER, "/review/"),
}

# A place to look at for every address with a number in it.
PLACES = {
    "mine": "SELECT o.id FROM measures_obligation o, agencies_agency a"
    " WHERE a.id = o.agency_id AND a.code = 'mid' AND o.state = 'open'"
    " AND o.due_on > DATE '2009-07-06'"
    " ORDER BY o.due_on, o.id LIMIT 1",
    "late": "SELECT o.id FROM measures_obligation o, measures_measure m"
    " WHERE m.id = o.measure_id AND m.state = 'on_control' AND o.state = 'open'"
    " AND o.kind <> 'continuous' AND o.due_on < DATE '2009-07-06'"
    " ORDER BY o.due_on, o.id LIMIT 1",
    "reader": "SELECT id FROM agencies_user WHERE email = 'officer.mtszn@demo.example'",
    "entry": "SELECT min(id) FROM measures_progressentry WHERE state = 'submitted'",
    "waits": "SELECT min(e.obligation_id) FROM measures_progressentry e"
    " JOIN measures_obligation o ON o.id = e.obligation_id"
    " JOIN agencies_agency a ON a.id = o.agency_id"
    " WHERE e.state = 'submitted' AND a.code = 'mtszn'",
    "measure": "SELECT id FROM measures_measure WHERE number = '1.5'",
    "amended": "SELECT min(measure_id) FROM measures_change WHERE kind = 'reword'",
    "removed": "SELECT id FROM measures_measure WHERE number = '2.7'",
    "round": "SELECT id FROM reports_reportinground WHERE label = '2009Q2'",
    "draft": "SELECT id FROM planner_amendment WHERE state = 'draft'",
    "led": "SELECT o.id FROM measures_obligation o, measures_measure m"
    " WHERE m.id = o.measure_id AND m.number = '3.2' AND o.role = 'lead'"
    " AND o.occurrence = '2009-07-05'",
    "undecided": "SELECT min(id) FROM measures_deadline WHERE kind = 'undecided'",
    "change": "SELECT min(id) FROM measures_change WHERE amendment_id ="
    " (SELECT id FROM planner_amendment WHERE state = 'draft') AND kind = 'reword'",
    "asked": "SELECT min(id) FROM measures_extension WHERE state = 'requested'",
}
# What the demonstration has none of, and is asked of the site by COORDINATOR.
MADE = {
    "view": "SELECT max(id) FROM measures_savedview",
    "read": "SELECT max(id) FROM measures_importfile WHERE state = 'previewed'",
    "job": "SELECT max(id) FROM measures_job",
    "brought": "SELECT max(id) FROM measures_progressupload",
    "edition": "SELECT max(id) FROM reports_report WHERE state = 'ready'",
    "words": "SELECT t.id FROM reports_narrativetext t JOIN reports_narrativesection s"
    " ON s.id = t.section_id WHERE s.code = 'direction-3' AND t.language = 'ru'",
    "written": "SELECT min(c.id) FROM reports_narrativechange c JOIN reports_narrativesection s"
    " ON s.id = c.section_id WHERE s.code = 'direction-3' AND c.kind = 'drafted'",
    "own_section": "SELECT max(id) FROM reports_narrativesection WHERE kind = 'own'",
    "issue": "SELECT max(id) FROM reports_issue WHERE state = 'issued'",
    "recipient": "SELECT max(id) FROM reports_recipient",
    "cut": "SELECT max(id) FROM reports_cut WHERE retired_at IS NULL",
    "cut_edition": "SELECT max(id) FROM reports_cutedition",
}
# The newest, which was asked for just now: others may have been compiled and signed before.
READY = (
    "SELECT id FROM reports_report WHERE state = 'ready' AND id ="
    " (SELECT max(id) FROM reports_report)"
)
TABLE = [
    ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"],
    ["1", "Провести опрос", "Отчёт", "МВД", "до 1 июля 2010 года"],
    ["2", "Вести учёт", "Отчёт", "Неизвестный орган", "когда-нибудь"],
]


REPORTS = [
    ["Ключ", "О чём вы отчитываетесь?", "Что сделано"],
    ["R0-0", "исполнено", "Принят закон."],
    ["R{mine}-0", "исполнено", "Принят закон."],
]


def asked_by_an_officer(mine: int) -> dict[str, dict[str, Any]]:
    """The same, of what is an agency's own."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    rows = [[cell.format(mine=mine) for cell in row] for row in REPORTS]
    sent = {"name": "отчёты.xlsx", "mimeType": kind, "buffer": xlsx(rows)}
    return {"/desk/upload/": {"file": sent, "language": "ru"}}


def asked_of_the_site(round_: int) -> dict[str, dict[str, Any]]:
    """Address → the form that is sent there."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {
        "/board/views/": {"name": "Просроченное", "query": "status=overdue"},
        f"{PLAN}/import/": {"file": {"name": "план.xlsx", "mimeType": kind, "buffer": xlsx(TABLE)}},
        f"{PLAN}/export/later/": {"file": "ru.docx"},
        f"/reports/{round_}/narrative/": {"action": "begin"},
        f"/reports/{round_}/narrative/?as_of=2009-07-05": {"action": "draft", "language": "ru"},
        f"/reports/{round_}/narrative/?as_of=2009-07-06": {"action": "add", "title_ru": "Связи"},
        f"/reports/{round_}/compile/": {"as_of": "2009-07-06"},
        f"/reports{PLAN}/": {
            "office": "Канцелярия",
            "email": "office@pm.example",
            "language": "kk",
            "formats": "pdf",
        },
        "/reports/cuts/new/": {
            "kind": "agenda",
            "name": "Повестка",
            "languages": "ru",
            "formats": "docx",
            "schedule": "never",
        },
        "/reports/cuts/1/make/": {},  # the first cut of the site, whoever keeps it
    }


def asked_when_ready(edition: int) -> dict[str, dict[str, Any]]:
    """The same, of the report that was compiled meanwhile."""
    signed = {"number": "12-3/45", "dated_on": "2009-07-06"}
    return {f"/reports/editions/{edition}/issue/": signed}


def place(name: str, ids: dict[str, int], language: str) -> tuple[str, str]:
    """Who opens the page, and where; on the public pages the address names the language."""
    email, address = PAGES[name]
    found = address.format(**ids)
    if email == ANYBODY and found.startswith("/public/"):
        found += f"{'&' if '?' in found else '?'}lang={language}"
    return email, found


ACT, FILE, PART = "an act", "a file", "a part of a page"
LEADS, MACHINES = "leads on", "for machines"
LINK = "a link of a mail, looked at with its mails"
ASKED = "asked of who has a second factor, looked at with it"
NOT_PAGES = {
    "": LEADS,
    "accounts/business-date/": ACT,
    "accounts/2fa/app/remove/": ASKED,
    "accounts/2fa/authenticate/": ASKED,
    "accounts/2fa/codes/": ASKED,
    "accounts/2fa/codes/new/": ASKED,
    "accounts/2fa/passkeys/": LEADS,
    "accounts/2fa/passkeys/<int:pk>/": ASKED,
    "accounts/2fa/passkeys/<int:pk>/remove/": ASKED,
    "accounts/2fa/passkeys/login/": ACT,
    "accounts/2fa/passkeys/reauthenticate/": ASKED,
    "accounts/2fa/reauthenticate/": ASKED,
    "accounts/invitations/<int:pk>/": ACT,
    "accounts/delegations/<int:pk>/end/": ACT,
    "accounts/language/": ACT,
    "accounts/logout/": ACT,
    "accounts/tokens/<int:pk>/revoke/": ACT,
    "accounts/password/set/": ASKED,
    "accounts/provider/": ACT,
    "accounts/provider/again/": ASKED,
    "accounts/provider/callback/": LEADS,
    "accounts/provider/left/": LEADS,
    "accounts/sessions/<int:pk>/end/": ACT,
    "amendments/<int:pk>/drop/": ACT,
    "amendments/<int:pk>/reopen/": ACT,
    "amendments/<int:pk>/strike/": ACT,
    "audit/export/<slug:fmt>/": FILE,
    "board/totals/": PART,
    "board/views/": ACT,
    "calendar/": LEADS,
    "changes/<int:pk>/drop/": ACT,
    "concept/": LEADS,
    "evidence/<int:pk>/": FILE,
    "evidence/<int:pk>/drop/": ACT,
    "exchange/webhooks/<int:pk>/pause/": ACT,
    "exchange/webhooks/<int:pk>/remove/": ACT,
    "exchange/webhooks/<int:pk>/replay/": ACT,
    "exchange/webhooks/<int:pk>/resume/": ACT,
    "exchange/webhooks/<int:pk>/secret/": ACT,
    "exchange/webhooks/<int:pk>/secret/renew/": ACT,
    "exchange/webhooks/<int:pk>/test/": ACT,
    "exchange/webhooks/messages/<int:pk>/replay/": ACT,
    "healthz": MACHINES,
    "help/steps/": ACT,
    "imports/<int:pk>/apply/": ACT,
    "imports/<int:pk>/read/": ACT,
    "jobs/<int:pk>/cancel/": ACT,
    "jobs/<int:pk>/file/": FILE,
    "jobs/<int:pk>/progress/": PART,
    "metrics": MACHINES,
    "notices/count/": PART,
    "notices/seen/": ACT,
    "obligations/<int:pk>/draft/": ACT,
    "obligations/<int:pk>/files/": ACT,
    "obligations/<int:pk>/files/kept/": PART,
    "obligations/<int:pk>/parts/": ACT,
    "obligations/<int:pk>/take-back/": ACT,
    "plans/<slug:slug>/export.<str:fmt>": FILE,
    "plans/<slug:slug>/export/later/": ACT,
    "public/<slug:slug>/<plain:number>/data.json": FILE,
    "public/<slug:slug>/<plain:number>/measures.csv": FILE,
    "public/<slug:slug>/<plain:number>/obligations.csv": FILE,
    "public/<slug:slug>/data.json": FILE,
    "public/<slug:slug>/feed.atom": MACHINES,
    "public/<slug:slug>/feed.json": MACHINES,
    "public/<slug:slug>/measures.csv": FILE,
    "public/<slug:slug>/obligations.csv": FILE,
    "public/catalog.json": MACHINES,
    "public/publication.schema.json": MACHINES,
    "readyz": MACHINES,
    "reminders/acknowledge/<str:token>/": LINK,
    "reminders/again/": ACT,
    "reminders/decline/<str:token>/": LINK,
    "reminders/mine/acknowledge/": ACT,
    "reminders/mine/plans/<slug:slug>/": ACT,
    "reports/<int:pk>/bodies/<slug:code>/reopen/": ACT,
    "reports/<int:pk>/compile/": ACT,
    "reports/narratives/<int:pk>/save/": ACT,
    "reports/narratives/sections/<int:pk>/": ACT,
    "reports/editions/<int:pk>/cancel/": ACT,
    "reports/editions/<int:pk>/progress/": PART,
    "reports/editions/<int:pk>/repeat/": ACT,
    "reports/cuts/<int:pk>/make/": ACT,
    "reports/cuts/<int:pk>/retire/": ACT,
    "reports/cuts/files/<int:pk>/": FILE,
    "reports/compare.<str:fmt>": FILE,
    "reports/files/<int:pk>/": FILE,
    "reports/reopened/<int:pk>/end/": ACT,
    "reports/issues/<int:pk>/confirm/": ACT,
    "reports/issues/<int:pk>/files/": ACT,
    "reports/issues/<int:pk>/send/": ACT,
    "reports/issues/<int:pk>/take-back/": ACT,
    "reports/mails/<int:pk>/again/": ACT,
    "reports/plans/<slug:slug>/signing/": ACT,
    "reports/recipients/<int:pk>/retire/": ACT,
    "review/<int:pk>/reviewer/": ACT,
    "robots.txt": MACHINES,
    "search/suggest/": PART,
    "theme/": ACT,
    "verify/<str:code>/files/<int:pk>/": FILE,
    "agencies/<slug:code>/measures.<str:fmt>": FILE,
    "board/board.<str:fmt>": FILE,
    "desk/desk.<str:fmt>": FILE,
    "exchange/calendars/<int:pk>/renew/": ACT,
    "exchange/calendars/<int:pk>/revoke/": ACT,
    "exchange/calendars/<str:token>.ics": MACHINES,
    "exchange/news/<str:token>.atom": MACHINES,
    "jobs/jobs.<str:fmt>": FILE,
    "notices/notices.<str:fmt>": FILE,
    "plans/<slug:slug>/measures.<str:fmt>": FILE,
    "plans/plans.<str:fmt>": FILE,
    "reminders/ledger.<str:fmt>": FILE,
    "reminders/mails.<str:fmt>": FILE,
    "reminders/mine/mine.<str:fmt>": FILE,
    "reports/<int:pk>/bodies.<str:fmt>": FILE,
    "reports/<int:pk>/bodies/<slug:code>/owed.<str:fmt>": FILE,
    "reports/cuts/cuts.<str:fmt>": FILE,
    "reports/editions/<int:pk>/mails.<str:fmt>": FILE,
    "reports/plans/<slug:slug>/recipients.<str:fmt>": FILE,
    "reports/plans/<slug:slug>/register.<str:fmt>": FILE,
    "reports/rounds.<str:fmt>": FILE,
    "review/deadlines.<str:fmt>": FILE,
    "review/extensions.<str:fmt>": FILE,
    "review/reports.<str:fmt>": FILE,
    "search/found.<str:fmt>": FILE,
    "desk/upload/<int:pk>/confirm/": ACT,
    "desk/upload/template.<str:fmt>": FILE,
    "signing/<int:pk>/": ACT,
    "signing/agencies/<slug:code>/": ACT,
}
