"""The portable archive: the same folder gives the same bytes, and comes out as it went in."""

import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from installer.archive import pack


def folder(place: Path, order: str = "ab") -> Path:
    """Make a small folder; the files are made in this order."""
    for name in order:
        file = place / "folder" / "inside" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode() * 1000)
    program = place / "folder" / "exportdesk"
    program.write_text("program")
    program.chmod(0o755)
    return place / "folder"


@pytest.mark.parametrize("kind", [".tar.xz", ".tar.gz", ".zip"])
def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    first = pack(folder(tmp_path / "1", "ab"), tmp_path / f"first{kind}", inside="ExportDesk")
    again = folder(tmp_path / "2", "ba")
    for path in again.rglob("*"):
        os.utime(path, (1, 1))
    (again / "inside" / "a").chmod(0o600)
    second = pack(again, tmp_path / f"second{kind}", inside="ExportDesk")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")
def test_programs_stay_programs_and_links_stay_links(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "link").symlink_to("inside/a")
    with tarfile.open(pack(made, tmp_path / "packed.tar.xz", inside="ExportDesk-1")) as tar:
        entries = {entry.name: entry for entry in tar}
        tar.extractall(tmp_path / "out", filter="tar")
    assert {entry.uname for entry in entries.values()} == {"root"}
    assert entries["ExportDesk-1/exportdesk"].mode == 0o755
    assert entries["ExportDesk-1/inside/a"].mode == 0o644
    assert (tmp_path / "out" / "ExportDesk-1" / "link").readlink() == Path("inside/a")
    readme = (tmp_path / "out" / "ExportDesk-1" / "README.txt").read_text("utf-8")
    assert "exportdeskw" in readme


def test_the_one_for_windows_holds_every_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(pack(folder(tmp_path), tmp_path / "packed.zip", inside="E")) as archive:
        assert archive.namelist() == ["E/README.txt", "E/exportdesk", "E/inside/a", "E/inside/b"]
        assert archive.read("E/inside/b") == b"b" * 1000
