"""The steps of assessing a match: what the data answers, what follows, in what words."""

from dataclasses import replace

import pytest

from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.listings import Identifier, Listing
from exportdesk.core.matches import Feature, Match, Reason, Relation, Strength
from exportdesk.core.parties import PartyKind
from exportdesk.core.screenings import Verdict
from exportdesk.core.words.parties import Origin
from exportdesk.rulebook import load_rulebook
from exportdesk.screening.assessing import STEPS, Known, assessed, known, steps, verdict
from exportdesk.screening.side_by_side import side_by_side
from tests.listed import listing

QUESTIONS = load_rulebook().review_questions


def word(ours: str, theirs: str, relation: Relation = Relation.SAME) -> Reason:
    return Reason(Feature.NAME, ours, theirs, relation)


BOTH = (word("Severny", "Severnyi"), word("Impuls", "Impuls"))
ONE_OF_TWO = (word("Severny", "Severnyi"), word("", "Impuls", Relation.EXTRA))
TWO_OF_THREE = (*BOTH, word("Kontur", "", Relation.MISSING))
COMMON = (word("Trading", "Trading", Relation.GENERIC),)
BY_NUMBER = (Reason(Feature.IDENTIFIER, "9900417725", "9900417725", Relation.SAME),)


def known_of(ours: Profile, theirs: Listing, *reasons: Reason, origin: Origin = Origin.US) -> Known:
    match = Match(
        theirs.uid, theirs.source, theirs.list, theirs.kind, theirs.name, theirs.name, (), 90.0,
        Strength.LIKELY, reasons,
    )  # fmt: skip
    lines = side_by_side(ours, theirs, match)
    return known(match, theirs, origin, lines, "Entity List")


def ours(name: str = "Severny Impuls", **more: object) -> Profile:
    made = Profile((PartyName(name),), PartyKind.ORGANIZATION)
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


THEIRS = listing("us-csl:EL:1", "Severnyi Impuls", "RU")
IN_RUSSIA = (PartyAddress(country="RU"),)
IN_GERMANY = (PartyAddress(country="DE"),)
TAX = (Identifier("Tax ID No.", "9900417725"),)
OTHER_TAX = (Identifier("Tax ID No.", "5500417725"),)


@pytest.mark.parametrize(
    ("uid", "origin", "answer"),
    [
        ("us-csl:SDN:1", Origin.US, "ofac"),
        ("us-csl:EL:1", Origin.US, "us_other"),
        ("us-csl:EL:1", Origin.FOREIGN, "foreign"),
        ("us-csl:EL:1", Origin.OWN, "own"),
    ],
)
def test_whose_list(uid: str, origin: Origin, answer: str) -> None:
    found = known_of(ours(), listing(uid, "Severnyi Impuls"), *BOTH, origin=origin)
    assert found.answers["list"] == answer


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        (PartyKind.ORGANIZATION, "same", "Both are organizations."),
        (PartyKind.VESSEL, "other", "Ours is an organization, the listed party a vessel."),
        (PartyKind.UNKNOWN, "unknown", "Ours is an organization; the listing does not say"),
        (PartyKind.ADDRESS, "unknown", "Ours is an organization; the listing does not say"),
    ],
)
def test_which_kind(kind: PartyKind, answer: str, said: str) -> None:
    found = known_of(ours(), replace(THEIRS, kind=kind), *BOTH)
    assert found.answers["kind"] == answer
    assert found.seen["kind"].startswith(said)


@pytest.mark.parametrize(
    ("reasons", "name", "answer", "said"),
    [
        (BOTH, "Severny Impuls", "all", "2 of 2 telling parts of the name agree"),
        (TWO_OF_THREE, "Severny Impuls Kontur", "most", "Only in our name: Kontur."),
        (ONE_OF_TWO, "Severny", "", "1 of 1 telling parts of our name agree, 1 of 2 of the listed"),
        (ONE_OF_TWO, "Severny", "", "Only in the listed name: Impuls."),
        (COMMON, "Acme Trading", "one", "Only common words of the names agree."),
        (BY_NUMBER, "Quiet Meadow", "none", "It was found by a number, not by its name."),
    ],
)
def test_how_much_of_the_name(
    reasons: tuple[Reason, ...], name: str, answer: str, said: str
) -> None:
    found = known_of(ours(name), THEIRS, *reasons)
    assert found.answers["name"] == answer
    assert said in found.seen["name"]


