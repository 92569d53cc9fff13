"""Many parties at once: the same as one after the other, whoever screens them."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from exportdesk.core.errors import StorageFault
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.operations.demo import demo_customers, demo_list_file
from exportdesk.screening import Screener
from exportdesk.screening.batch import processes_for, rank_many, screen_many
from exportdesk.screening.batch_workers import Matches, ScreeningFailed, work
from exportdesk.screening.made_names import made_names
from tests.screening.demo_index import index_of, listings_of

Found = list[tuple[Match, ...]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_of(listings_of(demo_list_file()), tmp_path_factory.mktemp("batch") / "index")


@pytest.fixture(scope="module")
def parties() -> list[Party]:
    """Return the demo's customers, some twice and in another role, ordinary names, odd ones."""
    customers = [customer.party for customer in demo_customers()]
    ordinary = [Party(made.name, country=made.country) for made in islice(made_names(), 60)]
    again = [replace(party, role=Role.END_USER) for party in customers[::3]]
    odd = [
        Party(""),
        Party("\ud800 \N{PILE OF POO} 北京"),
        Party("", address="Address 01, Kowloon"),
        Party("Nobody", other_names=("Baltex Messtechnik", "Sagitta")),
        Party("STELLA DELPHI", PartyKind.VESSEL, identifier="IMO 9000001"),
    ]
    return [*customers, *ordinary, *again, *odd]


def one_by_one(folder: Path, parties: list[Party], least: float) -> Found:
    screener = Screener.load(folder)
    try:
        return [screener.screen(party, min_score=least) for party in parties]
    finally:
        screener.close()


def nobody_is_left() -> bool:
    return not [p for p in multiprocessing.active_children() if "screening" in p.name]


@pytest.mark.parametrize("least", [0.0, 60.0])
def test_the_result_is_that_of_one_by_one_in_the_same_order(
    folder: Path, parties: list[Party], least: float
) -> None:
    expected = one_by_one(folder, parties, least)
    assert sum(map(bool, expected)) > 15
    for processes in (None, 0, 1, 2):
        found = screen_many(folder, parties, Silent(), min_score=least, processes=processes)
        assert found == expected, processes
    assert nobody_is_left()


def test_ranking_is_the_same_without_the_reasons(folder: Path, parties: list[Party]) -> None:
    found = one_by_one(folder, parties, 0.0)
    expected = [tuple((match.uid, match.score) for match in matches) for matches in found]
    for processes in (0, 2):
        assert rank_many(folder, parties, Silent(), min_score=0.0, processes=processes) == expected


def test_the_limit_holds(folder: Path, parties: list[Party]) -> None:
    found = screen_many(folder, parties, Silent(), limit=1, min_score=0.0, processes=2)
    assert {len(matches) for matches in found} == {0, 1}


def test_a_party_given_twice_is_screened_once(folder: Path) -> None:
    party = Party("Baltex Messtechnik", country="LV")
    first, other, second = screen_many(
        folder, [party, Party("Sagitta"), replace(party, role=Role.BANK)], Silent()
    )
    assert first
    assert first is second
    assert other != first


def test_nobody_to_screen(folder: Path, tmp_path: Path) -> None:
    assert screen_many(tmp_path / "no index", [], Silent(), processes=2) == []


@pytest.mark.parametrize(
    ("parties", "processors", "processes"),
    [
        (1, 8, 0), (799, 8, 0), (800, 1, 1), (800, 2, 2), (10_000, 2, 2), (10_000, 3, 2),
        (10_000, 8, 7), (1_000, 16, 2), (0, 4, 0),
    ],
)  # fmt: skip
def test_processes_start_where_they_pay(parties: int, processors: int, processes: int) -> None:
    assert processes_for(parties, processors) == processes


class Watching:
    """Progress that acts at the `at`-th step. Implements `core.progress.Progress`."""

    def __init__(self, act: Callable[[], None], at: int) -> None:
        self._act = act
        self._at = at
        self.stages: list[str] = []
        self.steps: list[tuple[int, int | None]] = []

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def step(self, done: int, total: int | None = None) -> None:
        self.steps.append((done, total))
        if len(self.steps) == self._at:
            self._act()


def stop() -> None:
    raise Cancelled


def test_progress_tells_of_all_parties(folder: Path, parties: list[Party]) -> None:
    for processes in (0, 2):
        progress = Watching(lambda: None, 0)
        screen_many(folder, parties, progress, processes=processes)
        assert progress.stages == ["screening-parties"]
        assert progress.steps[0] == (0, len(parties))
        assert progress.steps[-1] == (len(parties), len(parties))
        assert progress.steps == sorted(progress.steps)


@pytest.mark.parametrize("processes", [0, 1, 2])
@pytest.mark.parametrize("at", [1, 2, 3, 6])
def test_stopping_at_any_moment_leaves_nobody_behind(
    folder: Path, parties: list[Party], processes: int, at: int
) -> None:
    progress = Watching(stop, at)
    with pytest.raises(Cancelled):
        screen_many(folder, parties * 3, progress, processes=processes)
    assert len(progress.steps) == at
    assert nobody_is_left()


@pytest.mark.parametrize("at", [2, 14])
def test_a_worker_that_dies_is_told(folder: Path, parties: list[Party], at: int) -> None:
    def kill() -> None:
        for process in multiprocessing.active_children():
            if process.name == "exportdesk-screening-1" and process.pid:
                os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    many = [*parties, *(Party(made.name) for made in islice(made_names(), 4000))]
    with pytest.raises(StorageFault) as caught:
        screen_many(folder, many, Watching(kill, at), min_score=0.0, processes=2)
    assert caught.value.code == "worker-died"
    assert nobody_is_left()


@pytest.mark.parametrize("processes", [0, 2])
def test_an_index_that_cannot_be_read_is_told(
    tmp_path: Path, parties: list[Party], processes: int
) -> None:
    with pytest.raises(StorageFault) as caught:
        screen_many(tmp_path / "none", parties, Silent(), processes=processes)
    assert caught.value.code == "index-unreadable"
    assert nobody_is_left()


def test_a_bug_in_a_worker_comes_home_with_its_traceback(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=work, args=(far, folder), daemon=True)
    process.start()
    far.close()
    assert near.recv()[0] == "begun"
    near.send(Matches(folder, 50, 60.0))
    near.send((0, ["not a party"]))
    told, error = near.recv()
    assert told == "failed"
    assert isinstance(error, ScreeningFailed)
    assert "Traceback" in str(error)
    near.close()
    process.join(10)
    assert process.exitcode == 0


def test_a_worker_goes_with_its_parent(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=work, args=(far, folder), daemon=True)
    process.start()
    far.close()
    assert near.recv()[0] == "begun"
    near.close()  # as the system does where the parent is gone
    process.join(30)  # it would wait for good
    assert process.exitcode == 0
