"""What `dev.py build` says and does around its parts; the parts have their own tests."""

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from exportdesk.core.releases import ReleaseAddress, read_address
from installer import bill as bills
from installer.about import ROOT, moment, stem
from installer.bill import bill
from installer.build import OF_SYSTEM, PARTS, main, write_sums
from installer.failing import BuildFailed, need, run
from installer.icons import ICNS_SIZES, ICO_SIZES, PNG_SIZES, draw
from installer.notices import installed
from installer.releases import VARIABLE, write_address
from installer.starting import give_back_the_environment

ICONS = ROOT / "resources" / "icons"


def test_a_part_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["installer"])
    assert "there is no part installer; there are folder, bill" in capsys.readouterr().err


def test_a_folder_that_is_none_fails_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "--from", str(tmp_path)]) == 1
    assert "missing in the folder: exportdesk, exportdeskw" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "darwin", reason="there it can be made")
def test_a_part_that_cannot_be_made_here_fails_where_it_was_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["dmg"]) == 1
    assert "a disk image is made on macOS" in capsys.readouterr().err


def test_every_part_of_a_system_is_one() -> None:
    assert {part for parts in OF_SYSTEM.values() for part in parts} == set(PARTS)


def test_the_sums_are_those_of_the_packages(tmp_path: Path) -> None:
    for name in ("b.deb", "a.tar.xz"):
        (tmp_path / name).write_text(name)
    (tmp_path / "exportdesk").mkdir()
    write_sums(tmp_path)
    write_sums(tmp_path)  # its own file is not among them
    sums = [hashlib.sha256(name.encode()).hexdigest() for name in ("a.tar.xz", "b.deb")]
    assert (tmp_path / "SHA256SUMS").read_text() == f"{sums[0]}  a.tar.xz\n{sums[1]}  b.deb\n"


def test_a_tool_that_fails_says_what_it_said() -> None:
    words = [sys.executable, "-c", "import sys; print('no room'); sys.exit(3)"]
    with pytest.raises(BuildFailed, match="ended with 3:\nno room"):
        run(words, where=ROOT)
    with pytest.raises(BuildFailed, match="not on the path: no-such-tool"):
        need("no-such-tool")


def test_the_moment_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert moment().isoformat() == "2026-01-01T00:00:00+00:00"


# The environment of other programs


def test_other_programs_get_the_environment_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/exportdesk/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/opt/exportdesk/_internal")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "/opt/exportdesk/exportdeskw")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/opt/exportdesk/_internal/PySide6/Qt/plugins")
    give_back_the_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/usr/local/lib"
    for name in (
        "LD_LIBRARY_PATH_ORIG",
        "DYLD_LIBRARY_PATH",
        "QT_PLUGIN_PATH",
        "_PYI_ARCHIVE_FILE",
    ):
        assert name not in os.environ


# The bill of materials


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that says it holds every package; reading it from a program needs one."""
    monkeypatch.setattr(bills, "frozen_packages", lambda folder: sorted(installed()))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return tmp_path


def test_the_bill_names_everything_with_its_version_and_license(frozen: Path) -> None:
    told = json.loads(json.dumps(bill(frozen)))
    assert told == json.loads(json.dumps(bill(frozen)))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in told["components"]}
    others = {"cpython", "qt", "openssl", "sqlcipher", "sqlite", "pyinstaller"}
    assert set(installed()) | others == set(parts)
    assert parts["qt"]["licenses"] == [{"license": {"id": "LGPL-3.0-only"}}]
    assert "WITH" in parts["pyinstaller"]["licenses"][0]["expression"]
    assert parts["httpx"]["purl"] == f"pkg:pypi/httpx@{installed()['httpx'].version}"
    assert all(part.get("licenses") for part in parts.values())
    (whole,) = told["dependencies"]
    assert whole["dependsOn"] == [part["bom-ref"] for part in told["components"]]
    assert stem().startswith("ExportDesk-")


def test_the_bill_keeps_to_its_schema(frozen: Path) -> None:
    json_checks = pytest.importorskip(
        "cyclonedx.validation.json", reason="installer/tools.lock is not installed"
    )
    schemas = pytest.importorskip("cyclonedx.schema")
    check = json_checks.JsonStrictValidator(schemas.SchemaVersion.V1_6)
    assert check.validate_str(json.dumps(bill(frozen))) is None


# The mark


@pytest.mark.parametrize("size", PNG_SIZES)
def test_the_pictures_are_drawn_from_the_mark(qapp: object, size: int) -> None:
    with Image.open(ICONS / f"exportdesk-{size}.png") as there:
        assert there.size == (size, size)
        apart = ImageChops.difference(there.convert("RGBA"), draw(size))
    assert (
        max(high for _low, high in apart.getextrema()) <= 8
    )  # another Qt may draw edges otherwise


def test_windows_and_macos_have_the_mark_in_every_size() -> None:
    with Image.open(ICONS / "exportdesk.ico") as ico:
        assert ico.info["sizes"] == {(size, size) for size in ICO_SIZES}
    with Image.open(ICONS / "exportdesk.icns") as icns:
        widths = {width * scale for width, _height, scale in icns.info["sizes"]}
    assert widths == set(ICNS_SIZES)


def test_a_build_has_an_address_to_ask_only_where_one_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert write_address(tmp_path) is None
    url = "https://api.github.com/repos/somebody/exportdesk/releases/latest"
    monkeypatch.setenv(VARIABLE, url)
    path = write_address(tmp_path)
    assert path is not None
    assert read_address(path) == ReleaseAddress(url, ("github.com",))
    assert main(["archive", "--releases", "http://example.org/latest"]) == 1
    assert "is no https address to ask for releases" in capsys.readouterr().err


def test_what_the_workflow_builds_asks_its_own_repository() -> None:
    workflow = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    address = "https://api.github.com/repos/${{ github.repository }}/releases/latest"
    assert f"\nenv:\n  {VARIABLE}: {address}\n" in workflow
    assert "write_address(Path(workpath))" in (ROOT / "installer" / "exportdesk.spec").read_text()
