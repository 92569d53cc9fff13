"""Where the state of windows is kept: per person, and for a safe start nowhere."""

from PySide6.QtCore import QSettings, QTemporaryDir


def window_settings() -> QSettings:
    """Return where the state of windows is kept: per person, not per workspace."""
    ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(ini, user, "ExportDesk", "window")


def no_settings(folder: QTemporaryDir) -> QSettings:
    """Return settings that begin empty, in a folder that goes with them."""
    return QSettings(folder.filePath("window.ini"), QSettings.Format.IniFormat)
