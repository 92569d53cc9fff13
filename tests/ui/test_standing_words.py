"""Every way in which customers and matches stand has its words, and red is kept for what stops."""

import pytest

from exportdesk.core.book import Act
from exportdesk.core.customer_changes import CustomerField
from exportdesk.core.customers import AddressUse, NameUse
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.core.words.choices import word
from exportdesk.rulebook import Consequence
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
