"""The owner of a new access token hears of it, so that nobody makes one behind their back."""

from datetime import date

from django.urls import reverse

from agencies.models import ApiToken, TokenOrigin
from measures.models import NoticeKind
from measures.services.notices import News, tell


def tell_of_token(token: ApiToken, *, today: date) -> None:
    """A notice, mailed at once; of tokens given for a password one a day, however many."""
    by_password = token.origin == TokenOrigin.PASSWORD
    one = f"{token.person_id}:{token.made_at.date()}" if by_password else token.pk
    told = News(
        NoticeKind.TOKEN_MADE,
        f"token:{one}",
        person=token.person_id,
        path=reverse("tokens:tokens"),
        params={
            "token": token.name,
            "start": token.shown,
            "until": token.expires_at.isoformat(),
            "password": by_password,
        },
    )
    tell(told, by=None, today=today)
