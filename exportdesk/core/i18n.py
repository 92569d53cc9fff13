"""The language of the interface: gettext, looked up when a sentence is said, never at import."""

import gettext
from pathlib import Path


class _Language:
    def __init__(self) -> None:
        self.translations: gettext.NullTranslations = gettext.NullTranslations()


_language = _Language()


def use_language(folder: Path, *codes: str) -> None:
    """Speak the first of `codes` that `folder` has a catalogue for; else English."""
    _language.translations = gettext.translation(
        "exportdesk", localedir=folder, languages=list(codes), fallback=True
    )


def _(message: str) -> str:
    """Return `message` in the language of the interface."""
    return _language.translations.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that suits `count`."""
    return _language.translations.ngettext(one, many, count)


def mark(message: str) -> str:
    """Mark a message in a table for translation; it is looked up when it is said."""
    return message
