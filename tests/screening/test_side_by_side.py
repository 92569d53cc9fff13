"""Ours and theirs side by side: what agrees, what differs, what cannot be compared."""

from dataclasses import replace

import pytest

from exportdesk.core.comparisons import Agreement, SideField, SideLine
from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Match, Reason, Relation, Strength
from exportdesk.core.parties import PartyKind
from exportdesk.screening.side_by_side import side_by_side
from tests.listed import listing

NAME_MET = Reason(Feature.NAME, "Impuls", "IMPULS", Relation.SAME, 30.0)


def match_of(theirs: Listing, *reasons: Reason) -> Match:
    return Match(
        theirs.uid, theirs.source, theirs.list, theirs.kind, theirs.name, theirs.name, (), 90.0,
        Strength.LIKELY, reasons or (NAME_MET,),
    )  # fmt: skip


def line(field: SideField, ours: Profile, theirs: Listing, *reasons: Reason) -> SideLine:
    found = side_by_side(ours, theirs, match_of(theirs, *reasons))
    return next(one for one in found if one.field is field)


def profile(name: str = "Impuls Komplekt", country: str = "", **more: object) -> Profile:
    places = (PartyAddress(country=country),) if country else ()
    made = Profile((PartyName(name),), PartyKind.ORGANIZATION, places)
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


THEIRS = listing("us-csl:SDN:1", "IMPULS KOMPLEKT", "RU")


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        ("Impuls Komplekt", "IMPULS KOMPLEKT", Agreement.SAME),
        ("Komplekt Impuls OOO", "Impuls Komplekt", Agreement.SAME),
        ("Impuls", "IMPULS KOMPLEKT", Agreement.PARTLY),
    ],
)
def test_names(ours: str, theirs: str, agreement: Agreement) -> None:
    found = line(SideField.NAMES, profile(ours), listing("us-csl:SDN:1", theirs))
    assert found.agreement is agreement
    assert found.ours[0].met
    assert found.theirs[0].met


def test_only_the_name_that_agrees_is_marked() -> None:
    theirs = replace(
        THEIRS, names=(ListedName("OTHER NAME", NameRole.PRIMARY), ListedName("Impuls Komplekt"))
    )
    ours = replace(profile(), names=(PartyName("Impuls Komplekt"), PartyName("Brightwater")))
    found = line(SideField.NAMES, ours, theirs)
    assert [one.met for one in found.ours] == [True, False]
    assert [one.met for one in found.theirs] == [False, True]


def test_names_that_are_not_what_met_differ() -> None:
    reason = Reason(Feature.IDENTIFIER, "9900417725", "9900417725", Relation.SAME, 90.0)
    found = line(SideField.NAMES, profile("Quiet Meadow"), THEIRS, reason)
    assert found.agreement is Agreement.DIFFERS
    assert not any(one.met for one in (*found.ours, *found.theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        (PartyKind.ORGANIZATION, PartyKind.ORGANIZATION, Agreement.SAME),
        (PartyKind.PERSON, PartyKind.VESSEL, Agreement.DIFFERS),
        (PartyKind.UNKNOWN, PartyKind.PERSON, Agreement.OURS_MISSING),
        (PartyKind.PERSON, PartyKind.UNKNOWN, Agreement.THEIRS_MISSING),
        (PartyKind.ORGANIZATION, PartyKind.ADDRESS, Agreement.THEIRS_MISSING),
    ],
)
def test_kinds(ours: PartyKind, theirs: PartyKind, agreement: Agreement) -> None:
    found = line(SideField.KIND, profile(kind=ours), replace(THEIRS, kind=theirs))
    assert found.agreement is agreement


@pytest.mark.parametrize(
    ("ours", "agreement"),
    [("RU", Agreement.SAME), ("DE", Agreement.DIFFERS), ("", Agreement.OURS_MISSING)],
)
def test_countries(ours: str, agreement: Agreement) -> None:
    found = line(SideField.COUNTRIES, profile(country=ours), THEIRS)
    assert found.agreement is agreement
    assert [one.text for one in found.theirs] == ["RU"]


@pytest.mark.parametrize(
    ("relation", "agreement"),
    [
        (Relation.SAME, Agreement.SAME),
        (Relation.SAME_BUILDING, Agreement.PARTLY),
        (Relation.SIMILAR, Agreement.PARTLY),
        (Relation.DIFFERS, Agreement.DIFFERS),
        (Relation.NOT_GIVEN, Agreement.UNLIKE),
    ],
)
def test_addresses_stand_as_the_matcher_found_them(
    relation: Relation, agreement: Agreement
) -> None:
    ours = profile(addresses=(PartyAddress("Litejnaya 31"), PartyAddress("Skalenstr. 1")))
    theirs = replace(THEIRS, addresses=(Address("Litejnaya ul., d. 31"), Address("RU")))
    reason = Reason(Feature.ADDRESS, "Litejnaya 31", "Litejnaya ul., d. 31", relation)
    found = line(SideField.ADDRESSES, ours, theirs, NAME_MET, reason)
    assert found.agreement is agreement
    met = agreement in (Agreement.SAME, Agreement.PARTLY)
    assert [one.met for one in found.ours] == [met, False]
    assert [one.text for one in found.theirs] == ["Litejnaya ul., d. 31"]


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        (("Tax ID No.", "990 041 7725"), ("Tax ID No.", "9900417725"), Agreement.SAME),
        (("", "9900417725"), ("Tax ID No.", "9900417725"), Agreement.SAME),
        (("Tax ID No.", "5500417725"), ("Tax ID No.", "9900417725"), Agreement.DIFFERS),
        (("Passport", "Z99041772"), ("Tax ID No.", "9900417725"), Agreement.UNLIKE),
        (("", "5500417725"), ("Tax ID No.", "9900417725"), Agreement.UNLIKE),
        (None, ("Tax ID No.", "9900417725"), Agreement.OURS_MISSING),
        (("Tax ID No.", "9900417725"), ("Gender", "Male"), Agreement.THEIRS_MISSING),
    ],
)
def test_numbers(
    ours: tuple[str, str] | None, theirs: tuple[str, str], agreement: Agreement
) -> None:
    mine = profile(country="RU", identifiers=(Identifier(*ours),) if ours else ())
    found = line(SideField.IDENTIFIERS, mine, replace(THEIRS, identifiers=(Identifier(*theirs),)))
    assert found.agreement is agreement
    assert all(one.met is (agreement is Agreement.SAME) for one in (*found.ours, *found.theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        ("1968", ("1968-03-14",), Agreement.SAME),
        ("1968-03-14", ("1968-03-14", "1970"), Agreement.SAME),
        ("1991-02-20", ("1986-08-19",), Agreement.DIFFERS),
        ("", ("1986-08-19",), Agreement.OURS_MISSING),
        ("1991", (), Agreement.THEIRS_MISSING),
    ],
)
def test_dates(ours: str, theirs: tuple[str, ...], agreement: Agreement) -> None:
    found = line(SideField.DATES, profile(formed_on=ours), replace(THEIRS, birth_dates=theirs))
    assert found.agreement is agreement


def test_what_nobody_says_is_left_out() -> None:
    fields = [one.field for one in side_by_side(profile(), THEIRS, match_of(THEIRS))]
    assert fields == [SideField.NAMES, SideField.KIND, SideField.COUNTRIES]
