"""Whatever a server does wrong, the last good edition stays in force, and one sentence says why."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.core.progress import Silent
from exportdesk.core.words import say, sentence
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.lists.fetching.test_faults import FAULTS
from tests.publisher import HASTY, UN_SC, Publisher, addresses, edits, no_proxy

# Each fault once, without a second try: that is tested where fetching is.
IMPATIENT = replace(HASTY, stall_seconds=0.2, total_seconds=3.0, tries=1)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    no_proxy(monkeypatch)
    with closing(Publisher()) as serving:
        yield serving


@pytest.fixture
def desk(tmp_path: Path, publisher: Publisher) -> Iterator[Desk]:
    edits(tmp_path / "ws", addresses(publisher, {UN_SC: "/un.xml"}))
    text = (tmp_path / "ws" / "catalogue.toml").read_text("utf-8")
    (tmp_path / "ws" / "catalogue.toml").write_text(
        text.replace("first_byte = 2", "first_byte = 1"), "utf-8"
    )
    clock = FakeClock()
    importer = ImporterHere(tmp_path / "ws", clock)
    with closing(
        Desk(tmp_path / "ws", clock=clock, zone=clock.zone, importer=importer, patience=IMPATIENT)
    ) as opened:
        yield opened


def test_the_last_good_edition_stays_and_one_sentence_says_why(
    desk: Desk, publisher: Publisher
) -> None:
    whole = publisher.lists.pop("/un.xml")
    (never,) = desk.updates.update([UN_SC], Silent())  # nothing is held that could stay in force
    assert never.error is not None
    for said in (say(never.error), _kept(desk.updates.history(UN_SC)[0])):
        assert "stay in force" not in said
        assert "so nothing is screened against it" in said
    publisher.lists["/un.xml"] = whole
    (first,) = desk.updates.update([UN_SC], Silent())
    good = first.edition
    assert good is not None
    listings = list(desk.lists_db().current_listings(UN_SC))
    assert not callable(whole)
    told = set()
    for name, answer, code in FAULTS:
        # A server that was well last time is asked with its mark; this one knows none.
        publisher.lists["/un.xml"] = answer
        publisher.server.answer = answer
        (outcome,) = desk.updates.update([UN_SC], Silent())
        if code == "fetch-unasked" and outcome.state is CheckState.UNCHANGED:
            continue  # said of what we have: not a fault, once we asked with its mark
        assert outcome.state in (CheckState.FAILED, CheckState.REFUSED), name
        assert outcome.error is not None, name
        assert outcome.check is not None, name
        assert outcome.check.code, name
        assert len(say(outcome.error)) < 500, name
        if outcome.state is CheckState.FAILED:
            assert say(outcome.error).endswith(" The lists you have stay in force."), name
        told.add(outcome.check.code)
        assert desk.lists.in_force(UN_SC) == good, name
        publisher.server.answer = publisher._answer
    assert len(told) >= 15  # not one sentence for everything
    assert list(desk.lists_db().current_listings(UN_SC)) == listings
    publisher.lists["/un.xml"] = whole + b"<!-- well again -->"
    (last,) = desk.updates.update([UN_SC], Silent())
    assert last.state is CheckState.UNCHANGED
    assert desk.lists.in_force(UN_SC) == good


def _kept(check: ListCheck) -> str:
    return sentence(check.code, check.facts)
