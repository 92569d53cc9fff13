"""The Qt application, and where the state of its windows is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, QTemporaryDir
from PySide6.QtWidgets import QApplication

from exportdesk import __version__
from exportdesk.core.figures import FiguresWish
from exportdesk.core.i18n import _
from exportdesk.ui.icons import product_icon
from exportdesk.ui.language import speak_in_window, write_as


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, named and with its icon."""
    application = QApplication(list(arguments))
    speak_in_window("")
    write_as(FiguresWish.SYSTEM)
    application.setApplicationName("ExportDesk")
    application.setApplicationDisplayName(_("ExportDesk"))
    application.setApplicationVersion(__version__)
    application.setOrganizationName("ExportDesk")
    application.setDesktopFileName("exportdesk")
    application.setWindowIcon(product_icon())
    return application


def no_settings(folder: QTemporaryDir) -> QSettings:
    """Return settings that go with `folder`, for a safe start."""
    return QSettings(folder.filePath("window.ini"), QSettings.Format.IniFormat)


def window_settings() -> QSettings:
    """Return where the state of windows is kept: per person, not per workspace."""
    ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(ini, user, "ExportDesk", "window")
