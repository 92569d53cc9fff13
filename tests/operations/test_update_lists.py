"""Updating through a real desk from a real server: what comes in, what stays, what is kept."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.errors import (
    BadInput,
    FetchFailed,
    ListRefused,
    ReadOnlyWorkspace,
    StorageFault,
)
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState
from exportdesk.core.parties import Party
from exportdesk.core.progress import Cancelled, Progress, Silent
from exportdesk.core.words import say
from exportdesk.operations.import_list import ImportRequest, Taken
from exportdesk.operations.lists_status import Freshness
from exportdesk.operations.no_network import without_network
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.lists.fetching.bodies import PAGE
from tests.lists.fetching.server import Conversation, Quiet
from tests.lists.samples import DATA
from tests.publisher import (
    CA_SEMA,
    UN_SC,
    US_CSL,
    Publisher,
    addresses,
    csl,
    edits,
    no_proxy,
    nowhere,
    open_desk,
)
from tests.sampling import sample

UPDATED, UNCHANGED = CheckState.UPDATED, CheckState.UNCHANGED
REFUSED, FAILED = CheckState.REFUSED, CheckState.FAILED
JP_METI = SourceKey("jp-meti")
BIS = SourceKey("us-bis-744")


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxy(monkeypatch)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with closing(Publisher()) as serving:
        yield serving


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, publisher: Publisher, clock: FakeClock) -> Iterator[Desk]:
    edits(tmp_path / "ws", addresses(publisher))
    with closing(open_desk(tmp_path / "ws", clock)) as opened:
        yield opened


def update(desk: Desk, *keys: SourceKey) -> dict[str, UpdateOutcome]:
    return {one.source: one for one in desk.updates.update(keys or None, Silent())}


def states(outcomes: dict[str, UpdateOutcome]) -> list[tuple[str, CheckState]]:
    return [(key, one.state) for key, one in outcomes.items()]


def edition(desk: Desk, source: SourceKey = US_CSL) -> Edition:
    found = desk.lists.in_force(source)
    assert found is not None
    return found


def whole_files(desk: Desk) -> list[str]:
    """Return what lies in quarantine, but for locks and parts."""
    folder = desk.folder / "quarantine"
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith((".lock", ".part", ".part.json"))
    )


def event_kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.records.events()]


def test_the_first_update_brings_every_source_in(desk: Desk, publisher: Publisher) -> None:
    assert desk.lists.status().missing == 3
    told: list[object] = []
    outcomes = desk.updates.update(
        None,
        Silent(),
        begun=lambda source, number, total: told.append((source.key, number, total)),
        done=lambda outcome: told.append(outcome.source),
    )
    assert [(one.source, one.state) for one in outcomes] == [
        (US_CSL, UPDATED),
        (UN_SC, UPDATED),
        (CA_SEMA, UPDATED),
    ]
    # The first Screening List is in force at once; the others are asked, then read, then told.
    assert told == [
        *((US_CSL, 1, 3), (US_CSL, 1, 3), US_CSL),
        *((UN_SC, 2, 3), (CA_SEMA, 3, 3)),
        *((UN_SC, 2, 3), (CA_SEMA, 3, 3)),
        *(UN_SC, CA_SEMA),
    ]
    status = desk.lists.status()
    assert (status.freshness, status.missing, status.state) == (Freshness.CURRENT, 0, "ok")
    first = edition(desk)
    assert first.origin == publisher.url("/csl.json")
    assert first.published == date(2026, 11, 18)
    assert whole_files(desk) == []
    assert event_kinds(desk).count("list_imported") == 3
    assert desk.screenings.get_ready(Silent())
    assert desk.screenings.screen(Party("EL Party 17")).matches
    check = desk.updates.history(US_CSL)[0]
    assert (check.state, check.edition, check.tries) == (UPDATED, first.id, 1)
    assert check.size == first.size
    assert desk.records.verify().sound


def test_what_is_unchanged_is_asked_for_with_its_mark_and_stays(
    desk: Desk, publisher: Publisher, clock: FakeClock
) -> None:
    update(desk)
    before = [edition(desk, key) for key in (US_CSL, UN_SC, CA_SEMA)]
    events = event_kinds(desk)
    clock.advance(days=30)
    assert desk.lists.status().freshness is Freshness.OLD
    assert all(use.too_old for use in desk.lists.uses())
    outcomes = update(desk)
    assert {one.state for one in outcomes.values()} == {UNCHANGED}
    assert [one.edition for one in outcomes.values()] == before
    assert event_kinds(desk) == events
    # Confirmed today, it is not old, though it was published a month ago.
    status = desk.lists.status()
    assert (status.freshness, status.oldest_days) == (Freshness.CURRENT, 0)
    assert not any(use.too_old for use in desk.lists.uses())
    clock.advance(days=8)
    assert desk.lists.status().freshness is Freshness.OLD


def test_the_day_of_the_last_good_check_goes_with_what_is_used(
    desk: Desk, clock: FakeClock
) -> None:
    update(desk)
    first = {use.source: use.confirmed for use in desk.lists.uses()}
    clock.advance(days=2)
    update(desk, UN_SC)
    now = {use.source: use.confirmed for use in desk.lists.uses()}
    day = first[UN_SC]
    assert day is not None
    assert now == first | {UN_SC: day + timedelta(days=2)}
    assert {one.source.key: one.confirmed for one in desk.lists.status().sources} == now


def test_the_same_parties_in_another_file_are_unchanged_too(
    desk: Desk, publisher: Publisher, clock: FakeClock
) -> None:
    update(desk)
    before = edition(desk)
    publisher.lists["/csl.json"] = csl(day=19, EL=40)
    clock.advance(days=1)
    outcome = update(desk, US_CSL)[US_CSL]
    assert (outcome.state, outcome.edition) == (UNCHANGED, before)
    assert outcome.fetched is not None
    assert outcome.fetched.path is not None
    assert whole_files(desk) == []
    assert desk.lists.editions(US_CSL) == [before]
    # And the mark of the newer file is what the next fetch asks with.
    publisher.asked()
    assert update(desk, US_CSL)[US_CSL].fetched.size == 0  # type: ignore[union-attr] # something was asked


def test_a_newer_list_takes_the_place_of_the_old(
    desk: Desk, publisher: Publisher, clock: FakeClock
) -> None:
    update(desk)
    publisher.lists["/csl.json"] = csl(day=20, EL=42)
    clock.advance(days=1)
    outcomes = update(desk)
    assert states(outcomes) == [(US_CSL, UPDATED), (UN_SC, UNCHANGED), (CA_SEMA, UNCHANGED)]
    now = edition(desk)
    assert (now.added, now.published) == (2, date(2026, 11, 20))
    assert len(desk.lists.editions(US_CSL)) == 2


def test_what_is_refused_waits_and_is_taken_for_a_reason(
    desk: Desk, publisher: Publisher, clock: FakeClock
) -> None:
    publisher.lists["/csl.json"] = csl(EL=400)
    update(desk)
    before = edition(desk)
    publisher.lists["/csl.json"] = csl(day=19, EL=200)
    clock.advance(days=1)
    outcomes = update(desk)
    assert states(outcomes) == [(US_CSL, REFUSED), (UN_SC, UNCHANGED), (CA_SEMA, UNCHANGED)]
    assert isinstance(outcomes[US_CSL].error, ListRefused)
    assert edition(desk) == before
    check = desk.updates.waiting(US_CSL)
    assert check is not None
    assert [finding.code for finding in check.findings] == ["list-fell"]
    assert (check.code, check.facts["before"], check.facts["now"]) == ("list-fell", 400, 200)
    assert whole_files(desk) == [check.file]
    publisher.asked()
    with pytest.raises(BadInput) as caught:
        desk.updates.take_anyway(US_CSL, " \n", Silent())
    assert caught.value.code == "reason-missing"
    clock.advance(days=3)
    taken = desk.updates.take_anyway(US_CSL, "BIS announced it", Silent())
    assert publisher.asked() == []
    assert (taken.state, taken.edition) == (UPDATED, edition(desk))
    assert edition(desk).override_reason == "BIS announced it"
    assert edition(desk).origin == publisher.url("/csl.json")
    assert whole_files(desk) == []
    assert desk.updates.waiting(US_CSL) is None
    # It was the newest on the day it was fetched, three days ago.
    (status,) = (one for one in desk.lists.status().sources if one.source.key == US_CSL)
    assert status.age_days == 3
    # Its mark was kept with it: there is nothing newer.
    assert update(desk, US_CSL)[US_CSL].fetched.size == 0  # type: ignore[union-attr] # something was asked


def test_a_refused_file_goes_with_the_next_verdict_and_not_with_a_failure(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.lists["/csl.json"] = csl(EL=400)
    update(desk)
    publisher.lists["/csl.json"] = csl(day=19, EL=200)
    update(desk)
    publisher.lists["/csl.json"] = lambda talk: talk.reply(500)
    assert update(desk)[US_CSL].state is FAILED
    assert desk.updates.waiting(US_CSL) is not None
    publisher.lists["/csl.json"] = csl(day=19, EL=401)
    assert update(desk)[US_CSL].state is UPDATED
    assert desk.updates.waiting(US_CSL) is None
    assert whole_files(desk) == []
    with pytest.raises(BadInput) as caught:
        desk.updates.take_anyway(US_CSL, "Too late", Silent())
    assert caught.value.code == "nothing-refused"


def test_a_file_that_another_program_changed_is_not_taken(desk: Desk, publisher: Publisher) -> None:
    publisher.lists["/csl.json"] = csl(EL=400)
    update(desk)
    publisher.lists["/csl.json"] = csl(day=19, EL=200)
    update(desk)
    (name,) = whole_files(desk)
    (desk.folder / "quarantine" / "refused" / name).write_bytes(csl(day=19, EL=399))
    with pytest.raises(BadInput) as caught:
        desk.updates.take_anyway(US_CSL, "Why not", Silent())
    assert caught.value.code == "nothing-refused"


def test_what_is_no_list_at_all_is_refused_for_good(desk: Desk, publisher: Publisher) -> None:
    update(desk)
    before = edition(desk, UN_SC)
    publisher.lists["/un.xml"] = (DATA / "ca-traps.xml").read_bytes()
    outcome = update(desk)[UN_SC]
    assert outcome.state is REFUSED
    assert outcome.check is not None
    assert not outcome.check.overridable
    assert edition(desk, UN_SC) == before
    assert whole_files(desk) == []
    assert desk.updates.waiting(UN_SC) is None


def test_one_failure_does_not_stop_the_others(desk: Desk, publisher: Publisher) -> None:
    publisher.lists["/csl.json"] = PAGE
    del publisher.lists["/un.xml"]
    outcomes = update(desk)
    assert states(outcomes) == [(US_CSL, FAILED), (UN_SC, FAILED), (CA_SEMA, UPDATED)]
    codes = [one.error.code for one in outcomes.values() if one.error]
    assert codes == ["fetch-web-page", "fetch-gone"]
    assert "?" not in say(outcomes[UN_SC].error)  # type: ignore[arg-type] # it failed
    check = desk.updates.history(UN_SC)[0]
    assert (check.state, check.code, check.facts["status"]) == (FAILED, "fetch-gone", 404)
    assert desk.lists.status().missing == 2
    assert without_network(one.error for one in outcomes.values()) is None


def test_without_a_network_one_thing_is_said(tmp_path: Path, publisher: Publisher) -> None:
    port = nowhere()
    urls = {
        US_CSL: f"http://127.0.0.1:{port}/csl.json",
        "us-bis-744": f"http://127.0.0.1:{port}/bis.xml",
        UN_SC: f"http://localhost:{port}/un.xml",
        CA_SEMA: publisher.url("/ca.xml"),
    }
    edits(tmp_path / "ws", urls)
    with closing(open_desk(tmp_path / "ws")) as desk:
        outcomes = update(desk)
        codes = [one.error.code for one in outcomes.values() if one.error]
        assert {one.state for one in outcomes.values()} == {FAILED}
        # Two sources of one server are one server: the third is asked, the fourth is not.
        assert len(codes) == 4
        assert codes[3] == "update-not-tried"
        assert publisher.asked() == []
        said = without_network(one.error for one in outcomes.values())
        assert said is not None
        assert said.code == "update-no-network"


def test_where_one_server_answered_there_is_a_network(tmp_path: Path, publisher: Publisher) -> None:
    port = nowhere()
    urls = {
        US_CSL: publisher.url("/csl.json"),
        UN_SC: f"http://localhost:{port}/un.xml",
        "uk-sl": f"http://127.0.0.1:{port}/uk.xml",
        CA_SEMA: publisher.url("/ca.xml"),
    }
    edits(tmp_path / "ws", urls)
    with closing(open_desk(tmp_path / "ws")) as desk:
        outcomes = update(desk)
        assert outcomes[CA_SEMA].state is UPDATED
        assert without_network(one.error for one in outcomes.values()) is None


@pytest.mark.parametrize("stage", ["list-downloading", "list-reading", "building-index"])
def test_a_stop_keeps_what_is_done_and_nothing_by_half(
    desk: Desk, publisher: Publisher, stage: str
) -> None:
    done: list[UpdateOutcome] = []
    stopping = Quiet(stop=lambda told: told.stages.count(stage) == 2 and told.stages[-1] == stage)
    with pytest.raises(Cancelled):
        desk.updates.update(None, stopping, done=done.append)
    assert [(one.source, one.state) for one in done] == [(US_CSL, UPDATED)]
    assert desk.lists.in_force(US_CSL) is not None
    assert desk.lists.in_force(UN_SC) is None
    assert whole_files(desk) == []
    assert {one.state for one in update(desk).values()} == {UNCHANGED, UPDATED}


def newer(publisher: Publisher, *paths: str) -> None:
    """Let the publisher have newer lists: two parties more, others with another name."""
    publisher.lists["/csl.json"] = csl(day=20, EL=42)
    for path in paths:
        held = publisher.lists[path]
        assert isinstance(held, bytes)
        publisher.lists[path] = re.sub(
            rb"(<(?:LastName|FIRST_NAME)>)(?=\w)", rb"\1New ", held, count=1
        )
        assert publisher.lists[path] != held


def test_several_newer_lists_come_in_with_one_index(desk: Desk, publisher: Publisher) -> None:
    update(desk)
    newer(publisher, "/un.xml", "/ca.xml")
    telling = Quiet()
    outcomes = desk.updates.update(None, telling)
    assert {one.state for one in outcomes} == {UPDATED}
    assert telling.stages.count("list-reading") == 3
    assert telling.stages.count("building-index") == 1
    assert whole_files(desk) == []
    assert [one.check and one.check.edition for one in outcomes] == [
        edition(desk, key).id for key in (US_CSL, UN_SC, CA_SEMA)
    ]


def test_a_refused_list_among_several_keeps_no_other_back(desk: Desk, publisher: Publisher) -> None:
    publisher.lists["/csl.json"] = csl(EL=400)
    update(desk)
    before = edition(desk)
    newer(publisher, "/un.xml", "/ca.xml")
    outcomes = update(desk)
    assert states(outcomes) == [(US_CSL, REFUSED), (UN_SC, UPDATED), (CA_SEMA, UPDATED)]
    assert edition(desk) == before
    waiting = desk.updates.waiting(US_CSL)
    assert waiting is not None
    assert whole_files(desk) == [waiting.file]
    assert desk.updates.take_anyway(US_CSL, "BIS announced it", Silent()).state is UPDATED


class _FailsOn(ImporterHere):
    """Fails wherever one of the sources is among the files, as a worker does that dies of it."""

    def __init__(self, folder: Path, clock: FakeClock, error: Exception) -> None:
        super().__init__(folder, clock)
        self.error = error

    def import_file(self, request: ImportRequest, progress: Progress) -> Edition:
        (taken,) = self.import_files([request], progress)
        if isinstance(taken, Exception):
            raise taken
        return taken

    def import_files(
        self, requests: Sequence[ImportRequest], progress: Progress
    ) -> tuple[Taken, ...]:
        if UN_SC in [request.source for request in requests]:
            raise self.error
        return super().import_files(requests, progress)


def test_what_kills_the_worker_keeps_no_other_list_back(
    tmp_path: Path, publisher: Publisher, clock: FakeClock
) -> None:
    edits(tmp_path / "ws", addresses(publisher))
    importer = _FailsOn(tmp_path / "ws", clock, StorageFault("worker-died"))
    with closing(Desk(tmp_path / "ws", clock=clock, zone=clock.zone, importer=importer)) as desk:
        outcomes = update(desk)
        assert states(outcomes) == [(US_CSL, UPDATED), (UN_SC, FAILED), (CA_SEMA, UPDATED)]
        check = desk.updates.history(UN_SC)[0]
        assert (check.state, check.code) == (FAILED, "worker-died")
        assert whole_files(desk) == []


def test_a_fault_of_the_program_rises_with_the_lists_before_it_in_force(
    tmp_path: Path, publisher: Publisher, clock: FakeClock
) -> None:
    edits(tmp_path / "ws", addresses(publisher))
    importer = _FailsOn(tmp_path / "ws", clock, ZeroDivisionError())
    with closing(Desk(tmp_path / "ws", clock=clock, zone=clock.zone, importer=importer)) as desk:
        with pytest.raises(ZeroDivisionError):
            update(desk)
        assert desk.lists.in_force(US_CSL) is not None
        assert desk.lists.in_force(CA_SEMA) is None
        assert whole_files(desk) == []


@pytest.mark.parametrize("stage", ["list-downloading", "list-reading", "building-index"])
def test_a_stop_of_several_newer_leaves_all_as_they_were(
    desk: Desk, publisher: Publisher, stage: str
) -> None:
    update(desk)
    before = [edition(desk, key) for key in (US_CSL, UN_SC, CA_SEMA)]
    newer(publisher, "/ca.xml")
    done: list[UpdateOutcome] = []
    stopping = Quiet(stop=lambda told: told.stages[-1] == stage)
    with pytest.raises(Cancelled):
        desk.updates.update((UN_SC, US_CSL, CA_SEMA), stopping, done=done.append)
    # What was found to be unchanged by then is noted; nothing else came of it.
    assert {one.state for one in done} <= {UNCHANGED}
    assert [edition(desk, key) for key in (US_CSL, UN_SC, CA_SEMA)] == before
    assert whole_files(desk) == []
    assert states(update(desk)) == [(US_CSL, UPDATED), (UN_SC, UNCHANGED), (CA_SEMA, UPDATED)]


def test_a_source_by_hand_is_told_as_such(desk: Desk) -> None:
    desk.lists.turn(JP_METI, True)
    outcome = update(desk)[JP_METI]
    assert outcome.state is CheckState.BY_HAND
    assert outcome.error is not None
    assert "meti.go.jp" in say(outcome.error)
    assert desk.updates.history(JP_METI) == []


def test_a_source_that_is_off_is_not_asked(desk: Desk, publisher: Publisher) -> None:
    desk.lists.turn(UN_SC, False)
    assert set(update(desk)) == {US_CSL, CA_SEMA}
    with pytest.raises(BadInput) as caught:
        update(desk, UN_SC)
    assert caught.value.code == "source-off"
    with pytest.raises(BadInput) as caught:
        update(desk, SourceKey("no-such"))
    assert caught.value.code == "source-unknown"
    assert publisher.asked() == ["/csl.json", "/ca.xml"]


def test_the_date_comes_from_the_address_or_from_the_server(
    tmp_path: Path, publisher: Publisher
) -> None:
    part = (DATA / "bis" / "part-744.xml").read_bytes()
    publisher.lists["/2026-11-18/744.xml"] = part
    publisher.lists["/csl.csv"] = (DATA / "traps.csv").read_bytes()
    publisher.headers["Last-Modified"] = "Tue, 17 Nov 2026 05:00:00 GMT"
    edits(
        tmp_path / "ws",
        {US_CSL: publisher.url("/csl.csv"), BIS: publisher.url("/{date}/744.xml")},
    )
    with closing(open_desk(tmp_path / "ws")) as desk:
        outcomes = update(desk)
        assert states(outcomes) == [(US_CSL, UPDATED), (BIS, UPDATED)]
        bis, us = edition(desk, BIS), edition(desk)
        assert (bis.published, bis.published_said) == (date(2026, 11, 18), False)
        assert bis.origin == publisher.url("/2026-11-18/744.xml")
        assert (us.published, us.published_said) == (date(2026, 11, 17), False)
        assert "list-date-unknown" not in [finding.code for finding in us.findings]


def test_no_key_of_an_address_is_kept_with_the_edition(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.lists["/csl.json?token=secret&lang=en"] = csl(EL=3)
    edits(tmp_path / "ws", {US_CSL: publisher.url("/csl.json?token=secret&lang=en")})
    with closing(open_desk(tmp_path / "ws")) as desk:
        update(desk)
        assert edition(desk).origin == publisher.url("/csl.json?lang=en")
        assert desk.updates.history(US_CSL)[0].url == publisher.url("/csl.json?lang=en")
        assert update(desk)[US_CSL].state is UNCHANGED


def test_a_list_brought_in_by_hand_since_is_not_confirmed_by_an_older_check(
    desk: Desk, publisher: Publisher, clock: FakeClock, tmp_path: Path
) -> None:
    update(desk)
    clock.advance(days=20)
    update(desk)
    file = tmp_path / "by-hand.json"
    file.write_bytes(csl(day=19, EL=41))
    desk.lists.import_file(ImportRequest(file, US_CSL), Silent())
    (status,) = (one for one in desk.lists.status().sources if one.source.key == US_CSL)
    assert (status.freshness, status.age_days) == (Freshness.OLD, 21)
    # Nor is it asked for as if the server had seen it: the server's own comes whole, and is older.
    assert update(desk, US_CSL)[US_CSL].state is REFUSED


def test_two_programs_do_not_update_a_source_at_once(desk: Desk, publisher: Publisher) -> None:
    inside: list[UpdateOutcome] = []

    def meanwhile(talk: Conversation) -> None:
        with closing(open_desk(desk.folder)) as other:
            inside.extend(other.updates.update((US_CSL,), Silent()))
        talk.reply(200, csl(EL=40))

    publisher.lists["/csl.json"] = meanwhile
    assert update(desk, US_CSL)[US_CSL].state is UPDATED
    (other,) = inside
    assert (other.state, other.error and other.error.code) == (FAILED, "fetch-running")
    assert isinstance(other.error, FetchFailed)
    assert "?" not in say(other.error)
    assert [check.state for check in desk.updates.history(US_CSL)] == [UPDATED]


def test_leftovers_go_at_the_next_start(desk: Desk, publisher: Publisher) -> None:
    publisher.lists["/csl.json"] = csl(EL=400)
    update(desk)
    publisher.lists["/csl.json"] = csl(day=19, EL=200)
    update(desk)
    folder = desk.folder / "quarantine"
    old, new = folder / "un-sc-0123456789ab.xml", folder / "un-sc-ba9876543210.xml"
    for path in (old, new):
        path.write_bytes(b"<list/>")
    long_ago = time.time() - 3 * 24 * 3600
    for path in (old, *folder.glob("refused/*"), *folder.glob("*.lock")):
        os.utime(path, (long_ago, long_ago))
    with closing(open_desk(desk.folder)) as later:
        later.make_parts()  # as the window does when it opens
        assert not old.exists()
        assert new.exists()
        assert later.updates.waiting(US_CSL) is not None
        assert list(folder.glob("*.lock"))


def test_a_workspace_for_reading_only_is_not_updated(desk: Desk, publisher: Publisher) -> None:
    with closing(open_desk(desk.folder, read_only=True)) as reading:
        assert reading.updates.due(starting=True) == ()
        with pytest.raises(ReadOnlyWorkspace):
            reading.updates.update(None, Silent())
    assert publisher.asked() == []


def test_through_the_worker_process_it_is_the_same(tmp_path: Path, publisher: Publisher) -> None:
    edits(tmp_path / "ws", addresses(publisher))
    with closing(open_desk(tmp_path / "ws", own_process=True)) as desk:
        assert {one.state for one in update(desk).values()} == {UPDATED}
        assert {one.state for one in update(desk).values()} == {UNCHANGED}
        publisher.lists["/csl.json"] = csl(day=19, EL=42)
        assert update(desk)[US_CSL].state is UPDATED
        assert edition(desk).added == 2


def wait_for_group(leader: int) -> None:
    """Wait until the last process of a killed group is gone: its locks go with it."""
    give_up = time.monotonic() + 20
    while time.monotonic() < give_up:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="kills a group of processes")
@pytest.mark.parametrize("moment", sample([0.5], [0.35, 0.5, 0.65, 0.8, 30]))
def test_a_kill_at_any_moment_leaves_whole_lists(
    tmp_path: Path, publisher: Publisher, moment: float
) -> None:
    folder = tmp_path / "ws"
    edits(folder, addresses(publisher))
    root = Path(__file__).resolve().parents[2]
    work = subprocess.Popen(
        [sys.executable, "-m", "exportdesk", "--workspace", str(folder), "lists", "update"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=root,
        start_new_session=True,
    )
    try:
        work.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(work.pid, signal.SIGKILL)
        work.wait()
        wait_for_group(work.pid)
    finished = work.returncode == 0
    with closing(open_desk(folder)) as desk:
        desk.lists.catch_up()
        held = desk.lists_db().in_force()
        assert desk.lists_db().count() == sum(one.listings for one in held)
        assert desk.records.verify().sound
        outcomes = update(desk)
        possible = {UNCHANGED} if finished else {UPDATED, UNCHANGED}
        assert {one.state for one in outcomes.values()} <= possible, outcomes
        assert finished or moment < 30
        assert desk.lists.status().freshness is Freshness.CURRENT
        assert desk.screenings.get_ready(Silent())
        assert desk.screenings.screen(Party("EL Party 17")).matches


def test_every_connection_is_noted_with_what_came_of_it(desk: Desk, publisher: Publisher) -> None:
    desk.updates.update([US_CSL], Silent())
    desk.updates.update([US_CSL], Silent())
    publisher.lists["/un.xml"] = lambda talk: talk.reply(503)
    desk.updates.update([UN_SC], Silent())
    noted = [(one.made.purpose, one.made.status) for one in desk.connections.newest()]
    names = {source.key: source.name for source in desk.lists.in_use()}
    assert noted[-2:] == [(names[US_CSL], 304), (names[US_CSL], 200)]
    assert {*noted[:-2]} == {(names[UN_SC], 503)}
    newest = desk.connections.newest()
    assert newest[-1].made.received == len(publisher.lists["/csl.json"])
    assert {one.made.host for one in newest} == {"127.0.0.1"}
    assert newest[0].at.at == desk.clock.now().at
