"""The language of the window: ours by gettext, Qt's own buttons by its translations.

How the system writes figures and days is read here too, and handed to the core as plain values.
"""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from typing_extensions import override

from exportdesk.core.figures import (
    GROUPS,
    DayOrder,
    Figures,
    FiguresWish,
    wished,
    write_figures,
)
from exportdesk.core.i18n import _, speak, system_languages
from exportdesk.core.i18n import mark as _m

_worn: list[QTranslator] = []  # Qt keeps no hold of a translator: it goes when Python lets it go


class OurWords(QTranslator):
    """Says by our catalogue what Qt's translations leave in English in its own dialogs."""

    LEFT = (
        _m("&Look in:"),
        _m("Files of &type:"),
        _m("Double Sided Printing"),
        _m("Long side binding"),
        _m("Short side binding"),
        _m("Off"),
        _m("Pages"),
        _m("Page &Set:"),
        _m(
            "Specify pages or ranges separated by commas. Ranges are specified by two numbers "
            "separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
        ),
    )

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        if sourceText in self.LEFT:
            return _(sourceText)
        return None  # type: ignore[return-value]  # "" would be the translation: nothing

    @override
    def isEmpty(self) -> bool:
        return False


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
    if code != "en":
        _wear(application, OurWords(application))  # first, and so asked after Qt's own
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != "en" and translator.load(f"qtbase_{code}", folder):
        _wear(application, translator)


def _wear(application: QCoreApplication, translator: QTranslator) -> None:
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
