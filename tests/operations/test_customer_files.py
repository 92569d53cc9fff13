"""Files of customers: kept as they were, taken out of sight, on record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace, StorageFault
from exportdesk.core.ids import PartyId
from exportdesk.operations import customer_files
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.desks import open_desk

CUSTOMER = Customer(PartyId("c"), Profile((PartyName("Alder Optics"),)))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_desk(tmp_path / "ws", clock)
    made.customers.save(CUSTOMER)
    yield made
    made.close()


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def kinds(desk: Desk) -> list[str]:
    return [one.kind for one in desk.workspace().events.about(CUSTOMER.id, 10)][::-1]


def test_a_file_is_kept_as_it_is_now(desk: Desk, tmp_path: Path) -> None:
    letter = written(tmp_path, "letter.txt", b"first")
    desk.files.add(CUSTOMER.id, [letter])
    letter.write_bytes(b"second")
    (kept,) = desk.files.of(CUSTOMER.id)
    assert (kept.name, kept.size, kept.kind) == ("letter.txt", 5, customer_files.FILE)
    assert desk.files.read(kept) == b"first"
    copy = desk.files.write(kept, tmp_path / "copy.txt")
    assert copy.read_bytes() == b"first"
    assert desk.records.verify().sound


def test_what_is_taken_away_stays_and_comes_back(
    desk: Desk, tmp_path: Path, clock: FakeClock
) -> None:
    letter = written(tmp_path, "letter.txt", b"text")
    (kept,) = desk.files.add(CUSTOMER.id, [letter]).files
    desk.files.take_away(kept)
    assert desk.files.of(CUSTOMER.id) == []
    assert desk.files.read(kept) == b"text"
    desk.files.bring_back(kept)
    assert desk.files.of(CUSTOMER.id) == [kept]
    desk.files.take_away(kept)
    clock.advance(days=1)
    desk.files.add(CUSTOMER.id, [letter])
    assert [one.sha256 for one in desk.files.of(CUSTOMER.id)] == [kept.sha256]
    assert kinds(desk)[1:] == [
        "file_added", "file_removed", "file_added", "file_removed", "file_added",
    ]  # fmt: skip
    assert desk.records.verify().sound


def test_what_cannot_be_kept_is_refused_and_nothing_is(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = written(tmp_path, "letter.txt", b"text")
    with pytest.raises(BadInput, match="file-is-folder"):
        desk.files.add(CUSTOMER.id, [letter, tmp_path])
    with pytest.raises(StorageFault):
        desk.files.add(CUSTOMER.id, [tmp_path / "nowhere.txt"])
    with pytest.raises(BadInput, match="customer-unknown"):
        desk.files.add(PartyId("nobody"), [letter])
    monkeypatch.setattr(customer_files, "MOST_BYTES", 3)
    with pytest.raises(BadInput, match="file-too-big"):
        desk.files.add(CUSTOMER.id, [letter])
    assert desk.files.of(CUSTOMER.id) == []


def test_nothing_is_written_where_nothing_may_be(desk: Desk, tmp_path: Path) -> None:
    (kept,) = desk.files.add(CUSTOMER.id, [written(tmp_path, "a", b"b")]).files
    reading = open_desk(desk.folder, read_only=True)
    with pytest.raises(ReadOnlyWorkspace):
        reading.files.take_away(kept)
    assert reading.files.read(kept) == b"b"
    reading.close()
