"""Which language is spoken, and that papers are in English whatever it is."""

import gettext
import pickle
import sys
from collections.abc import Iterator

import pytest

from exportdesk.core import i18n
from exportdesk.core.errors import Filled
from exportdesk.core.i18n import _, english, in_english, ngettext, speak, spoken
from exportdesk.core.words import sentence
from exportdesk.core.words.quoted import quoted
from tests.pseudo import Pseudo


@pytest.fixture(autouse=True)
def english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(i18n.OVERRIDE, raising=False)
    yield
    speak("en")


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (("es",), "es"),
        (("", "es_MX.UTF-8"), "es"),
        (("es-419", "en"), "es"),
        (("en_US", "es"), "en"),
        (("de_AT", "es_ES"), "es"),
        (("de", "fr"), "en"),
        (("C",), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_there_is_gets_spoken(codes: tuple[str, ...], found: str) -> None:
    assert speak(*codes) == found
    assert spoken() == found


def test_the_environment_goes_before_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(i18n.OVERRIDE, "en")
    assert speak("es") == "en"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked, not the environment")
def test_the_system_says_its_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert i18n.system_languages() == ()
    monkeypatch.setenv("LANG", "es_US.UTF-8")
    assert i18n.system_languages() == ("es_US.UTF-8",)
    monkeypatch.setenv("LANGUAGE", "de:es")
    assert i18n.system_languages() == ("de", "es")


def test_papers_are_in_english() -> None:
    i18n.use(Pseudo())
    assert _("Open") != "Open"

    @in_english
    def paper(count: int) -> tuple[str, str]:
        """Writes."""
        return _("Open"), ngettext("{count} case", "{count} cases", count)

    assert paper(2) == ("Open", "{count} cases")
    assert paper.__name__ == "paper"
    with english(), english():
        assert _("Open") == "Open"
    assert _("Open") != "Open"


def test_a_lost_catalogue_leaves_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "DOMAIN", "not-there")
    speak("es")
    assert isinstance(i18n._catalogue("es"), gettext.NullTranslations)
    assert _("Open") == "Open"


def test_how_many_there_are_is_written_with_commas_and_nothing_else_is() -> None:
    facts = {"name": "SDN", "list": "SDN", "before": 25921, "now": 1234567}
    assert sentence("list-rose", facts).endswith("rose from 25,921 to 1,234,567.")
    told = sentence("row-key-twice", {"key": "A", "row": 12345})
    assert "in row 12345 too" in told


@pytest.mark.parametrize(
    ("theirs", "in_english", "in_spanish"),
    [
        ("[Errno 28] No space left on device: '/a b'", "No space left on device", "no queda espac"),
        ("Is a directory", "Is a directory", "es una carpeta"),
        ("Bad CRC-32 for file 'x'", "Bad CRC-32 for file 'x'", "la suma CRC-32 del archivo 'x' no"),
        ("Extra data: line 2 column 3 (char 9)", "Extra data: line 2", "línea 2, columna 3"),
        ("line 7, tiers", "line 7, tiers", "línea 7, tiers"),
        ("nobody knows this", "nobody knows this", "nobody knows this"),
        ("", "", ""),
    ],
)
def test_what_others_say_in_english_is_said_in_the_language_spoken(
    theirs: str, in_english: str, in_spanish: str
) -> None:
    assert quoted(theirs).startswith(in_english)
    speak("es")
    assert quoted(theirs).startswith(in_spanish)
    assert in_spanish in sentence("file-unreadable", {"path": "x", "detail": theirs})


def test_a_filled_text_is_english_until_it_is_said() -> None:
    told = Filled("{code} stands here twice", code="RU")
    assert pickle.loads(pickle.dumps(told)).facts == {"code": "RU"}
    speak("es")
    assert told == "RU stands here twice"
    assert "RU está aquí dos veces" in sentence("rulebook-bad", {"why": told})
