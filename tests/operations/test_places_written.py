"""Places in a field for text that are under strict rules."""

import pytest

from exportdesk.operations.places_written import strict_places
from exportdesk.rulebook import load_rulebook

RULEBOOK = load_rulebook()

TEXTS = [
    ("Germany", ()),
    ("Germany, Russia", ("Russia",)),
    ("Almanya ve Rusya", ("Russia",)),
    ("Германия и Беларусь", ("Belarus",)),
    ("中国、俄罗斯", ("Russia",)),
    ("only in the Russian Federation.", ("Russia",)),
    ("RU", ("Russia",)),
    ("sold by us in the EU", ()),
    ("Ukraine (Crimea)", ("Crimea region of Ukraine",)),
    ("Irán y Siria", ("Iran", "Syria")),
    ("Prussia Street 5, Berlin", ()),
    ("", ()),
    ("Türkiye\nIran", ("Iran",)),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_places_under_strict_rules(text: str, expected: tuple[str, ...]) -> None:
    under = {"RU", "BY", "IR", "SY", "CU", "KP"}
    rules = RULEBOOK
    assert strict_places(text, rules.countries, rules.countries_rules, under) == expected
