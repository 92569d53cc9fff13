"""Every way in which customers and matches stand has its words, and red is kept for what stops."""

import pytest

from exportdesk.core import i18n
from exportdesk.core.book import Act
from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.customer_changes import CustomerField
from exportdesk.core.customers import AddressUse, NameUse
from exportdesk.core.ids import ScreeningId
from exportdesk.core.matches import Strength
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.core.words.choices import word
from exportdesk.rulebook import Consequence
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.ui.matches.words import strength_count
from exportdesk.ui.records.words import state_tone, state_words
from exportdesk.ui.standing_words import customer_chip, customer_status_said, match_chip
from exportdesk.ui.theme import Tone


def test_every_choice_has_its_words() -> None:
    for kind in (Act, CustomerField, AddressUse, NameUse, CustomerStatus, MatchState):
        words = [word(choice) for choice in kind]
        assert all(words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("consequence", list(Consequence))
def test_red_is_for_what_stops_a_shipment(consequence: Consequence) -> None:
    words, tone = customer_chip(CustomerStatus.LISTED, consequence.value)
    assert words != word(CustomerStatus.LISTED)
    assert (tone is Tone.RED) is consequence.stops


def test_every_status_says_what_it_means() -> None:
    for status in CustomerStatus:
        words, _tone = customer_chip(status)
        assert words == word(status)
        assert customer_status_said(status).endswith(".")
    for state in MatchState:
        assert match_chip(state)[0] == word(state)


@pytest.mark.parametrize(
    ("undecided", "research", "confirmed", "unlooked", "said", "tone"),
    [
        (0, 0, 0, 1, "1 name to check", Tone.AMBER),
        (2, 0, 1, 0, "1 same party, 2 undecided", Tone.RED),
        (1, 1, 0, 0, "1 undecided, 1 to research", Tone.AMBER),
        (0, 1, 1, 0, "1 same party, 1 to research", Tone.RED),
        (0, 0, 1, 2, "1 same party, 2 names to check", Tone.RED),
        (0, 0, 0, 0, "Decided", Tone.GREEN),
    ],
)
def test_a_confirmed_match_does_not_hide_what_is_open(
    undecided: int, research: int, confirmed: int, unlooked: int, said: str, tone: Tone
) -> None:
    at = Moment.of(parse_utc("2026-11-20T10:00:00.000000Z"), "UTC")
    counts = (undecided, research, confirmed, unlooked)
    row = ScreeningRow(ScreeningId("1"), "S-2026-0001", at, "", "", "A", 1, 4, *counts)
    assert (state_words(row), state_tone(row)) == (said, tone)


def test_how_many_are_of_a_strength_agrees_with_the_number_in_spanish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = [(Strength.VERY_LIKELY, 2), (Strength.POSSIBLE, 1), (Strength.UNLIKELY, 3)]
    assert strength_count(*counted[0]) == "2 very likely"
    monkeypatch.delenv("EXPORTDESK_LANGUAGE", raising=False)
    i18n.speak("es")
    try:
        said = [strength_count(*one) for one in counted]
        assert said == ["2 muy probables", "1 posible", "3 improbables"]
    finally:
        i18n.speak("en")
