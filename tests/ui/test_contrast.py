"""Everything that is put on anything can be read: every pair of tokens there is, light and dark.

Which token is a ground, a text or an edge is read from the style sheet and from the code that
paints, and each must be in the table below. All texts of a family are then measured on all its
grounds, so that whatever is put together later has been measured before.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import exportdesk.ui
from exportdesk.ui.theme import DARK, LIGHT, Tokens
from tests.ui.sheet_rules import Look, looks, tokens_by_part

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
NAMES = {field.name for field in fields(Tokens)}
TEXT, EDGE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


@dataclass(frozen=True)
class Family:
    """What stands on what: every text and every edge may be on every ground."""

    grounds: tuple[str, ...]
    texts: tuple[str, ...]
    edges: tuple[str, ...]


TONES = ("red", "amber", "green", "grey", "accent")
PAGE = Family(
    ("background", "card", "hover", *(f"{tone}_soft" for tone in TONES)),
    ("ink", "quiet", *TONES),
    ("edge", "ink", "quiet", *TONES),
)
SIDE = Family(
    ("sidebar", "sidebar_hover", "sidebar_active"),
    ("sidebar_ink", "sidebar_strong", "sidebar_green", "sidebar_amber", "sidebar_red"),
    ("sidebar_strong",),
)
FILLED = Family(("accent", "accent_hover"), ("on_accent",), ())
FAMILIES = (PAGE, SIDE, FILLED)

# A handle of a scroll bar stands on pages, cards and what is pointed at, never on a selection.
SCROLLED = ("background", "card", "hover")
# These part things that stand apart without them: nobody has to see them to know what to do.
ORNAMENT = {"line", "shadow"}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ruler_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@THEMES
def test_every_text_can_be_read_on_every_ground(colours: Tokens) -> None:
    found = [
        f"{text} on {ground}: {ratio:.2f}"
        for family in FAMILIES
        for text in family.texts
        for ground in family.grounds
        if (ratio := _ratio(colours, text, ground)) < TEXT
    ]
    assert found == []


@THEMES
def test_every_edge_can_be_seen_on_every_ground(colours: Tokens) -> None:
    pairs = [
        (edge, ground) for family in FAMILIES for edge in family.edges for ground in family.grounds
    ]
    pairs += [("scroll", ground) for ground in SCROLLED]
    found = [
        f"{edge} on {ground}: {ratio:.2f}"
        for edge, ground in pairs
        if (ratio := _ratio(colours, edge, ground)) < EDGE
    ]
    assert found == []


def test_every_token_is_measured_for_what_it_is_used_for() -> None:
    """A token used for something new is put into the table, and so is measured."""
    grounds = {one for family in FAMILIES for one in family.grounds} | {"scroll"}
    texts = {one for family in FAMILIES for one in family.texts}
    edges = {one for family in FAMILIES for one in family.edges} | ORNAMENT
    sheet = tokens_by_part()
    # a handle that is pointed at is filled with quiet: an edge, as far as it is seen
    # the arrow of a list to unfold in Qt's own dialogs is made of a ground in ink
    assert sheet["ground"] - grounds - ORNAMENT - {"quiet", "ink"} == set()
    assert sheet["text"] - texts == set()
    # a step that is chosen has the edge of its own ground; a slider that is off may be faint
    assert sheet["edge"] - edges - {"accent_soft", "scroll"} == set()
    painted = dict(_painted_by_code())
    assert len(painted) > 20, "the code that paints was not found"
    known = grounds | texts | edges
    assert {where: one for where, one in painted.items() if one not in known} == {}
    assert NAMES - known - ORNAMENT == set(), "a token that nothing measures"


def test_what_a_rule_puts_together_is_of_one_family() -> None:
    seen = 0
    wrong = []
    for look in looks():
        for part in ("", "selected "):
            text, ground = look.paints.get(f"{part}text"), look.paints.get(f"{part}ground")
            if text is None or ground is None:
                continue
            seen += 1
            if not any(text in one.texts and ground in one.grounds for one in FAMILIES):
                wrong.append(f"{look}: {text} on {ground}")
    assert wrong == []
    assert seen > 100


def test_a_control_shows_where_it_ends_and_where_the_keyboard_is() -> None:
    """Its outline is one that was measured; with the focus it is another, or a thicker one."""
    wrong = []
    every = list(looks())
    plain = {
        (one.widget, one.attributes, one.states): (one.paints.get("edge"), one.paints.get("width"))
        for one in every
    }
    for look in every:
        if not look.widget.startswith(CONTROLS) or ":disabled" in look.states:
            continue
        edge = look.paints.get("edge")
        if edge in ORNAMENT:
            wrong.append(f"{look}: {edge} cannot be seen")
        if ":focus" in look.states and not _rings_itself(look):
            shown = edge, look.paints.get("width")
            before = plain[look.widget, look.attributes, look.states - {":focus"}]
            if edge is None or shown == before:
                wrong.append(f"{look}: nothing shows the focus")
        if ":focus" in look.states and '[kind="toast"]' in look.attributes:
            assert edge == "sidebar_strong"
    assert wrong == []


CONTROLS = ("QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QPlainTextEdit", "QTextEdit")


def _rings_itself(look: Look) -> bool:
    """Whether the widget paints its focus in `paintEvent`, or its outer part shows it."""
    return '[kind="side"]' in look.attributes or "::" in look.widget


def _ratio(colours: Tokens, one: str, other: str) -> float:
    said = colours.as_mapping()
    return contrast(said[one], said[other])


def _painted_by_code() -> Iterator[tuple[str, str]]:
    """Find every token the code names: `colours.ink`, `tokens().ink`, `Glyph(name, "ink")`."""
    folder = Path(exportdesk.ui.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        if file.name in {"theme.py", "sheet.py"}:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            where = f"{file.relative_to(folder)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Attribute) and _is_tokens(node.value):
                if node.attr in NAMES:
                    yield f"{where} {node.attr}", node.attr
            elif isinstance(node, ast.Call) and _called(node) in {"Glyph", "draw", "icon"}:
                for one in node.args:
                    if isinstance(one, ast.Constant) and one.value in NAMES:
                        yield f"{where} {one.value}", str(one.value)


def _is_tokens(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id in {"colours", "colors"}
    return isinstance(node, ast.Call) and _called(node) == "tokens"


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))