@pytest.mark.parametrize(
    ("mine", "theirs", "detail", "exact", "said"),
    [
        (ours(), THEIRS, "ours_missing", "none", "nothing agrees exactly"),
        (ours(addresses=IN_RUSSIA), THEIRS, "theirs_missing", "one", "Exactly the same: country."),
        (
            ours(addresses=IN_GERMANY, identifiers=OTHER_TAX),
            replace(THEIRS, identifiers=TAX),
            "enough",
            "none",
            "Different: country, number.",
        ),
        (
            ours(addresses=IN_RUSSIA, identifiers=TAX),
            replace(THEIRS, identifiers=TAX),
            "enough",
            "several",
            "Exactly the same: country, number.",
        ),
        (
            ours(addresses=IN_RUSSIA, formed_on="2001"),
            replace(THEIRS, birth_dates=("1999-05-01",)),
            "enough",
            "one",
            "Different: date.",
        ),
    ],
)
def test_detail_and_exact_agreements(
    mine: Profile, theirs: Listing, detail: str, exact: str, said: str
) -> None:
    found = known_of(mine, theirs, *BOTH)
    assert (found.answers["detail"], found.answers["exact"]) == (detail, exact)
    assert said in found.seen["exact"]


def test_an_exact_number_or_address_holds_a_match() -> None:
    assert known_of(ours(identifiers=TAX), replace(THEIRS, identifiers=TAX), *BOTH).is_held
    assert not known_of(ours(addresses=IN_RUSSIA), THEIRS, *BOTH).is_held


# list, kind, name, detail, exact -> what follows, and the question that decided it
CASES = [
    ("us_other other all enough several", False, Verdict.NOT_SAME, "kind"),
    ("us_other other all enough several", True, Verdict.RESEARCH, "exact"),
    ("ofac same one enough several", False, Verdict.NOT_SAME, "name"),
    ("ofac same one enough several", True, Verdict.SAME, "exact"),
    ("ofac same all ours_missing none", False, Verdict.RESEARCH, "detail"),
    ("ofac same all theirs_missing none", False, Verdict.RESEARCH, "detail"),
    ("ofac same all ours_missing several", True, Verdict.SAME, "exact"),
    ("ofac same all enough several", False, Verdict.SAME, "exact"),
    ("ofac unknown most enough several", False, Verdict.RESEARCH, "exact"),
    ("foreign same all enough one", False, Verdict.RESEARCH, "exact"),
    ("own same most enough one", False, Verdict.RESEARCH, "exact"),
    ("unknown same most enough none", False, Verdict.NOT_SAME, "exact"),
    ("ofac same none enough one", True, Verdict.RESEARCH, "exact"),
]


@pytest.mark.parametrize(("given", "is_held", "expected", "by"), CASES)
def test_what_follows(given: str, is_held: bool, expected: Verdict, by: str) -> None:
    answers = dict(zip(STEPS, given.split(), strict=True))
    assert verdict(answers, is_held=is_held) == (expected, by)
    asked = steps(answers, is_held=is_held)
    assert asked[-1] == by
    for at in range(len(asked)):
        few = {step: answers[step] for step in asked[:at]}
        assert verdict(few, is_held=is_held) is None
        assert steps(few, is_held=is_held) == asked[: at + 1]


def test_the_reason_tells_what_the_data_said() -> None:
    theirs = replace(THEIRS, identifiers=TAX)
    found = known_of(ours(addresses=IN_GERMANY, identifiers=OTHER_TAX), theirs, *BOTH)
    told = assessed(found.answers, found, QUESTIONS)
    assert told is not None
    assert told.verdict is Verdict.NOT_SAME
    assert told.reason == (
        "Listed on: Entity List. Both are organizations. 2 of 2 telling parts of the name agree: "
        "Severnyi, Impuls. Both sides tell: country, number. Besides the name, nothing agrees "
        "exactly. Different: country, number."
    )


def test_a_persons_own_answer_is_told_as_such() -> None:
    found = known_of(ours(addresses=IN_RUSSIA), THEIRS, *BOTH)
    told = assessed({"list": "us_other", "kind": "other"}, found, QUESTIONS)
    assert told is not None
    assert (told.verdict, told.by) == (Verdict.NOT_SAME, "kind")
    assert told.reason == "Listed on: Entity List. Kind: another kind."


def test_nothing_is_proposed_while_an_answer_lacks() -> None:
    found = known_of(ours(), THEIRS, *BOTH)
    assert assessed({}, found, QUESTIONS) is None
