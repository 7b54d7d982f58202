"""What the OpenAPI document says of the API as a whole, and of each group of addresses.

Read by the settings, so nothing of Django is imported here.
"""

API_DESCRIPTION = """
Measures of an action plan, who owes what by when, what was reported, and the reports to the
coordinating body: the questions and acts of the pages, by the same rules and rights.

- **Sign in** with `Authorization: Bearer mpt_…`; tokens are made at `/accounts/tokens/`.
- **Lists** come by pages: follow `next` to the end. A row is never skipped or repeated. Parameters
  that a list does not know are refused by name.
- **Past days**: `as_of=2009-06-30` answers with what was in force and known at the end of that day.
- **Reading again** costs little with `If-None-Match`; **writing** is safe from overwriting others
  with `If-Match`, and from acting twice with `Idempotency-Key`.
- **Errors** are problem documents (RFC 9457) in the language of `Accept-Language` (ru, kk, en) or
  the person's own. Go by `code`; `type` leads to what is written of it.
- **Limits**: every answer has `RateLimit` and `RateLimit-Policy`.
- **Changes**: what is on its way out says so by `Deprecation` and `Sunset`, a year before.
""".strip()

_TAGS = {
    "token": "Signing in programs.",
    "regions": "Regions, cities of republican significance and the capital.",
    "agencies": "Bodies that carry out measures.",
    "agency-groups": "Groups by which acts name many bodies at once.",
    "successions": "Bodies renamed, merged and split, and who took over what they owed.",
    "concepts": "The Concept: goals, tasks, directions and lines of action.",
    "plans": "Action plans and their sections.",
    "indicators": "Indicators and their values by year and region.",
    "measures": "Measures as the plan in force words them.",
    "obligations": "Who owes what by when, and how it stands.",
    "progress": "Reports of executors: drafted, handed in, reviewed.",
    "progress-uploads": "A quarter’s reports as a filled-in table, written all or not at all.",
    "signatures": "Reports that wait for the signature of an agency’s head before they are sent.",
    "extensions": "Requests for more time and what was decided on them.",
    "deadlines": "Deadlines as the act words them, and the dates they mean.",
    "rounds": "Reporting rounds of a plan.",
    "desk": "What the caller’s agencies owe, pile by pile.",
    "board": "What is late, what may become late, and all else that is owed; views kept of it.",
    "queues": "What waits for a decision, and deciding several reports at once.",
    "lists": "Lists as files, CSV or XLSX: what the pages give, whole, under the same filters.",
    "amendments": "Later acts that change a plan, drafted item by item.",
    "imports": "Plan tables from files: uploaded, looked at, written.",
    "reminders": "What people are reminded of, by which policy, and why.",
    "notices": "News about the caller’s own work.",
    "me": "The caller: roles and settings.",
    "jobs": "Long work: how far it is, and its file.",
    "search": "One box for everything that the caller may read.",
    "calendar": "The working calendar and its corrections.",
    "reopenings": "Parts of closed rounds in which one body may hand in again.",
    "cadences": "How a plan is reported on: by months, quarters, years or own dates.",
    "verify": "Whether a file or a code is that of an issued report; for everybody.",
    "reports": "Compiled editions of a round's report, with their files.",
    "narratives": "The sections in words of a round's report.",
    "narrative-sections": "One section in words: its title, place, and whether it is left out.",
    "narrative-texts": "A section in one language: written, drafted, marked as ready.",
    "issues": "Signed editions: confirmed, issued, withdrawn.",
    "signing": "Whether one coordinator signs the reports of a plan, or two.",
    "mails": "Mails with issued editions, and how each went.",
    "recipients": "Offices that get what is issued.",
    "cuts": "Own cuts of a report.",
    "cut-editions": "What was made of cuts, with their files.",
    "publications": "What the public is told of a plan's progress.",
    "public-texts": "Texts about measures that the public may read.",
    "tokens": "Access tokens of the caller.",
    "delegations": "Roles lent to another person for a time.",
    "audit": "Who did what, when, from where, before and after: for auditors alone, with a scope "
    "of its own.",
    "rights": "Who may do what: the one table that every check asks.",
    "changes": "The feed of everything that happened, for programs that come and ask.",
    "webhooks": "Addresses of other programs that are told of changes, and the log of messages.",
    "calendar-links": "The caller’s own private addresses of calendars and news.",
}
API_TAGS = [{"name": name, "description": said} for name, said in _TAGS.items()]
