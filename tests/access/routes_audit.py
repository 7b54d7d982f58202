"""The record: for those who were given the permission, and for nobody by a role."""

from agencies.rules.rights import Do
from tests.access.entries import at, get

ROUTES = (
    at("audit/", get(Do.READ_RECORD)),
    at("audit/<int:pk>/", get(Do.READ_RECORD), pk="record"),
    at("audit/export/<slug:fmt>/", get(Do.READ_RECORD), fmt="csv"),
)
