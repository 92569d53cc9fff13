"""What is frozen and what is not, and whose work it says it carries. Freezing: `dev.py build`."""

import json
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
from installer.notices import NOTICES, installed, license_files, page

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
    sources = Path(__file__).resolve().parents[1] / "exportdesk"
    text = "\n".join(path.read_text("utf-8") for path in sources.rglob("*.py"))
    assert [
        name for name in EXCLUDED if f"import {name}\n" in text or f"from {name} " in text
    ] == []


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
