"""The codes of errors that the API itself gives: what each means and what to do.

Refusals of services have codes of their own; config.api_codes reads them out of the services.
A code never changes its meaning; docs/api.md.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Meaning:
    """`status` is that of the answer; a code of one field stands under `errors` of a 400."""

    status: int
    title: "_StrPromise"
    help: "_StrPromise"


_PARAMETER = _("A parameter of the query cannot be read")

CODES: dict[str, Meaning] = {
    "invalid": Meaning(
        400,
        _("Something that was sent is not as it should be"),
        _("“errors” names each field with a code and says what is wrong. Correct it and repeat."),
    ),
    "parse_error": Meaning(
        400,
        _("The body cannot be read"),
        _("Send JSON in UTF-8, or the form that the description of the call names."),
    ),
    "bad_request": Meaning(
        400, _("The call cannot be read"), _("“detail” says what is wrong with it.")
    ),
    "bad_value": Meaning(
        400,
        _("A value is beyond what can be kept"),
        _("A number is too large, a day too far, or a text has signs that are none."),
    ),
    "unknown_parameter": Meaning(
        400,
        _("There is no such parameter"),
        _("A misspelt filter is refused, since without it the answer would be another one."),
    ),
    "unknown_field": Meaning(
        400, _("There is no such field"), _("“fields” takes names of the answer, with commas.")
    ),
    "unknown_ordering": Meaning(
        400,
        _("Lists are not ordered by this"),
        _("“ordering” takes the names in the description of the call, with “-” for the other way."),
    ),
    "bad_cursor": Meaning(
        400,
        _PARAMETER,
        _("Take cursors from “next” and “previous” as they are, with that list’s own filters."),
    ),
    "bad_page_size": Meaning(400, _PARAMETER, _("Ask for 1 to 500 rows on a page.")),
    "bad_count": Meaning(400, _PARAMETER, _("“count” is true or false.")),
    "bad_as_of": Meaning(
        400, _PARAMETER, _("“as_of” is a day like 2009-06-30 that is not in the future.")
    ),
    "bad_header": Meaning(400, _("A header cannot be read"), _("“detail” says which and why.")),
    "bad_idempotency_key": Meaning(
        400,
        _("A header cannot be read"),
        _("Idempotency-Key is up to 255 letters, digits and signs of ASCII, best a new UUID."),
    ),
    "not_repeatable": Meaning(
        400,
        _("This call takes no Idempotency-Key"),
        _("Its answer shows a secret, so it is not kept. Leave the header out."),
    ),
    "not_authenticated": Meaning(
        401, _("Nobody is signed in"), _("Send a token: Authorization: Bearer mpt_…")
    ),
    "authentication_failed": Meaning(
        401,
        _("Sign-in failed"),
        _("The token is wrong, has expired or was revoked. Make a new one."),
    ),
    "token_unknown": Meaning(
        401, _("The token is not known"), _("Copy it whole, or make a new one on the site.")
    ),
    "token_revoked": Meaning(401, _("The token is revoked"), _("Make a new one on the site.")),
    "token_expired": Meaning(401, _("The token has expired"), _("Make a new one on the site.")),
    "account_closed": Meaning(
        401, _("The account of the token is closed"), _("Ask an administrator of the site.")
    ),
    "scope_missing": Meaning(
        403,
        _("The token is not for this"),
        _("“detail” names the scope that it lacks. Make a token with that scope on the site."),
    ),
    "no_tokens": Meaning(
        403, _("No token may be used for this"), _("It is done on the site, signed in as a person.")
    ),
    "second_factor_required": Meaning(
        403,
        _("A second factor is asked of the account"),
        _("Sign in on the site with both factors; a token is made there."),
    ),
    "comes_by_provider": Meaning(
        403,
        _("The account comes in by another system"),
        _("A password opens nothing here. Sign in on the site; a token is made there."),
    ),
    "confirmation_required": Meaning(
        403,
        _("It must be confirmed again who is there"),
        _("A session that opens something for long says on the site who it is: make it there."),
    ),
    "permission_denied": Meaning(
        403,
        _("You may not do this"),
        _("Your current role, or what the token is for, does not include it."),
    ),
    "not_found": Meaning(
        404,
        _("There is no such object"),
        _("It is not there, or not for you to see. Check the number in the address."),
    ),
    "no_such_address": Meaning(
        404, _("There is no such address"), _("All addresses stand in the schema.")
    ),
    "method_not_allowed": Meaning(
        405,
        _("This address does not take this method"),
        _("The header Allow names those it takes."),
    ),
    "not_acceptable": Meaning(
        406, _("No such format"), _("Answers are JSON. Send Accept: application/json, or none.")
    ),
    "idempotency_key_in_use": Meaning(
        409,
        _("The same call is still being worked on"),
        _("Repeat it after the seconds that Retry-After names; it will be answered as the first."),
    ),
    "precondition_failed": Meaning(
        412,
        _("The object was changed meanwhile"),
        _("Read it again, look at what has changed, and repeat the call with its new ETag."),
    ),
    "too_large": Meaning(
        413, _("Too large"), _("Send less at once; the limits stand in the description of the API.")
    ),
    "unsupported_media_type": Meaning(
        415,
        _("A body of this kind is not read here"),
        _("Send Content-Type: application/json, or multipart/form-data with a file."),
    ),
    "idempotency_key_reused": Meaning(
        422,
        _("The key belongs to another call"),
        _("A key is for one call with one body. Make a new key for this one."),
    ),
    "throttled": Meaning(
        429,
        _("Too many calls"),
        _("Wait for the seconds that Retry-After names. RateLimit tells how many calls are left."),
    ),
    "too_many_attempts": Meaning(
        429,
        _("Too many wrong passwords"),
        _("Wait for the seconds that Retry-After names; a token that is there works meanwhile."),
    ),
    "error": Meaning(
        500,
        _("The site has failed"),
        _("Repeat the call with the same Idempotency-Key; tell who runs the site if it goes on."),
    ),
    "busy": Meaning(
        503,
        _("The site is busy"),
        _("Nothing was done. Repeat the call after the seconds that Retry-After names."),
    ),
    "storage_away": Meaning(
        503,
        _("Files cannot be reached"),
        _("Nothing was done. Repeat the call after the seconds that Retry-After names."),
    ),
}
REFUSED = Meaning(
    409,
    _("This is not possible now"),
    _("The rules of the plan do not allow it as things stand. “detail” says why and what to do."),
)


def meaning(code: str, status: int) -> Meaning:
    """Of a code of the API itself, else what all refusals of services have in common."""
    known = CODES.get(code)
    if known is not None and known.status == status:
        return known
    return REFUSED if status == REFUSED.status else CODES["bad_request"]
