"""Icons: glyphs of Material Design Icons 6, drawn in the colours of the moment.

The font and its table come with QtAwesome. Its code is not imported: that takes 200 ms, checks
and loads eleven other fonts, and pulls a GPL-only Qt module in through qtpy (see
docs/decisions). An engine of forty lines paints the glyphs instead, in the theme's tokens, so
that an icon made in the light is right in the dark.
"""

import functools
import importlib.util
import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QStyle
from typing_extensions import override

from exportdesk.core import resources
from exportdesk.ui.theme import px, tokens

_FONT = "materialdesignicons6-webfont-6.9.96.ttf"
_TABLE = "materialdesignicons6-webfont-charmap-6.9.96.json"


def icon(name: str, colour: str = "ink") -> QIcon:
    """Return the icon `name` ("home-outline"), painted in the token `colour`.

    Raises KeyError where the set has no such glyph.
    """
    return QIcon(_GlyphEngine(chr(int(_table()[name], 16)), colour))


def beside_words() -> QSize:
    """Return the size of an icon that words follow: the glyph, and what keeps it apart from them.

    Qt leaves four dots between the two at any size of the text; the widest glyphs seem to touch.
    """
    return QSize(px(16) + px(4), px(16))


def product_icon() -> QIcon:
    """Return the mark of the program, for windows and task bars."""
    mark = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        file = resources.path("icons", f"exportdesk-{size}.png")
        if file.is_file():
            mark.addFile(str(file), QSize(size, size))
    return mark


def paint_glyph(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Draw the glyph `name` in the middle of `rect`, as high as `rect`."""
    _draw(painter, rect, chr(int(_table()[name], 16)), colour)


def _draw(painter: QPainter, rect: QRect, glyph: str, colour: QColor) -> None:
    painter.save()
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.setFont(font)
    painter.setPen(colour)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, glyph)
    painter.restore()


def _begin_of(rect: QRect) -> QRect:
    """Return the square that a rectangle begins with, if it is wider than high."""
    if rect.width() <= rect.height():
        return rect
    side = QSize(rect.height(), rect.height())
    first = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    return QStyle.alignedRect(QGuiApplication.layoutDirection(), first, side, rect)


class _GlyphEngine(QIconEngine):
    """Paints one glyph; looks the colour up each time, so a change of theme needs no new icon."""

    def __init__(self, glyph: str, colour: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _draw(painter, _begin_of(rect), self._glyph, self._ink(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        size *= scale  # in dots; QIcon sets the ratio on what comes back
        pixmap = QPixmap(size)
        if pixmap.isNull():  # a button squeezed to nothing while a page finds its size
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        _draw(painter, _begin_of(QRect(QPoint(), size)), self._glyph, self._ink(mode))
        painter.end()
        return pixmap

    def _ink(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        return QColor(tokens(palette).as_mapping()[self._colour])


@functools.cache
def _table() -> dict[str, str]:
    table: dict[str, str] = json.loads((_folder() / _TABLE).read_text("utf-8"))
    return table


@functools.cache
def _family() -> str:
    """Return the family of the glyphs, loaded; it takes 0.2 ms to ask Qt whether it is."""
    family = "Material Design Icons"
    if not QFontDatabase.hasFamily(family):
        QFontDatabase.addApplicationFont(str(_folder() / _FONT))
    return family


@functools.cache
def _folder() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "qtawesome" / "fonts"
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(_FONT)
    return Path(next(iter(spec.submodule_search_locations))) / "fonts"
