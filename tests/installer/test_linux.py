"""What the package for Debian is made of. On a real Debian: tests/campaigns/linux_package.py."""

import configparser
import gzip
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from exportdesk.cli.program import program
from installer.about import APP_ID, MAINTAINER, VERSION
from installer.linux.deb import HERE, changelog, lay_out, metainfo, write_control
from installer.linux.manual import pages

ICONS = ("16x16", "24x24", "32x32", "48x48", "64x64", "128x128", "256x256", "512x512")


def entry() -> configparser.SectionProxy:
    """Return the menu entry."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # as configparser asks
    parser.read(HERE / "exportdesk.desktop", "utf-8")
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the laid out package of a stand-in for the frozen folder."""
    if sys.platform == "win32":
        pytest.skip("links there need rights of their own")
    place = tmp_path_factory.mktemp("deb")
    for name in ("exportdesk", "exportdeskw", "_internal/data.txt", "licenses/LGPL-3.0.txt"):
        (place / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "folder" / name).write_text(name)
        (place / "folder" / name).chmod(0o666)
    lay_out(place / "folder", place / "tree")
    write_control(place / "tree", "amd64", "libc6")
    return place / "tree"


def test_the_menu_entry_opens_the_window() -> None:
    told = entry()
    assert told["Exec"] == told["TryExec"] == "exportdeskw"
    assert told["Terminal"] == "false"
    assert told["Categories"].split(";")[0] == "Office"
    for name in ("GenericName", "Comment", "Keywords"):
        assert told[name]
        assert told[f"{name}[es]"]


def test_the_window_tells_the_desktop_which_entry_it_is_of() -> None:
    source = Path(__file__).resolve().parents[2] / "exportdesk" / "ui" / "app.py"
    assert 'setDesktopFileName("exportdesk")' in source.read_text("utf-8")


def test_what_software_centers_show_is_of_this_version_and_in_both_languages() -> None:
    root = ElementTree.fromstring(metainfo())
    assert root.findtext("id") == APP_ID
    release = root.find("releases/release")
    assert release is not None
    assert release.get("version") == VERSION
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", release.get("date", ""))
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for kind in ("description/p", "description/ul/li", "summary"):
        found = root.findall(kind)
        assert [each.get(language) for each in found] == [None, "es"] * (len(found) // 2)


def test_the_manual_tells_every_command() -> None:
    text = pages()["exportdesk.1"]
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        inner = command.list_commands(context) if isinstance(command, click.Group) else [""]
        for second in inner:
            words = f"{name} {second}".strip().replace("-", "\\-")
            assert f"\n.B {words}\n" in text


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
@pytest.mark.parametrize("name", ["exportdesk.1", "exportdeskw.1"])
def test_man_has_nothing_to_say_of_the_manual(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(pages()[name], "utf-8")
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_file_has_its_place_and_its_mode(tree: Path) -> None:
    there = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if not path.is_dir()}
    assert {
        "usr/lib/exportdesk/_internal/data.txt",
        "usr/lib/exportdesk/licenses/LGPL-3.0.txt",
        "usr/share/applications/exportdesk.desktop",
        f"usr/share/metainfo/{APP_ID}.metainfo.xml",
        "usr/share/man/man1/exportdesk.1.gz",
        "usr/share/man/man1/exportdeskw.1.gz",
        "usr/share/doc/exportdesk/copyright",
        "usr/share/icons/hicolor/scalable/apps/exportdesk.svg",
        *(f"usr/share/icons/hicolor/{size}/apps/exportdesk.png" for size in ICONS),
    } <= there
    for name in ("exportdesk", "exportdeskw"):
        assert (tree / "usr/bin" / name).resolve() == (tree / "usr/lib/exportdesk" / name).resolve()
    home = tree / "usr/lib/exportdesk"
    for path in tree.rglob("*"):
        runs = path.is_dir() or path in (home / "exportdesk", home / "exportdeskw")
        if not path.is_symlink():
            assert stat.S_IMODE(path.stat().st_mode) == (0o755 if runs else 0o644), path


def test_the_control_file_and_the_sums_are_whole(tree: Path) -> None:
    control = (tree / "DEBIAN" / "control").read_text("utf-8")
    assert f"Version: {VERSION}-1\n" in control
    assert f"Maintainer: {MAINTAINER}\n" in control
    assert not (
        set((tree / "DEBIAN").iterdir()) - {tree / "DEBIAN/control", tree / "DEBIAN/md5sums"}
    )
    sums = (tree / "DEBIAN" / "md5sums").read_text("utf-8").splitlines()
    files = [path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(sums) == len(files)


def test_debians_changelog_has_its_form(tree: Path) -> None:
    packed = tree / "usr/share/doc/exportdesk/changelog.Debian.gz"
    assert gzip.decompress(packed.read_bytes()).decode() == changelog()
    head = r"exportdesk \(\S+-1\) unstable; urgency=medium"
    foot = r" -- .+ <.+@.+>  \w{3}, .+ \+0000"
    assert re.fullmatch(rf"{head}\n\n  \* .+\n\n{foot}\n", changelog())


def test_every_finding_of_lintian_that_is_overridden_has_a_reason() -> None:
    reason = False
    for line in (HERE / "lintian-overrides").read_text("utf-8").splitlines():
        if line.startswith("exportdesk:"):
            assert reason, line
        else:
            reason = line.startswith("#")
