"""A small sample of each campaign, always the same one."""

import sys
from pathlib import Path

import pytest

from tests.campaigns._acts import kills_of_decisions, kills_of_migrations, kills_of_tables
from tests.campaigns._backups import kills_of_backups
from tests.campaigns._passwords import kills_of_passwords
from tests.campaigns.kills import CAMPAIGNS, TIMES, kills
from tests.campaigns.returned import outcomes
from tests.sampling import by_name


@pytest.mark.skipif(sys.platform == "win32", reason="a process group is killed as POSIX does it")
def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    assert len(list(kills(tmp_path, 2, seed=7))) == 2


@by_name
@pytest.mark.skipif(sys.platform == "win32", reason="a process group is killed as POSIX does it")
def test_a_few_kills_of_backups_and_restores_lose_nothing(tmp_path: Path) -> None:
    found = list(kills_of_backups(tmp_path / "backups", 2, seed=7))
    assert found == ["backup", "restore"]


@by_name
@pytest.mark.skipif(sys.platform == "win32", reason="a process group is killed as POSIX does it")
def test_a_few_kills_of_decisions_tables_and_migrations_lose_nothing(tmp_path: Path) -> None:
    assert len(list(kills_of_decisions(tmp_path / "decisions", 1, seed=7))) == 1
    assert len(list(kills_of_tables(tmp_path / "tables", 1, seed=7))) == 1
    assert len(list(kills_of_migrations(tmp_path / "migrations", 2, seed=7))) == 2


@by_name
@pytest.mark.skipif(sys.platform == "win32", reason="a process group is killed as POSIX does it")
def test_a_few_kills_around_a_password_leave_nothing_by_halves(tmp_path: Path) -> None:
    assert len(list(kills_of_passwords(tmp_path / "passwords", 2, seed=7))) == 2


def test_the_campaign_has_two_hundred_kills_and_more() -> None:
    assert sum(TIMES.values()) == 220
    assert TIMES.keys() == CAMPAIGNS.keys()


def test_a_few_bad_pdfs_do_no_harm() -> None:
    numbers = [0, 1, 2, 3, 4, 5, 7, 10, 11, 12, 13, 14, 33, 52, 71, 90]
    found = list(outcomes(numbers, "7"))
    assert [one for one in found if one.faults] == []
    assert {one.end for one in found} >= {"returned-damaged", "read"}
