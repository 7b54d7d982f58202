"""Workers die in mid-send: what they were sending goes out again, and nothing else does."""

import pytest

from tests.faults.conftest import Begin

pytestmark = pytest.mark.faults


def test_workers_killed_while_the_server_has_the_mail(begin: Begin) -> None:
    """One with its whole group, of the other the child alone; both after the server took a mail
    and before its answer was written down."""
    scenario = begin("Killed in mid-send")
    site, post = scenario.site, scenario.site.post
    post.order(holding=True)
    site.start()
    site.until(lambda: post.held == 2, "a mail of each worker")
    scenario.planned()
    site.kill("worker-1")
    site.kill_children_of("worker-2")
    site.until(lambda: post.held == 0, "the end of both connections")
    post.order(holding=False)
    site.start("worker-1")
    scenario.quiet()
    scenario.a_day()
    assert scenario.account().duplicates["client gone"] >= 2


def test_a_worker_that_dies_in_the_evening(begin: Begin) -> None:
    """The next day comes before the mail that it was sending is known to be nobody's."""
    scenario = begin("Killed in the evening")
    site, post = scenario.site, scenario.site.post
    post.order(holding=True)
    site.start()
    site.until(lambda: post.held == 2, "a mail of each worker")
    scenario.planned()
    site.kill("worker-1")
    site.until(lambda: post.held == 1, "the end of its connection")
    site.start("worker-1")
    post.order(holding=False)
    scenario.a_day(leaves=1)  # that mail, whose person has one of this day already
    scenario.a_day()
    scenario.a_day()
    assert scenario.account().duplicates["client gone"] >= 1
