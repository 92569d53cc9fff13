"""Countries in the language of the interface, and in English wherever something is kept."""

from collections.abc import Iterator

import pytest

from exportdesk.core import i18n
from exportdesk.core.country_names import names_file, spellings
from exportdesk.core.words import sentence
from exportdesk.rulebook import load_rulebook
from exportdesk.rulebook.countries import Countries

COUNTRIES = load_rulebook().countries


@pytest.fixture
def _spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(i18n.OVERRIDE, raising=False)
    i18n.speak("es")
    yield
    i18n.speak("en")


def test_every_country_of_the_rulebook_has_a_name_with_its_source() -> None:
    head, *rest = names_file("es").read_text("utf-8").split("code,english,name\n")
    assert "CLDR" in head
    assert "# taken: 2026-11-26" in head
    named = {row.split(",")[0] for row in rest[0].splitlines()}
    assert {one.code for one in COUNTRIES.all()} - named == set()


@pytest.mark.usefixtures("_spanish")
def test_a_person_reads_spanish_and_a_paper_says_it_in_english() -> None:
    assert COUNTRIES.spoken_name("DE") == "Alemania"
    assert COUNTRIES.country_name("DE") == "Germany", "what is kept does not change by language"
    assert sentence("destination-embargo", {"country": "Syria"}).startswith("Siria")
    with i18n.english():
        assert COUNTRIES.spoken_name("DE") == "Germany"
        assert sentence("destination-embargo", {"country": "Syria"}).startswith("Syria")


@pytest.mark.usefixtures("_spanish")
def test_choices_are_sorted_as_they_are_read() -> None:
    names = [name for _code, name in COUNTRIES.choices()]
    assert names.index("Alemania") < names.index("Argentina") < names.index("Bélgica")
    assert names.index("Túnez") < names.index("Turquía") < names.index("Ucrania")


def test_a_country_nobody_has_a_name_for_keeps_its_own() -> None:
    assert Countries(()).spoken_name("QQ") == "QQ"


def test_what_is_typed_in_either_language_is_known_and_reads_back() -> None:
    assert spellings("DE") == ("germany", "alemania")
    assert spellings("") == ()
    for one in COUNTRIES.all():
        for name in spellings(one.code):
            assert COUNTRIES.country_code(name) in {one.code, ""}, f"{name} means another country"
