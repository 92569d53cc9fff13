"""How the program looks: colour tokens, palette, base font, light or dark.

This module and `sheet.py` are the only places that know a colour. Everything else asks the
palette, or `tokens()` for what a palette has no role for (chips, the sidebar).
"""

from dataclasses import dataclass, fields
from enum import StrEnum

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from exportdesk.core.company import Theme
from exportdesk.ui.fonts import base_font
from exportdesk.ui.sheet import style_sheet

BASE_PIXELS = 13  # the base font of visual.md, at 96 dpi


class Tone(StrEnum):
    """What a state's colour says; a word always stands beside it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one appearance, as `#RRGGBB`."""

    background: str
    card: str
    hover: str
    line: str
    edge: str  # the outline of something that can be clicked or typed in
    ink: str
    quiet: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    sidebar: str
    sidebar_ink: str
    sidebar_strong: str
    sidebar_active: str
    sidebar_hover: str
    sidebar_green: str
    sidebar_amber: str
    sidebar_red: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    grey: str
    grey_soft: str
    scroll: str
    shadow: str

    def of(self, tone: Tone) -> str:
        """Return the colour of text in this tone."""
        return str(getattr(self, tone.value))

    def soft(self, tone: Tone) -> str:
        """Return the ground under text in this tone."""
        return str(getattr(self, f"{tone.value}_soft"))

    def as_mapping(self) -> dict[str, str]:
        """Return all tokens by name."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}


LIGHT = Tokens(
    background="#F6F7F9",
    card="#FFFFFF",
    hover="#F0F2F5",
    line="#E3E6EB",
    edge="#7E8794",
    ink="#1B2430",
    quiet="#5F6979",
    accent="#0F6B6B",
    accent_hover="#0B5757",
    accent_soft="#E3F1F0",
    on_accent="#FFFFFF",
    sidebar="#10202B",
    sidebar_ink="#B4C0CA",
    sidebar_strong="#FFFFFF",
    sidebar_active="#2A3944",
    sidebar_hover="#1B2C38",
    sidebar_green="#63CE8E",
    sidebar_amber="#F2B84B",
    sidebar_red="#FF8A7E",
    red="#B42318",
    red_soft="#FDE9E7",
    amber="#8A5200",
    amber_soft="#FFF1D6",
    green="#1B7A43",
    green_soft="#E3F5EA",
    grey="#566071",
    grey_soft="#EDF0F3",
    scroll="#838C99",
    shadow="#0C1217",
)

DARK = Tokens(
    background="#12181E",
    card="#1A222A",
    hover="#222C35",
    line="#2B3640",
    edge="#74818E",
    ink="#E6EBF0",
    quiet="#93A1AE",
    accent="#3FB6AE",
    accent_hover="#57C7BF",
    accent_soft="#17393A",
    on_accent="#0C1217",
    sidebar="#0C1217",
    sidebar_ink="#A3B0BC",
    sidebar_strong="#FFFFFF",
    sidebar_active="#232B32",
    sidebar_hover="#182027",
    sidebar_green="#63CE8E",
    sidebar_amber="#F2B84B",
    sidebar_red="#FF8A7E",
    red="#FF8A7E",
    red_soft="#3C1F20",
    amber="#F2B84B",
    amber_soft="#3A2D16",
    green="#63CE8E",
    green_soft="#163324",
    grey="#AAB6C1",
    grey_soft="#2A343D",
    scroll="#6A7783",
    shadow="#000000",
)


def tokens(palette: QPalette | None = None) -> Tokens:
    """Return the tokens that go with `palette` (the program's own, when none is given)."""
    shown = QGuiApplication.palette() if palette is None else palette
    return DARK if shown.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def px(size: float) -> int:
    """Return `size`, given for a 13 px base font, in pixels of the base font in use."""
    return max(1, round(size * QFontInfo(QGuiApplication.font()).pixelSize() / BASE_PIXELS))


def palette_of(colours: Tokens) -> QPalette:
    """Return the palette that carries `colours` to every Qt widget."""
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, colours.background),
        (role.WindowText, colours.ink),
        (role.Base, colours.card),
        (role.AlternateBase, colours.hover),
        (role.Text, colours.ink),
        (role.Button, colours.card),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.on_accent),
        (role.PlaceholderText, colours.quiet),
        (role.Highlight, colours.accent_soft),
        (role.HighlightedText, colours.ink),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.ink),
        (role.Light, colours.hover),
        (role.Midlight, colours.line),
        (role.Mid, colours.edge),
        (role.Dark, colours.edge),
        (role.Shadow, colours.shadow),
    ):
        palette.setColor(where, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(disabled, where, QColor(colours.quiet))
    return palette


class Appearance(QObject):
    """Keeps the program looking as wished: forced light or dark, or as the system has it."""

    changed = Signal()

    def __init__(
        self, application: QApplication, wish: Theme = Theme.SYSTEM, *, scale: float = 1.0
    ) -> None:
        super().__init__()
        self._application = application
        self._wish = wish
        self._scale = scale
        self._shown: tuple[Tokens, int] | None = None
        self._window: QWidget | None = None
        application.setStyle(QStyleFactory.create("Fusion"))
        self._system_font = QFont(application.font())
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.wear(wish)

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._shown[0] if self._shown is not None else LIGHT

    @property
    def wish(self) -> Theme:
        """What was asked for."""
        return self._wish

    def wear(self, wish: Theme, *, scale: float | None = None) -> None:
        """Show the program as `wish` says, text enlarged by `scale` over the system's size."""
        self._wish = wish
        self._scale = self._scale if scale is None else scale
        scheme = {
            Theme.SYSTEM: Qt.ColorScheme.Unknown,
            Theme.LIGHT: Qt.ColorScheme.Light,
            Theme.DARK: Qt.ColorScheme.Dark,
        }[wish]
        self._application.styleHints().setColorScheme(scheme)
        self._dress()

    def dress(self, window: QWidget) -> None:
        """Let `window`, and all that belongs to it, wear the style sheet in the program's place.

        Under a program's sheet Qt looks up the style of a whole tree of widgets each time that the
        tree is put into another, level by level: a page took 60 to 160 ms to make, of which 20 were
        its own. What has no sheet yet is put together unseen, and meets the window's once.
        """
        self._window = window
        self._put_on()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._wish is Theme.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        colours = self._wanted()
        font = base_font(self._system_font, BASE_PIXELS, self._scale)
        if self._shown == (colours, font.pixelSize()):
            return
        self._shown = (colours, font.pixelSize())
        self._application.setFont(font)
        self._application.setPalette(palette_of(colours))
        self._put_on()
        self.changed.emit()

    def _put_on(self) -> None:
        sheet = style_sheet(self.tokens.as_mapping(), px)
        if self._window is not None and shiboken6.isValid(self._window):
            self._application.setStyleSheet("")
            self._window.setStyleSheet(sheet)
        else:
            self._application.setStyleSheet(sheet)

    def _wanted(self) -> Tokens:
        if self._wish is not Theme.SYSTEM:
            return DARK if self._wish is Theme.DARK else LIGHT
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
