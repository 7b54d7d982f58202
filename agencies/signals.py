"""What other apps may hear of; agencies imports none of them."""

from django.dispatch import Signal

# The working calendar changed from `first` to `last`, both included. Sent inside the transaction of
# the change with first: date, last: date, by: User and today: date, so that what a receiver
# reckons anew stands or falls with it: an error that a receiver raises undoes the change.
calendar_changed = Signal()

# A file that is not public leaves the site. Sent by whoever hands it out, with request, what: str
# (the table, or a word for what has none), pk: int | str ("" if there is none) and name: str.
file_served = Signal()

# Bodies joined or left a group that plans name. Sent as above with group: AgencyGroup, by, today.
group_changed = Signal()

# A token for programs was made for a person, who is to hear of it. Sent as above with
# token: ApiToken, today: date.
token_made = Signal()

# A role was lent, or that was ended before its last day; the people of it are to hear. Sent as
# above with given: Delegation, by: User, today: date.
role_lent = Signal()
role_taken_back = Signal()

# An administrator set a sign-in free that was held up. Sent inside the transaction of the act with
# username: str ("" for all people of an address) and rows: int, how many attempts were forgotten.
lock_lifted = Signal()
