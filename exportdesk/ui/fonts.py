"""Fonts of the window: the system's own, and the bundled Noto where the system has none."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from exportdesk.core import resources

# What a Linux without a desktop's font setting falls back to; wide, and without true weights.
_STOPGAPS = frozenset({"sans serif", "sans", "dejavu sans", "bitstream vera sans", "helvetica", ""})


def base_font(system: QFont, least: int, scale: float) -> QFont:
    """Return the font of the window: the system's, at least `least` pixels, times `scale`."""
    font = QFont(system)
    size = max(least, QFontInfo(system).pixelSize())
    family = QFontInfo(system).family()
    if family.lower() in _STOPGAPS and (bundled := _bundled_text_family()):
        font = QFont(bundled)
    font.setPixelSize(max(1, round(size * scale)))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _bundled_text_family() -> str:
    """Register the bundled text font once; return its family, or "" where it is not there."""
    family = "Noto Sans"
    if QFontDatabase.hasFamily(family):
        return family
    regular = [f for f in _bundled() if f.name.startswith(("NotoSans-", "NotoSans["))]
    for file in regular:
        QFontDatabase.addApplicationFont(str(file))
    return family if regular and QFontDatabase.hasFamily(family) else ""


def _bundled() -> list[Path]:
    folder = resources.path("fonts")
    if not folder.is_dir():
        return []
    return sorted(f for f in folder.iterdir() if f.suffix.lower() in {".ttf", ".otf"})


# One writing system for each bundled font family that names of parties are written in.
_SCRIPTS = {
    "NotoSansSC": QFontDatabase.WritingSystem.SimplifiedChinese,
    "NotoSansTC": QFontDatabase.WritingSystem.TraditionalChinese,
    "NotoSansJP": QFontDatabase.WritingSystem.Japanese,
    "NotoSansKR": QFontDatabase.WritingSystem.Korean,
    "NotoSansArabic": QFontDatabase.WritingSystem.Arabic,
    "NotoNaskhArabic": QFontDatabase.WritingSystem.Arabic,
    "NotoSansHebrew": QFontDatabase.WritingSystem.Hebrew,
    "NotoSansThai": QFontDatabase.WritingSystem.Thai,
    "NotoSansDevanagari": QFontDatabase.WritingSystem.Devanagari,
    "NotoSansGeorgian": QFontDatabase.WritingSystem.Georgian,
    "NotoSansArmenian": QFontDatabase.WritingSystem.Armenian,
}


def fill_gaps() -> tuple[str, ...]:
    """Register the bundled fonts of scripts the system has no font for; return their names.

    Done once the window is shown: a Chinese font is ten megabytes to read.
    """
    taken = []
    for file in _bundled():
        script = next((s for name, s in _SCRIPTS.items() if file.name.startswith(name)), None)
        if script is None or QFontDatabase.families(script):
            continue
        if QFontDatabase.addApplicationFont(str(file)) >= 0:
            taken.append(file.name)
    return tuple(taken)
