import socket
from collections.abc import Iterator

import pytest
from ports import HOST, answers, free_port, is_taken, wait_until


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server((HOST, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_free_port_can_be_taken_at_once() -> None:
    port = free_port()
    assert not is_taken(port)
    with socket.create_server((HOST, port)):
        assert is_taken(port)


def test_only_a_port_with_a_listener_answers(busy_port: int) -> None:
    assert answers(busy_port)
    assert not answers(free_port())


def test_waiting_ends_when_ready_when_time_is_up_and_when_the_other_side_died() -> None:
    assert wait_until(lambda: True, seconds=5, alive=lambda: True)
    assert not wait_until(lambda: False, seconds=0.1, alive=lambda: True)
    assert not wait_until(lambda: True, seconds=5, alive=lambda: False)
