"""Lists for another computer: written whole, verified, taken in past the guard, or not at all."""

import json
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.errors import (
    BadInput,
    ExportDeskError,
    ListRefused,
    ListsMissing,
    ReadOnlyWorkspace,
    StorageFault,
)
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.parties import Party
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.lists import looks_like_bundle
from exportdesk.operations.bundle import BundledState, BundleTaken
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists_status import Freshness
from exportdesk.wiring import Desk
from tests.ending import ends
from tests.fakes import FakeClock
from tests.lists.bundle_samples import Members, members_of, rewritten
from tests.lists.samples import Stopping
from tests.publisher import UN_SC, Publisher, addresses, edits, no_proxy
from tests.publisher import open_desk as open_asking_desk
from tests.real import real
from tests.sampling import by_name
from tests.small_files import no_larger_than
from tests.ui.desks import DEMO_CSV, DEMO_LIST, NEXT_LIST, US_CSL, open_desk

OWN = SourceKey("own:Suspects")
SUSPECTS = "id,name,reason\n1,Umber Lagoon Freight,dual-use parts\n2,Pale Otter Metals,\n"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo's list and a list of its own, made once."""
    place = tmp_path_factory.mktemp("bundle")
    with closing(open_desk(place / "here")) as opened:
        opened.lists.import_file(ImportRequest(DEMO_LIST, US_CSL), Silent())
        suspects = place / "suspects.csv"
        suspects.write_text(SUSPECTS, encoding="utf-8")
        opened.lists.import_file(ImportRequest(suspects, OWN), Silent())
    return place / "here"


