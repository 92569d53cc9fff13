"""The language of the interface: gettext, looked up when a sentence is said, never at import.

Papers are an exception: they are written in English, whatever the window speaks, because those who
may ask for them read English (`in_english`).
"""

import gettext
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from exportdesk.core import resources

P = ParamSpec("P")
R = TypeVar("R")

DOMAIN = "exportdesk"
OVERRIDE = "EXPORTDESK_LANGUAGE"
LANGUAGES = {"en": "English", "es": "Español"}
"""The languages there are, each by its own name: they are not translated."""

_ENGLISH = gettext.NullTranslations()
_spoken: gettext.NullTranslations | None = None
_code = "en"
_paper: ContextVar[bool] = ContextVar("paper", default=False)


def speak(*codes: str) -> str:
    """Speak the first of `codes` that there is a catalogue for, else English; return which.

    `es_MX.UTF-8` and `es-419` find `es`. The environment variable EXPORTDESK_LANGUAGE goes before
    all of them.
    """
    global _code
    for code in (os.environ.get(OVERRIDE, ""), *codes):
        base = code.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if base in LANGUAGES:
            _code = base
            break
    else:
        _code = "en"
    use(_catalogue(_code))
    return _code


def use(translations: gettext.NullTranslations) -> None:
    """Say everything by `translations` from now on."""
    global _spoken
    _spoken = translations


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return _code


def speaking() -> str:
    """Return the code of the language that is spoken here and now: English on a paper."""
    return "en" if _paper.get() else _code


def is_on_paper() -> bool:
    """Whether what is said here and now goes on paper, in English."""
    return _paper.get()


def system_languages() -> tuple[str, ...]:
    """Return the languages this person's system is set to, best first, as far as it tells."""
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return (locale.windows_locale.get(number, ""),)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        told = os.environ.get(name, "")
        if told:
            return tuple(told.split(":"))
    return ()


@contextmanager
def english() -> Iterator[None]:
    """Say everything in English meanwhile, on this thread."""
    token = _paper.set(True)
    try:
        yield
    finally:
        _paper.reset(token)


def in_english(work: Callable[P, R]) -> Callable[P, R]:
    """Let a function that writes a paper say everything in English."""

    @wraps(work)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with english():
            return work(*args, **kwargs)

    return written


def _(message: str) -> str:
    """Return `message` in the language of the interface."""
    return _translations().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that suits `count`."""
    return _translations().ngettext(one, many, count)


def of_rulebook(text: str) -> str:
    """Return a text of the rulebook as the window shows it: translated where ours says just this.

    What another rulebook words otherwise has no translation and is shown as it is published.
    """
    return _translations().gettext(text) if text else ""


def mark(message: str) -> str:
    """Mark a message in a table for translation; it is looked up when it is said."""
    return message


@cache
def in_every_language(message: str) -> frozenset[str]:
    """Return `message` as each language says it, to know it again where it was kept."""
    return frozenset(_catalogue(code).gettext(message) for code in LANGUAGES)


def _translations() -> gettext.NullTranslations:
    if _spoken is None or _paper.get():
        return _ENGLISH
    return _spoken


def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return _ENGLISH
    folder = str(resources.path("locale"))
    return gettext.translation(DOMAIN, localedir=folder, languages=[code], fallback=True)
