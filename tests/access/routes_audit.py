"""The record: for those who were given the permission, and for nobody by a role."""

from agencies.rules.rights import Do
from tests.access.entries import API, at, get
from tests.access.routes_api import PK

RECORD = f"{API}audit/"
ROUTES = (
    at("audit/", get(Do.READ_RECORD)),
    at("audit/<int:pk>/", get(Do.READ_RECORD), pk="record"),
    at("audit/export/<slug:fmt>/", get(Do.READ_RECORD), fmt="csv"),
    # The API is called by people with a role; the record, by auditors who have none as well.
    at(f"{API}^audit/entries/$", get(Do.READ_RECORD), without_role=True),
    at(f"{API}^audit/entries/{PK}/$", get(Do.READ_RECORD), pk="record", without_role=True),
    at(f"{RECORD}chain/", get(Do.READ_RECORD), without_role=True),
    at(f"{RECORD}export/", get(Do.READ_RECORD), query="as=csv", without_role=True),
)