@pytest.fixture
def here(filled: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return the desk with a network: the demo's list and a list of its own."""
    opened = open_desk(Path(shutil.copytree(filled, tmp_path / "here")), clock)
    yield opened
    opened.close()


@pytest.fixture
def there(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return the desk without one, some hours later."""
    opened = open_desk(tmp_path / "there", clock)
    yield opened
    opened.close()


@pytest.fixture
def stick(here: Desk, tmp_path: Path, clock: FakeClock) -> Path:
    """Return a bundle of what the first desk has."""
    clock.advance(hours=2)
    path = tmp_path / "lists.zip"
    here.bundles.write(path, Silent())
    clock.advance(hours=2)
    return path


def listings(desk: Desk) -> list[Listing]:
    db = desk.lists_db()
    uids = [one.uid for one in db.current_listings()]
    return sorted(db.listings(uids).values(), key=lambda one: one.uid)


def state(desk: Desk) -> tuple[tuple[Edition, ...], int, int]:
    return desk.lists_db().in_force(), desk.lists_db().count(), desk.records.head().count


def of(taken: BundleTaken, source: SourceKey = US_CSL) -> Edition:
    (edition,) = (one.edition for one in taken.outcomes if one.source == source)
    assert edition is not None
    return edition


def error_of(taken: BundleTaken, source: SourceKey = US_CSL) -> ExportDeskError:
    (error,) = (one.error for one in taken.outcomes if one.source == source)
    assert error is not None
    return error


def test_all_of_it_comes_over(here: Desk, there: Desk, stick: Path) -> None:
    taken = there.bundles.take_in(stick, Silent())
    assert [one.state for one in taken.outcomes] == [BundledState.TAKEN] * 2
    assert listings(there) == listings(here)
    assert there.screenings.get_ready(Silent())
    assert there.screenings.matches(Party("Umber Lagoon Freight"))
    kinds = [event.kind for event in there.records.events()]
    assert kinds == ["list_imported", "list_imported"]
    assert there.records.verify().sound


def test_where_it_comes_from_is_kept(here: Desk, there: Desk, stick: Path) -> None:
    edition = of(there.bundles.take_in(stick, Silent()))
    original = next(one for one in here.lists_db().in_force() if one.source == US_CSL)
    for field in ("sha256", "size", "published", "published_said", "format", "read", "counts"):
        assert getattr(edition, field) == getattr(original, field)
    assert edition.id != original.id
    assert edition.imported.at > original.imported.at
    assert str(stick) in edition.origin
    assert "2026-11-20" in edition.origin
    bundle = edition.bundle
    assert bundle is not None
    assert (bundle.edition, bundle.imported) == (original.id, original.imported)
    assert bundle.origin == original.origin
    assert edition.obtained == original.imported
    payload = there.workspace().events.payload(1)
    assert payload is not None
    assert {"list_imported"} == {event.kind for event in there.records.events()}
    told = [there.workspace().events.payload(seq) or {} for seq in (1, 2)]
    assert original.id in {str(dict(one["bundle"])["edition"]) for one in told}  # type: ignore[call-overload] # a JSON value


def test_a_bundle_of_a_bundle_still_tells_the_first(
    here: Desk, there: Desk, stick: Path, tmp_path: Path, clock: FakeClock
) -> None:
    there.bundles.take_in(stick, Silent())
    again = tmp_path / "again.zip"
    there.bundles.write(again, Silent())
    third = open_desk(tmp_path / "third", clock)
    edition = of(third.bundles.take_in(again, Silent()))
    original = next(one for one in here.lists_db().in_force() if one.source == US_CSL)
    assert edition.bundle is not None
    assert edition.bundle.edition == original.id
    assert edition.obtained == original.imported
    third.close()


def test_the_age_of_a_list_without_a_date_is_not_made_younger(
    tmp_path: Path, clock: FakeClock, there: Desk
) -> None:
    desk = open_desk(tmp_path / "undated", clock)
    desk.lists.import_file(ImportRequest(DEMO_CSV, US_CSL), Silent())
    path = tmp_path / "b.zip"
    desk.bundles.write(path, Silent())
    desk.close()
    clock.advance(days=30)
    edition = of(there.bundles.take_in(path, Silent()))
    assert edition.published is None
    # What is known of the file there is known here, too.
    codes = {finding.code for finding in edition.findings}
    assert {"list-date-unknown", "completeness-unverified"} <= codes
    (status, *_) = there.lists.status().sources
    assert (status.age_days, status.freshness.value) == (30, "old")


def test_a_list_confirmed_before_it_was_written_is_as_current_where_it_comes_to(
    tmp_path: Path, clock: FakeClock, there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_proxy(monkeypatch)
    path = tmp_path / "confirmed.zip"
    with closing(Publisher()) as publisher:
        edits(tmp_path / "asking", addresses(publisher, {UN_SC: "/un.xml"}))
        with closing(open_asking_desk(tmp_path / "asking", clock)) as desk:
            desk.updates.update([UN_SC], Silent())
            clock.advance(days=20)
            desk.updates.update([UN_SC], Silent())
            desk.bundles.write(path, Silent())
    asked = clock.now().local.date()
    clock.advance(days=3)
    short = "As short as the sample is."
    edition = of(there.bundles.take_in(path, Silent(), override_reason=short), UN_SC)
    assert edition.bundle is not None
    assert edition.bundle.confirmed == asked
    (status,) = (one for one in there.lists.sources() if one.source.key == UN_SC)
    assert (status.confirmed, status.age_days) == (asked, 3)
    assert status.freshness is Freshness.CURRENT
    # And in a bundle of that, for a third computer.
    again = tmp_path / "again.zip"
    there.bundles.write(again, Silent())
    with closing(open_desk(tmp_path / "third", clock)) as third:
        other = of(third.bundles.take_in(again, Silent(), override_reason=short), UN_SC)
        assert other.bundle is not None
        assert other.bundle.confirmed == asked


def test_the_same_lists_make_the_same_members(here: Desk, stick: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    here.bundles.write(again, Silent())
    first, second = members_of(stick), members_of(again)
    assert list(first) == list(second)
    assert next(iter(first)) == "exportdesk-bundle"
    assert list(first)[-1] == "manifest.json"
    assert [n for n in first if first[n] != second[n]] == ["manifest.json"]  # the time in it
    manifest = json.loads(first["manifest.json"])
    assert [one["source"] for one in manifest["sources"]] == [OWN, US_CSL]
    assert {one["name"] for one in manifest["members"]} == first.keys() - {"manifest.json"}


def test_a_bundle_is_known_by_its_beginning(stick: Path, tmp_path: Path) -> None:
    assert looks_like_bundle(stick)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(stick.read_bytes()[:100])
    assert looks_like_bundle(cut)
    assert not looks_like_bundle(DEMO_LIST)
    assert not looks_like_bundle(tmp_path)
    assert not looks_like_bundle(tmp_path / "no such file")


def test_writing_leaves_no_half_file(here: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    target = folder / "b.zip"
    target.write_bytes(b"the bundle of last week")
    for stage in ("bundle-writing", "bundle-verifying"):
        with pytest.raises(Cancelled):
            here.bundles.write(target, Stopping(lambda at, _done, stage=stage: at == stage))
    assert [path.name for path in folder.iterdir()] == ["b.zip"]
    assert target.read_bytes() == b"the bundle of last week"
    here.bundles.write(target, Silent())
    assert [path.name for path in folder.iterdir()] == ["b.zip"]
    assert looks_like_bundle(target)


@pytest.mark.parametrize("room", [0, 40, 500])
def test_where_there_is_no_room_that_is_all_that_is_said(
    here: Desk, tmp_path: Path, room: int
) -> None:
    # What is left open would complain on its own when it is let go: the tests fail on that.
    with no_larger_than(room), pytest.raises(StorageFault):
        here.bundles.write(tmp_path / "b.zip", Silent())
    assert not (tmp_path / "b.zip").exists()
    here.close()


def test_writing_where_it_cannot_be(here: Desk, there: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        here.bundles.write(tmp_path / "no" / "b.zip", Silent())
    assert caught.value.code == "out-folder-missing"
    with pytest.raises(ListsMissing):
        there.bundles.write(tmp_path / "b.zip", Silent())
    with pytest.raises(ExportDeskError):
        here.bundles.write(tmp_path, Silent())
    assert not list(tmp_path.parent.glob("*.part"))


def test_one_source_only(there: Desk, stick: Path) -> None:
    taken = there.bundles.take_in(stick, Silent(), only=OWN)
    assert [one.source for one in taken.outcomes] == [OWN]
    assert [one.source for one in there.lists_db().in_force()] == [OWN]
    with pytest.raises(BadInput) as caught:
        there.bundles.take_in(stick, Silent(), only=SourceKey("eu-fsf"))
    assert caught.value.code == "bundle-without"


def test_the_same_bundle_again_changes_nothing_in_what_is_listed(there: Desk, stick: Path) -> None:
    there.bundles.take_in(stick, Silent())
    before = listings(there)
    edition = of(there.bundles.take_in(stick, Silent()))
    assert (edition.added, edition.removed, edition.changed) == (0, 0, 0)
    assert "list-unchanged" in {finding.code for finding in edition.findings}
    assert listings(there) == before


def test_an_older_bundle_is_refused_with_the_reason_unless_a_person_says_so(
    there: Desk, stick: Path, clock: FakeClock
) -> None:
    clock.advance(days=1)
    there.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    in_force = there.lists_db().edition_in_force(US_CSL)
    taken = there.bundles.take_in(stick, Silent())
    error = error_of(taken)
    assert (error.code, error.facts["overridable"]) == ("list-older", True)
    assert of(taken, OWN)  # each source for itself
    assert there.lists_db().edition_in_force(US_CSL) == in_force
    edition = of(there.bundles.take_in(stick, Silent(), override_reason="The newer was wrong"))
    assert edition.override_reason == "The newer was wrong"
    assert edition.published == date(2026, 11, 20)


def test_without_dates_what_was_taken_in_later_counts(
    there: Desk, stick: Path, tmp_path: Path, clock: FakeClock
) -> None:
    newer = tmp_path / "newer.csv"
    newer.write_text(SUSPECTS + "3,Cedar Finch Bearings,\n", encoding="utf-8")
    clock.advance(days=3)
    there.lists.import_file(ImportRequest(newer, OWN), Silent())
    error = error_of(there.bundles.take_in(stick, Silent()), OWN)
    assert error.code == "bundle-older"
    assert error.facts["in_force"] == "2026-11-23"
    assert of(there.bundles.take_in(stick, Silent(), only=OWN, override_reason="asked for"), OWN)


def test_the_guard_is_the_same(tmp_path: Path, here: Desk, clock: FakeClock) -> None:
    # Without the demo's changes to the catalogue: a list of a few parties is then too short.
    strict = Desk(tmp_path / "strict", clock=clock, zone=clock.zone)
    path = tmp_path / "b.zip"
    here.bundles.write(path, Silent())
    try:
        error = error_of(strict.bundles.take_in(path, Silent()))
        assert error.code == "list-below-expected"
        assert strict.lists_db().edition_in_force(US_CSL) is None
    finally:
        strict.close()


def test_a_source_that_is_not_known_here(there: Desk, stick: Path) -> None:
    def rename(members: Members, manifest: dict[str, Any]) -> None:
        (csl,) = (one for one in manifest["sources"] if one["source"] == US_CSL)
        csl["source"] = csl["edition"]["source"] = "xx-new"

    taken = there.bundles.take_in(rewritten(stick, rename, true_hashes=True), Silent())
    assert error_of(taken, SourceKey("xx-new")).code == "source-unknown"
    assert of(taken, OWN)


def _cut_member(members: Members, _manifest: dict[str, Any]) -> None:
    name = next(name for name in members if "us-csl" in name)
    members[name] = members[name][: len(members[name]) // 2]


def _no_member(members: Members, _manifest: dict[str, Any]) -> None:
    del members[next(name for name in members if "us-csl" in name)]


def _more(members: Members, _manifest: dict[str, Any]) -> None:
    members["lists/009-more.jsonl"] = b"{}\n"


def _no_manifest(_members: Members, manifest: dict[str, Any]) -> None:
    manifest.clear()


def _other(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["format"] = "something else"


def _newer(_members: Members, manifest: dict[str, Any]) -> None:
    manifest.update(version=2, program="9.0")


def _twice(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["sources"].append(manifest["sources"][0])


def _no_sense(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["sources"] = 7


def _no_time(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["made"]["offset_minutes"] = 10**9


def _confused(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["sources"][0]["edition"]["source"] = "eu-fsf"


def _no_list(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["sources"][0]["member"] = "lists/none.jsonl"


def _huge(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["members"][0]["size"] = 2**40


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_cut_member, "bundle-damaged"),
        (_no_member, "bundle-damaged"),
        (_more, "bundle-damaged"),
        (_no_manifest, "bundle-not-one"),
        (_other, "bundle-not-one"),
        (_newer, "bundle-too-new"),
        (_twice, "bundle-damaged"),
        (_no_sense, "bundle-damaged"),
        (_no_time, "bundle-damaged"),
        (_confused, "bundle-damaged"),
        (_no_list, "bundle-damaged"),
        (_huge, "bundle-damaged"),
    ],
)
def test_a_damaged_bundle_changes_nothing(
    there: Desk, stick: Path, change: Callable[[Members, dict[str, Any]], None], code: str
) -> None:
    before = state(there)
    with pytest.raises(ListRefused) as caught:
        there.bundles.take_in(rewritten(stick, change), Silent())
    assert caught.value.code == code
    assert not caught.value.facts["overridable"]
    assert state(there) == before


def _bad_line(members: Members, _manifest: dict[str, Any]) -> None:
    name = next(name for name in members if "us-csl" in name)
    members[name] = members[name].replace(b'"kind":"vessel"', b'"kind":"spoon"', 1)


def _same_twice(members: Members, _manifest: dict[str, Any]) -> None:
    name = next(name for name in members if "us-csl" in name)
    first = members[name].partition(b"\n")[0] + b"\n"
    members[name] += first


def _fewer(members: Members, _manifest: dict[str, Any]) -> None:
    name = next(name for name in members if "us-csl" in name)
    members[name] = members[name].partition(b"\n")[2]


def _deep(members: Members, _manifest: dict[str, Any]) -> None:
    name = next(name for name in members if "us-csl" in name)
    members[name] = b'{"listing":' + b"[" * 100_000


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_bad_line, "bundle-damaged"),
        (_same_twice, "bundle-damaged"),
        (_fewer, "list-incomplete"),
        (_deep, "bundle-damaged"),
    ],
)
def test_a_list_that_was_written_wrong_is_not_taken(
    there: Desk, stick: Path, change: Callable[[Members, dict[str, Any]], None], code: str
) -> None:
    taken = there.bundles.take_in(rewritten(stick, change, true_hashes=True), Silent())
    error = error_of(taken)
    assert (error.code, error.facts["overridable"]) == (code, False)
    assert there.lists_db().edition_in_force(US_CSL) is None
    assert of(taken, OWN)


def test_bombs_are_not_unpacked(there: Desk, stick: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members_of(stick).items():
            archive.writestr(name, data)
        archive.writestr("lists/zeros.jsonl", b"\0" * (64 * 2**20))
    with pytest.raises(ListRefused) as caught:
        there.bundles.take_in(bomb, Silent())
    assert caught.value.code == "list-too-large"
    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(11_000):
            archive.writestr(f"{number}", b"")
    with pytest.raises(ListRefused) as swarm:
        there.bundles.take_in(many, Silent())
    assert swarm.value.code == "bundle-damaged"


def test_files_that_are_not_there_or_no_archive(there: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        there.bundles.take_in(tmp_path / "no.zip", Silent())
    assert caught.value.code == "list-file-missing"
    with pytest.raises(BadInput):
        there.bundles.take_in(tmp_path, Silent())
    with pytest.raises(ListRefused) as refused:
        there.bundles.take_in(DEMO_LIST, Silent())
    assert refused.value.code == "bundle-damaged"


def test_mutated_bundles_are_refused_or_hold_the_very_same(
    there: Desk, here: Desk, stick: Path, tmp_path: Path
) -> None:
    """150 ways to damage a bundle: nothing else than what was written ever comes in."""
    rng = random.Random(20261120)
    whole = stick.read_bytes()
    expected, taken_in = listings(here), 0
    before = state(there)
    for number in range(150):
        damaged = bytearray(whole)
        way = rng.randrange(4)
        if way == 0:
            del damaged[rng.randrange(len(damaged)) :]
        elif way == 1:
            for _flip in range(rng.choice((1, 1, 3, 20))):
                damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        elif way == 2:
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.randrange(1, 400)] = rng.randbytes(rng.randrange(300))
        else:
            at = rng.randrange(len(damaged))
            damaged[at:at] = damaged[: rng.randrange(500)]
        path = tmp_path / "damaged.zip"
        path.write_bytes(damaged)
        with ends():
            try:
                there.bundles.look(path, Silent())
            except ListRefused:
                with pytest.raises(ListRefused):
                    there.bundles.take_in(path, Silent())
                assert state(there) == before, number
            else:
                taken_in += 1
                assert all(
                    one.state is BundledState.TAKEN
                    for one in there.bundles.take_in(path, Silent()).outcomes
                )
                assert listings(there) == expected
                before = state(there)
    assert taken_in < 30  # a change in a date of the archive, or before its beginning


def test_stopping_keeps_what_came_in_whole(there: Desk, stick: Path) -> None:
    with pytest.raises(Cancelled):
        there.bundles.take_in(stick, Stopping(lambda stage, _done: stage == "bundle-verifying"))
    assert there.lists_db().in_force() == ()
    seen: list[str] = []

    def second_list(stage: str, _done: int) -> bool:
        seen.append(stage)
        return stage == "list-reading" and "list-comparing" in seen

    taken = there.bundles.take_in(stick, Stopping(second_list))
    assert [one.state.value for one in taken.outcomes] == ["taken", "stopped"]
    assert [one.source for one in there.lists_db().in_force()] == [OWN]


def test_a_workspace_for_reading_only(there: Desk, stick: Path, clock: FakeClock) -> None:
    there.bundles.take_in(stick, Silent())
    reader = open_desk(there.folder, clock, read_only=True)
    with pytest.raises(ReadOnlyWorkspace):
        reader.bundles.take_in(stick, Silent())
    copy = stick.with_name("copy.zip")
    reader.bundles.write(copy, Silent())
    assert looks_like_bundle(copy)
    reader.close()


def test_the_worker_process_takes_it_in_and_builds_one_index(
    there: Desk, here: Desk, stick: Path, clock: FakeClock
) -> None:
    own_process = open_desk(there.folder, clock, own_process=True)
    try:
        taken = own_process.bundles.take_in(stick, Silent())
        assert all(one.state is BundledState.TAKEN for one in taken.outcomes)
        assert len(list((there.folder / "index").iterdir())) == 1
        assert listings(own_process) == listings(here)
    finally:
        own_process.close()


@by_name
def test_real_lists_go_over(tmp_path: Path, clock: FakeClock, there: Desk) -> None:
    path = real("lists/un/consolidated.2025-11-20.xml.gz")
    desk = open_desk(tmp_path / "un", clock)
    desk.lists.import_file(ImportRequest(path, SourceKey("un-sc")), Silent())
    bundle = tmp_path / "un.zip"
    written = desk.bundles.write(bundle, Silent())
    edition = of(there.bundles.take_in(bundle, Silent()), SourceKey("un-sc"))
    assert listings(there) == listings(desk)
    assert edition.listings == written.verified.bundle.sources[0].listings == 1000
    assert edition.published == date(2025, 11, 20)
    desk.close()
