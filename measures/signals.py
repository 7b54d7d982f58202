"""What other apps may hear of; measures imports none of them."""

from django.dispatch import Signal

# What a person has done is asked for the first steps. A receiver answers with facts of its own:
# {name: Exists(…)}, so that all of them stay one statement. Sent with person: User.
first_steps_asked = Signal()

# Reminders are planned or looked at for a day. A receiver answers with what it wants people to be
# reminded of beside obligations: an iterable of rules.besides.Besides. Sent with today: date.
reminders_wanted = Signal()

# The page of long work is shown. A receiver answers with an iterable of rules.long_work.LongWork:
# what `person` (a User; None: anybody) asked for of it.
long_work_wanted = Signal()

# A report is about to be handed in, taken back, or its page is shown. A receiver answers True where
# it stands nothing in the way, and raises agencies.errors.Refused where the report comes too late.
# Sent with obligation: Obligation, today: date, and lock: bool, whether what it looks at must stay
# so until the transaction ends. Without an answer nothing is handed in: services.doors.
handing_in = Signal()
# A mail system writes of a mail that is no reminder. A receiver whose mail it was answers what came
# of it: a value of services.reminders.bounces.Taken; None: not mine. Sent with notice:
# rules.bounces.Notice, now: datetime.
other_mail_came_back = Signal()
