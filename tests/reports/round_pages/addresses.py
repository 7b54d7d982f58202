"""Pages of rounds and what they say."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from planner.models import ActionPlan

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
SECRET = "Болел исполнитель."


def at(name: str, *args: Any) -> str:
    return reverse(f"reports:{name}", args=args)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(plan: ActionPlan, page: str, **said: str) -> dict[str, str]:
    seen = page.split('name="seen" value="')[1].split('"')[0]
    rows = {"own-TOTAL_FORMS": "3", "own-INITIAL_FORMS": "0"}
    return {"executors_day": "5", "coordinator_day": "20", "seen": seen, **rows, **said}
