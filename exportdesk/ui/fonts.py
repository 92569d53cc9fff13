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
    "NotoSansArmenian": QFontDatabase.WritingSystem.Armenian,
    "NotoSansBengali": QFontDatabase.WritingSystem.Bengali,
    "NotoSansDevanagari": QFontDatabase.WritingSystem.Devanagari,
    "NotoSansGeorgian": QFontDatabase.WritingSystem.Georgian,
    "NotoSansGujarati": QFontDatabase.WritingSystem.Gujarati,
    "NotoSansGurmukhi": QFontDatabase.WritingSystem.Gurmukhi,
    "NotoSansHebrew": QFontDatabase.WritingSystem.Hebrew,
    "NotoSansKannada": QFontDatabase.WritingSystem.Kannada,
    "NotoSansKhmer": QFontDatabase.WritingSystem.Khmer,
    "NotoSansLao": QFontDatabase.WritingSystem.Lao,
    "NotoSansMalayalam": QFontDatabase.WritingSystem.Malayalam,
    "NotoSansMyanmar": QFontDatabase.WritingSystem.Myanmar,
    "NotoSansOriya": QFontDatabase.WritingSystem.Oriya,
    "NotoSansSinhala": QFontDatabase.WritingSystem.Sinhala,
    "NotoSansSyriac": QFontDatabase.WritingSystem.Syriac,
    "NotoSansTamil": QFontDatabase.WritingSystem.Tamil,
    "NotoSansTelugu": QFontDatabase.WritingSystem.Telugu,
    "NotoSansThaana": QFontDatabase.WritingSystem.Thaana,
    "NotoSansThai": QFontDatabase.WritingSystem.Thai,
    "NotoSansNKo": QFontDatabase.WritingSystem.Nko,
    "NotoSerifTibetan": QFontDatabase.WritingSystem.Tibetan,
}


def fill_gaps() -> tuple[str, ...]:
    """Register the bundled fonts of scripts the system has no font for; return their names.

    Costs some milliseconds, and is done once the window is shown.
    """
    taken = []
    for file in _bundled():
        script = next((s for name, s in _SCRIPTS.items() if file.name.startswith(name)), None)
        if script is None or QFontDatabase.families(script):
            continue
        if QFontDatabase.addApplicationFont(str(file)) >= 0:
            taken.append(file.name)
    return tuple(taken)
