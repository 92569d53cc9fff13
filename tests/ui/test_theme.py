"""Colours that can be read, in light and dark, at any size."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from exportdesk.core.company import Theme
from exportdesk.ui.fonts import base_font
from exportdesk.ui.theme import DARK, LIGHT, Appearance, Tokens, Tone, px, tokens

TEXT_PAIRS = (
    ("ink", "background"),
    ("ink", "card"),
    ("ink", "hover"),
    ("ink", "accent_soft"),
    ("quiet", "background"),
    ("quiet", "card"),
    ("quiet", "accent_soft"),
    ("quiet", "hover"),
    ("quiet", "grey_soft"),
    ("accent", "card"),
    ("accent", "background"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("sidebar_ink", "sidebar"),
    ("sidebar_ink", "sidebar_hover"),
    ("sidebar_strong", "sidebar_active"),
    ("sidebar_green", "sidebar"),
    ("sidebar_amber", "sidebar"),
    ("sidebar_red", "sidebar"),
    ("sidebar_green", "sidebar_hover"),
    ("sidebar_amber", "sidebar_hover"),
    ("sidebar_red", "sidebar_hover"),
    *((tone.value, f"{tone.value}_soft") for tone in Tone),
    *((tone.value, "card") for tone in Tone),
    *((tone.value, "accent_soft") for tone in Tone),
    *(("ink", f"{tone.value}_soft") for tone in Tone),
)


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


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(colours: Tokens, pair: tuple[str, str]) -> None:
    words, ground = (colours.as_mapping()[name] for name in pair)
    assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_can_be_seen(colours: Tokens) -> None:
    assert contrast(colours.accent, colours.card) >= 3
    assert contrast(colours.accent, colours.background) >= 3
    assert contrast(colours.ink, colours.accent) >= 2


def test_light_and_dark_are_worn_live(appearance: Appearance, qapp: QApplication) -> None:
    told: list[bool] = []
    appearance.changed.connect(lambda: told.append(True))
    appearance.wear(Theme.DARK)
    assert tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.background
    appearance.wear(Theme.LIGHT)
    assert tokens() is LIGHT
    assert len(told) == 2
    appearance.wear(Theme.LIGHT)
    assert len(told) == 2, "nothing changed, nothing told"


def test_the_system_is_followed_only_when_asked(appearance: Appearance) -> None:
    appearance.wear(Theme.DARK)
    appearance._system_changed(Qt.ColorScheme.Light)
    assert appearance.tokens is DARK
    appearance.wear(Theme.SYSTEM)
    assert appearance.wish is Theme.SYSTEM


def test_everything_grows_with_the_text(appearance: Appearance) -> None:
    small = px(36)
    appearance.wear(Theme.LIGHT, scale=2.0)
    assert px(36) == 2 * small
    label = QLabel("Screen a party")
    label.setProperty("kind", "title")
    label.ensurePolished()
    assert label.font().pixelSize() == px(22)


def test_the_base_is_never_smaller_than_reads_well(qapp: QApplication) -> None:
    tiny = qapp.font()
    tiny.setPixelSize(9)
    assert base_font(tiny, 13, 1.0).pixelSize() == 13
    large = qapp.font()
    large.setPixelSize(20)
    assert base_font(large, 13, 1.5).pixelSize() == 30


def test_window_state_comes_back_typed(ini: QSettings) -> None:
    ini.setValue("a/flag", True)
    ini.sync()
    again = QSettings(ini.fileName(), QSettings.Format.IniFormat)
    assert again.value("a/flag", False, type=bool) is True
