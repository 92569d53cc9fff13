"""Rulebooks are unpacked, named by date and fingerprint, compared row by row, and kept."""

import zipfile
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.rulebook import (
    RULEBOOK_FILES,
    FileChanges,
    compared,
    edition_in,
    keep_edition,
    unpack_rulebook,
)
from tests.rulebook.changing import change, copied

OWN = resources.path("rulebook")


def zipped(folder: Path, to: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{inside}{file.name}")
    return to


def unpacked(source: Path, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    place = tmp_path / "place"
    place.mkdir()
    return place, unpack_rulebook(source, place)


def test_all_files_of_the_rulebook_are_known() -> None:
    assert set(RULEBOOK_FILES) == {file.name for file in OWN.iterdir()}


def test_an_edition_is_named_by_its_date_and_fingerprint(tmp_path: Path) -> None:
    edition, rulebook = edition_in(OWN)
    assert edition.as_of == rulebook.as_of
    assert edition.name == f"{edition.as_of}-{edition.fingerprint[:8]}"
    folder = copied(tmp_path)
    assert edition_in(folder)[0].fingerprint == edition.fingerprint
    change(folder, "notes.toml", "The list of high", "The List of high")
    assert edition_in(folder)[0].fingerprint != edition.fingerprint


def test_line_ends_are_no_difference(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for file in folder.iterdir():
        content = file.read_bytes().replace(b"\n", b"\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + content if file.suffix == ".csv" else content)
    assert edition_in(folder)[0].fingerprint == edition_in(OWN)[0].fingerprint
    assert compared(OWN, folder) == ()


def test_rows_are_compared_file_by_file(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "high_priority.csv").open("a", encoding="utf-8") as file:
        for code in ("853400", "870000", "880000"):
            text = f"{code},1,Made up,yes,,,,,,\n"
            file.write(text if code != "853400" else "")
    change(folder, "next_steps.toml", "Stop. Do not ship", "Stop! Do not ship")
    change(folder, "switches.toml", "was not yet in force", "did not hold yet")
    change(folder, "policy.toml", "list_days = 7", "list_days = 5")
    change(folder, "retention.toml", "as_of = 2025-03-21", "as_of = 2025-03-22")
    change(folder, "notes.toml", 'code = "ear99"', 'code = "ear-99"')
    found = {one.file: one for one in compared(OWN, folder)}
    assert found["high_priority.csv"] == FileChanges(
        "high_priority.csv", added=("870000", "880000")
    )
    assert found["next_steps.toml"].changed == ("step SDN 1",)
    assert found["switches.toml"].changed == ("switch bis-50",)
    assert found["policy.toml"].changed == ("ages",)
    assert found["retention.toml"] == FileChanges("retention.toml", is_dated_anew=True)
    assert found["notes.toml"].added == ("note ear-99",)
    assert found["notes.toml"].removed == ("note ear99",)
    assert len(found) == 6
    assert compared(OWN, OWN) == ()


@pytest.mark.parametrize("inside", ["", "rulebook/", "some/deep/folder/"])
def test_a_zip_archive_is_a_rulebook(tmp_path: Path, inside: str) -> None:
    folder = copied(tmp_path)
    (folder / "README.md").write_text("more", "utf-8")
    place, left = unpacked(zipped(folder, tmp_path / "new.zip", inside), tmp_path)
    assert edition_in(place)[0].fingerprint == edition_in(OWN)[0].fingerprint
    assert left == (f"{inside}README.md",)


def test_a_folder_is_a_rulebook(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "more").mkdir()
    place, left = unpacked(folder, tmp_path)
    assert compared(OWN, place) == ()
    assert left == ("more",)


def test_what_is_no_whole_rulebook_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "notes.toml").unlink()
    (folder / "policy.toml").unlink()
    text = tmp_path / "text.txt"
    text.write_text("no rulebook", "utf-8")
    torn = tmp_path / "torn.zip"
    content = zipped(folder, torn).read_bytes()
    for source, code in (
        (folder, "rulebook-incomplete"),
        (torn, "rulebook-incomplete"),
        (text, "rulebook-not-one"),
    ):
        with pytest.raises(BadInput) as caught:
            unpack_rulebook(source, tmp_path)
        assert caught.value.code == code
        assert source.name in say(caught.value)
    assert "notes.toml, policy.toml" in _refused(folder, tmp_path)
    start = content.index(b"countries.csv") + 200
    torn.write_bytes(content[:start] + b"\0" * 400 + content[start + 400 :])
    assert "neither a rulebook" in _refused(torn, tmp_path)


def test_archives_with_a_file_twice_or_too_large_are_refused(tmp_path: Path) -> None:
    twice, large = tmp_path / "twice.zip", tmp_path / "large.zip"
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("a/notes.toml", "x")
        archive.writestr("b/notes.toml", "x")
        archive.mkdir("c")
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes.toml", b"\0" * (9 * 2**20))
    assert "stands here twice" in _refused(twice, tmp_path)
    assert "larger than a file of a rulebook" in _refused(large, tmp_path)
    folder = copied(tmp_path)
    (folder / "notes.toml").write_bytes(b"\0" * (9 * 2**20))
    assert "larger than a file of a rulebook" in _refused(folder, tmp_path)
    (folder / "notes.toml").unlink()
    (folder / "notes.toml").mkdir()
    assert "notes.toml" in _refused(folder, tmp_path)


def test_an_edition_stays_on_the_shelf(tmp_path: Path) -> None:
    edition, _rulebook = edition_in(OWN)
    shelf = tmp_path / "shelf"
    kept = keep_edition(edition, shelf)
    assert kept.folder == shelf / edition.name
    assert edition_in(kept.folder)[0].fingerprint == edition.fingerprint
    mark = kept.folder / "notes.toml"
    before = mark.stat().st_mtime_ns
    keep_edition(edition, shelf)
    assert mark.stat().st_mtime_ns == before


def _refused(source: Path, to: Path) -> str:
    with pytest.raises(BadInput) as caught:
        unpack_rulebook(source, to)
    return say(caught.value)
