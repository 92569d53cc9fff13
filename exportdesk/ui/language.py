"""The language of the window: ours by gettext, Qt's own buttons by its translations.

How the system writes figures and days is read here too, and handed to the core as plain values.
"""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from exportdesk.core.figures import (
    GROUPS,
    DayOrder,
    Figures,
    FiguresWish,
    wished,
    write_figures,
)
from exportdesk.core.i18n import speak, system_languages

_worn: list[QTranslator] = []  # Qt keeps no hold of a translator: it goes when Python lets it go


def speak_in_window(chosen: str) -> None:
    """Speak `chosen`, or with "" the first of the system's languages that there is.

    The months are in that language; figures and the order of a day go by `write_as`.
    """
    system = QLocale.system()
    code = speak(chosen, *system_languages(), *system.uiLanguages())
    language = QLocale(code).language()
    same = system.language() == language
    QLocale.setDefault(system if same else QLocale(language, system.territory()))
    application = QCoreApplication.instance()
    if application is None:
        return
    while _worn:
        application.removeTranslator(_worn.pop())
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != "en" and translator.load(f"qtbase_{code}", folder):
        application.installTranslator(translator)
        _worn.append(translator)


def write_as(wish: FiguresWish) -> None:
    """Write figures and days as was chosen, or with "" as the system's region has them."""
    write_figures(wished(wish, figures_of(QLocale.system())))


def figures_of(region: QLocale) -> Figures:
    """Return how a region writes figures and days."""
    group, point, days = region.groupSeparator(), region.decimalPoint(), _order(region)
    if region.name() == "C" or group not in GROUPS or point not in ".,":
        return Figures(days=days)  # of a system that was not told, or with digits of its own
    # Spanish and others part 12.345 but not 1234.
    least = 4 if group in region.toString(1234) else 5
    return Figures(group, point, least, days)


def _order(region: QLocale) -> DayOrder:
    short = region.dateFormat(QLocale.FormatType.ShortFormat)
    first = next((letter for letter in short if letter in "dMy"), "d")
    return {"M": DayOrder.MONTH_FIRST, "y": DayOrder.YEAR_FIRST}.get(first, DayOrder.DAY_FIRST)
