"""The small values that everything else rests on."""

import pickle
import time
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.company import Company
from exportdesk.core.errors import BadInput, ListRefused
from exportdesk.core.ids import new_id
from exportdesk.core.listings import NameRole
from exportdesk.core.matches import Feature, Relation, Strength
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.screenings import Verdict
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.core.words import known_codes, say, sentence
from exportdesk.core.words.choices import word


def test_a_moment_keeps_the_zone_it_was_lived_in() -> None:
    moment = Moment.of(datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "America/New_York")
    assert moment.utc_text == "2026-07-01T13:05:00.000000Z"
    assert moment.text == "2026-07-01 09:05 New York (UTC-04:00)"
    assert parse_utc(moment.utc_text) == moment.at


def test_an_unknown_zone_is_lived_in_utc() -> None:
    moment = Moment.of(datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "Nowhere/At_All")
    assert (moment.zone, moment.offset_minutes) == ("UTC", 0)
    assert moment.offset_text == "UTC+00:00"
    assert moment.zone_text == "UTC"


def test_half_hour_zones_print_their_minutes() -> None:
    moment = Moment.of(datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "Asia/Kolkata")
    assert moment.offset_text == "UTC+05:30"


def test_ids_made_later_sort_later_and_say_version_seven() -> None:
    first = new_id()
    time.sleep(0.002)
    second = new_id()
    assert first < second
    assert first[14] == "7"
    assert first[19] in "89ab"
    assert len({new_id() for _ in range(1000)}) == 1000


def test_canonical_json_has_one_spelling() -> None:
    assert canonical_json({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'.encode()
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("value", [1.5, {"a": 1.0}, [{"a": (1.0,)}]])
def test_canonical_json_refuses_floats(value: object) -> None:
    with pytest.raises(TypeError, match="no floats"):
        canonical_json(value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Acme\u00a0 Trading\n", "Acme Trading"),
        ("Murat B\x81key", "Murat Bkey"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth", "zerowidth"),
        ("", ""),
    ],
)
def test_typed_text_is_tidied(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_lines_stay_lines() -> None:
    assert tidy_lines("one \r\n two\rthree\n\n") == "one\ntwo\nthree"


def test_a_party_with_only_an_address_is_not_empty() -> None:
    assert Party(" ").is_empty
    assert not Party("", address="1 Road").is_empty


def test_an_address_line_leaves_out_what_is_not_given() -> None:
    company = Company(name="N", street="412 Mill Road", city="Dayton", region="Ohio")
    assert company.address_line == "412 Mill Road, Dayton, Ohio"


def test_an_error_says_its_sentence_and_survives_another_process() -> None:
    error = BadInput("file-missing", path="a.csv")
    assert say(error) == "There is no file a.csv."
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is BadInput
    assert (again.code, again.facts) == (error.code, error.facts)
    assert "file-missing" in str(again)


def test_a_missing_fact_never_keeps_an_error_from_printing() -> None:
    assert sentence("file-missing") == "There is no file ?."
    assert sentence("no-such-code", {"a": 1}) == "no-such-code {'a': 1}"
    assert sentence("database-busy", {"path": "p", "seconds": None}).startswith("Another program")


def test_refusals_are_wrong_input() -> None:
    assert ListRefused("x").exit_code == 2


def test_no_sentence_promises_what_the_program_cannot() -> None:
    for code in known_codes():
        words = sentence(code).lower()
        assert "cleared" not in words, code
        assert "compliant" not in words, code


@pytest.mark.parametrize("kind", [PartyKind, Role, Strength, Verdict, Feature, Relation, NameRole])
def test_every_stored_choice_has_a_word(kind: type[StrEnum]) -> None:
    for choice in kind:
        assert word(choice)
    assert word(Feature.LEGAL_FORM) == "Legal form"
    assert word(Relation.LEGAL_FORM) == "legal form"
