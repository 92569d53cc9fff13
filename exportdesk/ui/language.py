"""The language of the window: ours by gettext, Qt's own buttons by its translations."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from exportdesk.core.i18n import speak, system_languages

_worn: list[QTranslator] = []  # Qt keeps no hold of a translator: it goes when Python lets it go


def speak_in_window(chosen: str) -> None:
    """Speak `chosen`, or with "" the first of the system's languages that there is.

    Days and figures follow: the months are in that language, as the person's own country has them.
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
