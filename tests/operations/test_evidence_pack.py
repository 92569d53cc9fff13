"""Evidence packs: written from a real desk, unpacked, and every hash checked."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from exportdesk.core.cases import Case
from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import speak, use
from exportdesk.core.ids import DecisionId, ListingUid
from exportdesk.core.name_looks import NameDecision, Namesake
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.operations.name_looks import keep_look
from exportdesk.operations.pack_names import PackNames, safe_name
from exportdesk.operations.pack_verifying import verify_pack
from exportdesk.rulebook import RULEBOOK_FILES
from exportdesk.storage.opening import writing
from exportdesk.wiring import Desk
from tests.casepapers import HOSTILE, THAI, rich, signed
from tests.fakes import FakeClock
from tests.pseudo import Pseudo
from tests.ui.desks import open_desk, open_filled, screen


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: FakeClock) -> Iterator[Desk]:
    made = open_filled(tmp_path_factory.mktemp("pack") / "ws", clock)
    yield made
    made.close()


@pytest.fixture(scope="module")
def case(desk: Desk) -> Case:
    """A signed case; a screening that has nothing to do with it is kept beside it."""
    screen(desk, "Somebody Else Trading")
    made = rich(desk)
    look = NameDecision(
        DecisionId("look-1"), made.customer, made.customer, "Anadolu", ("Anadolu",),
        (Namesake(ListingUid("us-csl:EL:1"), "EL", "Anadolu Cranes"),),
        "A common word there", "Dana Whitfield", desk.clock.now(),
    )  # fmt: skip
    workspace = desk.workspace()
    with writing(workspace.db):
        keep_look(workspace, look)
    return signed(desk, made)


@pytest.fixture(scope="module")
def pack(desk: Desk, case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "pack.zip"
    packed = desk.packs.case(case, path, Silent())
    assert packed.faults == ()
    return path


def files_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def sums_of(files: dict[str, bytes]) -> dict[str, str]:
    lines = files["SHA256SUMS"].decode().splitlines()
    return {line[66:]: line[:64] for line in lines}


def test_every_file_has_its_hash_in_both_lists(pack: Path) -> None:
    files = files_of(pack)
    sums = sums_of(files)
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
    told = {one["file"]: one for one in json.loads(files["manifest.json"])["files"]}
    assert told.keys() == files.keys() - {"SHA256SUMS", "manifest.json"}
    assert all(one["sha256"] == sums[name] for name, one in told.items())
    assert all(one["size"] == len(files[name]) and one["about"] for name, one in told.items())
    assert verify_pack(pack, Silent()).is_sound


def test_a_pack_holds_everything_of_its_case(desk: Desk, case: Case, pack: Path) -> None:
    files = files_of(pack)
    record = files["cases/D-2026-0001/D-2026-0001.pdf"]
    assert record == desk.case_papers.paper(case)
    assert json.loads(files["cases/D-2026-0001/case.json"])["reference"] == "PO-4711"
    versions = files["cases/D-2026-0001/versions.jsonl"].splitlines()
    assert len(versions) == len(desk.cases.versions(case.id))
    decided = rows_of(files["screening/decisions.csv"])
    assert [(one["party"], one["decision"], one["reason"]) for one in decided] == [
        ("IMPULS KOMPLEKT", "same", "Same tax number.")
    ]
    (listing,) = json.loads(files["screening/listings.json"])
    assert listing["uid"] == decided[0]["uid"]
    (look,) = json.loads(files["screening/names.json"])
    assert (look["reason"], look["listings"][0]["name"]) == (
        "A common word there",
        "Anadolu Cranes",
    )
    parties = rows_of(files["screening/parties.csv"])
    assert {one["screening"] for one in parties} == {"current"}
    assert json.loads(files["letters/L-2026-0001.json"])["reference"] == "BIS-2026-77"
    (edition,) = rows_of(files["lists/editions.csv"])
    assert edition["sha256"] == desk.lists.editions(desk.lists.uses()[0].source)[0].sha256
    assert edition["used"] == "sign-off of D-2026-0001; when this pack was made"
    rulebook = {Path(name).name for name in files if name.startswith("rulebook/")}
    assert rulebook == set(RULEBOOK_FILES)
    assert "customers/K-9.json" in files


def test_attachments_have_safe_names_and_their_own_bytes(pack: Path) -> None:
    files = files_of(pack)
    placed = {row["file"]: row for row in rows_of(files["files.csv"])}
    assert placed.keys() == {name for name in files if name.startswith("files/")}
    for name, row in placed.items():
        assert hashlib.sha256(files[name]).hexdigest() == row["sha256"]
        assert not set(Path(name).name) & set('<>:"\\|?*\u202e')
    names = {row["name_as_given"]: name for name, row in placed.items()}
    assert names[f"{THAI}.png"] == f"files/{THAI}.png"
    assert files[names[HOSTILE]] == b"%PDF-1.4 mail"
    both = [
        row["file"] for row in rows_of(files["files.csv"]) if row["name_as_given"] == "letter.txt"
    ]
    assert {files[name] for name in both} == {b"the scan", b"what they wrote"}


def test_events_are_those_of_the_case_and_fit_their_hashes(desk: Desk, pack: Path) -> None:
    events = [json.loads(line) for line in files_of(pack)["events.jsonl"].splitlines()]
    kinds = {one["kind"] for one in events}
    assert {"case_opened", "case_signed", "paper_made", "match_decided"} <= kinds
    assert "screening_saved" not in kinds
    chain = {one.seq: one.hash for one in desk.workspace().events.all()}
    assert all(chain[one["seq"]] == one["hash"] for one in events)


def test_the_same_state_gives_the_same_bytes(
    desk: Desk, case: Case, pack: Path, clock: FakeClock, tmp_path: Path
) -> None:
    again = tmp_path / "again.zip"
    desk.packs.case(case, again, Silent())
    assert again.read_bytes() == pack.read_bytes()
    was, clock.at = clock.at, clock.at.replace(minute=5)
    later = tmp_path / "later.zip"
    desk.packs.case(case, later, Silent())
    clock.at = was
    first, second = files_of(pack), files_of(later)
    stated = {"manifest.json", "SHA256SUMS"}
    assert {name for name in first if first[name] != second[name]} == stated
    told, told_later = (json.loads(each["manifest.json"]) for each in (first, second))
    assert told.pop("made_utc") != told_later.pop("made_utc")
    assert told == told_later


def test_a_folder_is_checked_by_the_systems_own_program(
    desk: Desk, case: Case, pack: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    desk.packs.case(case, folder, Silent())
    assert {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()} == {
        *files_of(pack)
    }
    subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, check=True)
    assert verify_pack(folder, Silent()).is_sound
    with pytest.raises(BadInput, match="pack-exists"):
        desk.packs.case(case, folder, Silent())


def test_what_was_changed_in_a_pack_is_told(desk: Desk, case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    desk.packs.case(case, folder, Silent())
    (folder / "README.txt").write_text("other")
    (folder / "files.csv").unlink()
    (folder / "more.txt").write_text("new")
    events = folder / "events.jsonl"
    events.write_text(events.read_text("utf-8").replace("case_opened", "case_closed"), "utf-8")
    found = verify_pack(folder, Silent())
    assert {(code, facts["file"]) for code, facts in found.faults} == {
        ("pack-file-altered", "README.txt"),
        ("pack-file-altered", "events.jsonl"),
        ("pack-file-missing", "files.csv"),
        ("pack-file-untold", "more.txt"),
        ("pack-events-bad", "events.jsonl"),
    }


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"x" * 5000])
def test_what_is_no_pack_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "some.zip"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="pack-not-one"):
        verify_pack(path, Silent())
    with pytest.raises(BadInput, match="pack-not-one"):
        verify_pack(tmp_path, Silent())


class StopsAt(Silent):
    """Progress that is stopped at a step."""

    def __init__(self, step: int) -> None:
        self._step = step

    @override
    def step(self, done: int, total: int | None = None) -> None:
        if done >= self._step:
            raise Cancelled


@pytest.mark.parametrize("name", ["pack.zip", "pack"])
def test_stopping_leaves_nothing(desk: Desk, case: Case, tmp_path: Path, name: str) -> None:
    with pytest.raises(Cancelled):
        desk.packs.case(case, tmp_path / name, StopsAt(5))
    assert list(tmp_path.iterdir()) == []


def test_a_zip_that_is_there_is_replaced_only_when_asked(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(b"mine")
    with pytest.raises(BadInput, match="pack-exists"):
        desk.packs.case(case, path, Silent())
    assert path.read_bytes() == b"mine"
    desk.packs.case(case, path, Silent(), replace=True)
    assert verify_pack(path, Silent()).is_sound


def test_a_lost_attachment_is_told_and_the_rest_is_written(tmp_path: Path) -> None:
    desk = open_filled(tmp_path / "ws")
    case = signed(desk, rich(desk))
    digest = case.flags[0].evidence[0].sha256
    desk.workspace().attachments.path(digest).unlink()
    packed = desk.packs.case(case, tmp_path / "pack.zip", Silent())
    assert [code for code, _facts in packed.faults] == ["attachment-missing"]
    told = json.loads(files_of(tmp_path / "pack.zip")["manifest.json"])["files"]
    assert [one["missing"] for one in told if "missing" in one] == ["attachment-missing"]
    assert verify_pack(tmp_path / "pack.zip", Silent()).is_sound
    desk.close()


def test_an_altered_case_record_is_told_and_left_out(tmp_path: Path) -> None:
    desk = open_filled(tmp_path / "ws")
    case = signed(desk, rich(desk))
    (paper,) = desk.case_papers.papers(case)
    desk.workspace().attachments.path(paper.sha256).write_bytes(b"%PDF other")
    packed = desk.packs.case(case, tmp_path / "pack.zip", Silent())
    assert [code for code, _facts in packed.faults] == ["attachment-altered"]
    assert "cases/D-2026-0001/D-2026-0001.pdf" not in files_of(tmp_path / "pack.zip")
    desk.close()


def test_a_workspace_for_reading_only_gives_packs_too(tmp_path: Path) -> None:
    desk = open_filled(tmp_path / "ws")
    case = signed(desk, rich(desk))
    desk.close()
    reading = open_desk(tmp_path / "ws", read_only=True)
    packed = reading.packs.case(reading.cases.get(case.id), tmp_path / "pack.zip", Silent())
    assert packed.faults == ()
    assert verify_pack(tmp_path / "pack.zip", Silent()).is_sound
    reading.close()


def test_a_pack_of_a_customer_has_all_its_cases(tmp_path: Path) -> None:
    desk = open_filled(tmp_path / "ws")
    first = signed(desk, rich(desk))
    desk.cases.repeat(first.id)
    extra = tmp_path / "=registration.txt"
    extra.write_text("registered")
    desk.files.add(first.customer, [extra])
    results = desk.customer_records.results(first.customer)
    saved = desk.customer_records.save(first.customer, results)
    packed = desk.packs.customer(first.customer, tmp_path / "pack.zip", Silent())
    assert packed.faults == ()
    files = files_of(tmp_path / "pack.zip")
    assert "cases/D-2026-0001/D-2026-0001.pdf" in files
    assert "cases/D-2026-0002/D-2026-0002 DRAFT.pdf" in files
    assert files[f"screening/{saved.screening.number}.pdf"] == saved.paper
    assert files["files/=registration.txt"] == b"registered"
    rows = rows_of(files["files.csv"])
    assert any(row["name_as_given"] == "'=registration.txt" for row in rows)
    assert verify_pack(tmp_path / "pack.zip", Silent()).is_sound
    desk.close()


@given(st.lists(st.text(max_size=200), max_size=8))
def test_names_are_safe_and_each_is_there_once(texts: list[str]) -> None:
    names = PackNames()
    places = [names.place("files", text) for text in texts]
    assert len({place.casefold() for place in places}) == len(places)
    for place in places:
        folder, _slash, name = place.partition("/")
        assert folder == "files"
        assert name
        assert not set(name) & set('<>:"/\\|?*\0\n\r\u202e')
        assert len(name.encode()) < 130
        assert name[-1] not in " ."
        name.encode("utf-8")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "_._etc_passwd"),
        ("CON.pdf", "_CON.pdf"),
        ("  . ", "file"),
        ("", "file"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("line\nend.txt", "lineend.txt"),
        ("Ölçü.pdf", "Ölçü.pdf"),
        ("o\u0308.pdf", "ö.pdf"),
        (".hidden", "hidden"),
        ("x" * 300 + ".pdf", "x" * 106 + ".pdf"),
    ],
)
def test_a_name_becomes_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_pack_is_in_english_whatever_the_window_speaks(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    assert case.customer
    desk.papers.issue(desk.papers.refusal_letter(case.customer, case=case.id))
    plain, other = tmp_path / "plain.zip", tmp_path / "other.zip"
    desk.packs.case(case, plain, Silent())
    use(Pseudo())
    try:
        desk.packs.case(case, other, Silent())
    finally:
        speak("en")
    assert files_of(other) == files_of(plain)
