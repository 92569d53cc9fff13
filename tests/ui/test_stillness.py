"""Nothing on the screen moves by itself: motion makes some people ill, and distracts others."""

import ast
from collections.abc import Iterator
from pathlib import Path

from pytestqt.qtbot import QtBot

import exportdesk.ui
from exportdesk.ui.jobs import Step
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets.progress import ProgressLine

MOVING = {
    "QPropertyAnimation",
    "QVariantAnimation",
    "QSequentialAnimationGroup",
    "QParallelAnimationGroup",
    "QTimeLine",
    "QMovie",
    "setAnimated",
    "setEffectEnabled",  # menus that slide or fade are the system's to allow
}
FRAMES = 4  # the style draws a bar without an end anew 25 times a second


def test_no_code_of_ours_makes_anything_move() -> None:
    names = list(_names())
    assert "QTimer" in names, "the code was not found"
    assert sorted(set(names) & MOVING) == []


def test_a_bar_stands_still_while_nobody_knows_how_far_it_is(
    qtbot: QtBot, appearance: Appearance
) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.begin("Reading the list")
    line.step(Step("", 1, None))
    before = line.grab().toImage()
    for _frame in range(FRAMES):
        qtbot.wait(40)
    assert line.grab().toImage() == before
    line.step(Step("", 1, 2))
    assert line.grab().toImage() != before, "it moves when the work does"


def _names() -> Iterator[str]:
    for file in sorted(Path(exportdesk.ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Name):
                yield node.id
            elif isinstance(node, ast.Attribute):
                yield node.attr
