"""What is frozen and what is not, and whose work it says it carries. Freezing: `dev.py build`."""

import json
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from installer.bundle import (
    EXCLUDED,
    GPL_ONLY,
    QT_LIBRARIES,
    belongs,
    excluded_qt,
    needs_the_gpl,
    qt_module,
)
from installer.failing import BuildFailed
from installer.freezing import check_contents
from installer.notices import NOTICES, copy_texts, installed, license_files, page

PYSIDE = Path(str(distribution("PySide6-Essentials").locate_file("PySide6")))


@pytest.mark.parametrize(
    ("path", "module", "goes_in", "gpl"),
    [
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "Core", True, False),
        ("_internal/libQt6Pdf.so.6", "Pdf", True, False),
        ("PySide6/Qt/lib/libQt6Charts.so.6", "Charts", False, True),
        ("PySide6/Qt/lib/libQt6DataVisualizationQml.so.6", "DataVisualizationQml", False, True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", "Qml", False, False),
        ("PySide6/QtCharts.abi3.so", "Charts", False, True),
        ("PySide6/QtGui.abi3.so", "Gui", True, False),
        ("PySide6\\Qt6VirtualKeyboard.dll", "VirtualKeyboard", False, True),
        ("PySide6\\Qt63DCore.dll", "3DCore", False, False),
        ("PySide6\\QtPdf.pyd", "Pdf", True, False),
        ("PySide6/Qt/lib/QtGraphs.framework/Versions/A/QtGraphs", "Graphs", False, True),
        ("PySide6/Qt/lib/QtSvg.framework/Versions/A/QtSvg", "Svg", True, False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", None, True, False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", None, False, False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", None, True, False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", None, False, False),
        ("PySide6/Qt/qml/QtQuick/qmldir", None, False, False),
        ("PySide6/Qt/translations/qtbase_de.qm", None, True, False),
        ("PySide6/Qt/translations/designer_de.qm", None, False, False),
        ("PySide6\\opengl32sw.dll", None, False, False),
        ("libcairo.so.2", None, False, False),
        ("_internal/libreadline.so.8", None, False, False),
        ("_internal/libstdc++.so.6", None, False, False),
        ("libssl.so.3", None, True, False),
        ("libxcb-cursor.so.0", None, True, False),
        ("libxcb.so.1", None, False, False),
        ("libicudata.so.73", None, True, False),
        ("libcrypto-3-x64.dll", None, True, False),
        ("pillow.libs/libharfbuzz-0692f733.so.0", None, True, False),
        ("resources/rulebook/countries.csv", None, True, False),
        ("qtawesome/fonts/materialdesignicons6-webfont-6.9.96.ttf", None, True, False),
    ],
)
def test_of_qt_only_what_is_named_goes_in(
    path: str, module: str | None, goes_in: bool, gpl: bool
) -> None:
    assert qt_module(path) == module
    assert belongs(path) is goes_in
    assert needs_the_gpl(path) is gpl


def test_no_module_under_the_gpl_only_is_on_the_list() -> None:
    assert [name for name in QT_LIBRARIES if name.startswith(GPL_ONLY)] == []


def test_every_qt_module_that_is_installed_is_either_on_the_list_or_excluded() -> None:
    available = sorted(path.name.partition(".")[0] for path in PYSIDE.glob("Qt*.pyi"))
    assert "QtDataVisualization" in available
    out = excluded_qt(available)
    assert "PySide6.QtDataVisualization" in out
    assert "PySide6.QtCharts" in out
    assert "PySide6.QtPdfWidgets" not in out
    assert len(out) + 9 == len(available)


def test_nothing_the_program_imports_is_excluded() -> None:
    sources = Path(__file__).resolve().parents[2] / "exportdesk"
    text = "\n".join(path.read_text("utf-8") for path in sources.rglob("*.py"))
    assert [
        name for name in EXCLUDED if f"import {name}\n" in text or f"from {name} " in text
    ] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("_internal/PySide6/Qt/lib/libQt6DataVisualization.so.6", "GPL only"),
        ("_internal/PySide6/Qt/lib/libQt6Quick3D.so.6", "GPL only"),
        ("_internal/PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "not on the list"),
        ("_internal/libreadline.so.8", "not on the list"),
    ],
)
def test_a_folder_with_a_file_that_may_not_be_in_it_is_refused(
    tmp_path: Path, name: str, told: str
) -> None:
    for each in ("exportdesk", "exportdeskw", "_internal/libssl.so.3"):
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).touch()
    check_contents(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).touch()
    with pytest.raises(BuildFailed, match=f"{told}.*{Path(name).name}"):
        check_contents(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links there need rights of their own")
def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    for each in ("exportdesk", "exportdeskw"):
        (tmp_path / each).touch()
    (tmp_path / "libQt6Gone.so").symlink_to("nowhere")
    with pytest.raises(BuildFailed, match=r"libQt6Gone\.so"):
        check_contents(tmp_path)


# Whose work it is


def test_the_notices_tell_every_package_the_program_runs_on() -> None:
    assert NOTICES.read_text("utf-8") == page(), "run: python3 dev.py notices"


def test_every_package_brings_its_license_text_or_has_it_here() -> None:
    bare = {name for name, package in installed().items() if not license_files(package)}
    # These come as wheels without a license text; installer/licenses has it.
    assert bare <= {"pyside6-addons", "pyside6-essentials", "shiboken6"}


def test_what_is_under_the_lgpl_stays_a_file_of_its_own() -> None:
    files = [str(file) for file in distribution("python-bidi").files or ()]
    assert any(file.endswith((".so", ".pyd")) for file in files), json.dumps(files)


def test_the_license_texts_come_with_an_offer_of_the_source(tmp_path: Path) -> None:
    assert copy_texts(tmp_path / "licenses") == len(list((tmp_path / "licenses").iterdir()))
    names = {path.name for path in (tmp_path / "licenses").iterdir()}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "THIRD_PARTY_NOTICES.md", "SOURCE-OFFER.txt"} <= names
    offer = (tmp_path / "licenses" / "SOURCE-OFFER.txt").read_text("utf-8")
    assert f"Qt {distribution('PySide6-Essentials').version} " in offer
    assert f"python-bidi {distribution('python-bidi').version} " in offer
    assert "{" not in offer
