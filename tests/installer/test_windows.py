"""The installer for Windows, as far as it can be looked at without Wine.

Installing, upgrading and uninstalling under Wine: tests/campaigns/windows_installer.py.
"""

import ast
import re
import shutil
from pathlib import Path

import pytest

from installer.about import VERSION, four_numbers
from installer.failing import BuildFailed, ToolMissing
from installer.windows.setup import HERE, build_setup, deletions, has_64_bits
from installer.windows.version_info import version_text, write_version_file

SCRIPT = (HERE / "exportdesk.nsi").read_text("utf-8")
WORDS = (HERE / "words.nsh").read_text("utf-8")


def payload(folder: Path) -> Path:
    """Make a folder that looks like one frozen on Windows."""
    for name in ("exportdeskw.exe", "exportdesk.exe", "_internal/Qt/a $b.txt", "licenses/c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.12.3rc4", (1, 12, 34, 0)), ("2.0-dev+x", (2, 0, 0, 0))],
)
def test_a_version_in_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert four_numbers(version) == numbers


@pytest.mark.parametrize("program", ["exportdesk", "exportdeskw"])
def test_the_version_information_is_whole(tmp_path: Path, program: str) -> None:
    text = write_version_file(tmp_path, program).read_text("utf-8")
    assert text == version_text(program)
    tree = ast.parse(text, mode="eval")
    told = {
        node.args[0].value: node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "StringStruct"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[1], ast.Constant)
    }
    assert told["OriginalFilename"] == f"{program}.exe"
    assert told["FileVersion"] == told["ProductVersion"] == VERSION
    assert told["FileDescription"]
    assert f"filevers={four_numbers()}" in text


def test_every_sentence_is_there_in_both_languages() -> None:
    english = re.findall(r"LangString (\w+) \$\{LANG_ENGLISH\} \"(.+)\"", WORDS)
    spanish = re.findall(r"LangString (\w+) \$\{LANG_SPANISH\} \"(.+)\"", WORDS)
    assert [name for name, _ in english] == [name for name, _ in spanish]
    used = set(re.findall(r"\$\((\w+)\)", SCRIPT))
    assert used == {name for name, _ in english}
    for (_, ours), (_, theirs) in zip(english, spanish, strict=True):
        assert re.findall(r"\$\{?\w+", ours) == re.findall(r"\$\{?\w+", theirs)


def test_it_needs_no_administrator_and_writes_for_one_person_only() -> None:
    assert "RequestExecutionLevel user" in SCRIPT
    assert "Target amd64-unicode" in SCRIPT
    assert not re.search(r"\bHKLM\b|\bSHCTX\b|SetShellVarContext all|\$PROGRAMFILES", SCRIPT)


def test_only_what_was_installed_is_deleted(tmp_path: Path) -> None:
    lines = deletions(payload(tmp_path)).splitlines()
    assert lines[:4] == [
        'Delete "$INSTDIR\\_internal\\Qt\\a $$b.txt"',
        'Delete "$INSTDIR\\exportdesk.exe"',
        'Delete "$INSTDIR\\exportdeskw.exe"',
        'Delete "$INSTDIR\\licenses\\c.txt"',
    ]
    assert lines[4:] == [
        'RMDir "$INSTDIR\\licenses"',
        'RMDir "$INSTDIR\\_internal\\Qt"',
        'RMDir "$INSTDIR\\_internal"',
    ]


def test_it_is_made_of_a_folder_of_windows_only(tmp_path: Path) -> None:
    expected = BuildFailed if has_64_bits() else ToolMissing
    with pytest.raises(expected):
        build_setup(tmp_path, tmp_path / "setup.exe", "0.1.0")


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
@pytest.mark.skipif(not has_64_bits(), reason="this makensis has no 64-bit stubs")
def test_the_script_compiles_without_a_warning(tmp_path: Path) -> None:
    made = build_setup(payload(tmp_path / "folder"), tmp_path / "made.exe", "0.1.0")
    data = made.read_bytes()
    place = int.from_bytes(data[0x3C:0x40], "little")
    assert data[place : place + 4] == b"PE\0\0"
    assert int.from_bytes(data[place + 4 : place + 6], "little") == 0x8664  # for 64-bit Windows
