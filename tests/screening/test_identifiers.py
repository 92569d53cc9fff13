"""Identifiers: what people add to a number does not matter, what kind it is does."""

from pathlib import Path

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Match, Relation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder, Screener
from exportdesk.screening.identifiers import IdKind, is_imo, kind_of, read_identifiers
from exportdesk.screening.summary import summary

COIN = "1Mk7tQw9ZbVhc3xYdNfR8sEoUgP2LaHj4K"
COINS = {
    "segwit": "bc1q" + "w508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"[:38],
    "ether": "0x" + "aB3d" * 10,
}

NUMBERS = [
    ("7701234567", IdKind.UNKNOWN, "7701234567"),
    ("INN 77 0123 4567", IdKind.TAX, "7701234567"),
    ("ИНН 7701234567", IdKind.TAX, "7701234567"),
    ("ОГРН: 1027700132195", IdKind.REGISTRATION, "1027700132195"),
    ("EIN 55-2197267", IdKind.TAX, "552197267"),
    ("VAT No. DE 811 907 980", IdKind.TAX, "DE811907980"),
    ("Passport No. ab-123456", IdKind.PASSPORT, "AB123456"),
    ("паспорт АВ 123456", IdKind.PASSPORT, "AB123456"),
    ("Tax ID No.: 3906229324", IdKind.TAX, "3906229324"),
    ("D-U-N-S Number 53-400-4151", IdKind.REGISTRATION, "534004151"),
    ("Unified Social Credit Code 91110000710934369E", IdKind.REGISTRATION, "91110000710934369E"),
    ("IMO 9187629", IdKind.IMO, "9187629"),
    ("IMO9187629", IdKind.IMO, "9187629"),
    ("Government Gazette Number 59109241", IdKind.REGISTRATION, "59109241"),
    ("HRB 102980", IdKind.UNKNOWN, "HRB102980"),
    ("Registration ID HRB-102980", IdKind.REGISTRATION, "HRB102980"),
    ("MMSI: 256862000", IdKind.MMSI, "256862000"),
    ("Tail EP-MNF", IdKind.TAIL, "EPMNF"),
    ("EP-MNF", IdKind.UNKNOWN, "EPMNF"),
    ("SWIFT/BIC VTBRRUMM", IdKind.BANK, "VTBRRUMM"),
    ("vtbrrummxxx", IdKind.BANK, "VTBRRUMM"),
    ("4123456 (Jalisco)", IdKind.UNKNOWN, "4123456"),
    ("٧٧٠١٢٣٤٥٦٧", IdKind.UNKNOWN, "7701234567"),
    ("７７０１２３４５６７", IdKind.UNKNOWN, "7701234567"),
    (COIN, IdKind.WALLET, COIN),
    (f"bitcoin:{COIN}", IdKind.WALLET, COIN),
    (COINS["segwit"].upper(), IdKind.WALLET, COINS["segwit"]),
    (COINS["ether"], IdKind.WALLET, COINS["ether"].lower()),
]


@pytest.mark.parametrize(("text", "kind", "key"), NUMBERS)
def test_keys(text: str, kind: IdKind, key: str) -> None:
    assert [(one.kind, one.key) for one in read_identifiers(text)] == [(kind, key)]


@pytest.mark.parametrize(
    "text",
    ["", "1234", "00012", "0000000", "1111111", "12345", "123456789", "unknown", "n/a", "none",
     "Passport", "INN", "phone +7 495 123 45 67", "Website example.test"],
)  # fmt: skip
def test_what_identifies_nobody(text: str) -> None:
    assert read_identifiers(text) == ()


def test_several_numbers_in_one_field() -> None:
    found = read_identifiers("INN 7701234567; OGRN 1027700132195")
    assert [one.kind for one in found] == [IdKind.TAX, IdKind.REGISTRATION]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("9187629", True),
        ("9074729", True),
        ("9187628", False),
        ("918762", False),
        ("abcdefg", False),
    ],
)
def test_imo_check_digit(number: str, right: bool) -> None:
    assert is_imo(number) is right


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Tax ID No.", IdKind.TAX), ("R.F.C.", IdKind.TAX), ("V.A.T. Number", IdKind.TAX),
     ("Registration Number", IdKind.REGISTRATION), ("C.R. No.", IdKind.REGISTRATION),
     ("UK Company Number", IdKind.REGISTRATION), ("National ID No.", IdKind.NATIONAL),
     ("Cedula No.", IdKind.NATIONAL), ("Diplomatic Passport", IdKind.PASSPORT),
     ("Vessel Registration Identification", IdKind.IMO), ("MMSI", IdKind.MMSI),
     ("Aircraft Tail Number", IdKind.TAIL), ("SWIFT/BIC", IdKind.BANK),
     ("Digital Currency Address - XBT", IdKind.WALLET), ("Phone Number", IdKind.NO_NUMBER),
     ("Email Address", IdKind.NO_NUMBER), ("Equity Ticker", IdKind.NO_NUMBER),
     ("Chinese Commercial Code", IdKind.NO_NUMBER), ("Something else", IdKind.UNKNOWN)],
)  # fmt: skip
def test_kinds(words: str, kind: IdKind) -> None:
    assert kind_of(words) is kind


LISTED = {
    "tax": Identifier("Tax ID No.", "7708710924", "RU"),
    "vat": Identifier("V.A.T. Number", "BG 201884835", "BG"),
    "company": Identifier("Registration Number", "4295155", "IR"),
    "passport": Identifier("Passport", "E0840452D", "SG"),
    "ship": Identifier("Vessel Registration Identification", "IMO 9187629"),
    "owner": Identifier("Identification Number", "IMO 5804963"),
    "radio": Identifier("MMSI", "256862000"),
    "plane": Identifier("Aircraft Tail Number", "EP-MNF"),
    "bank": Identifier("SWIFT/BIC", "VTBRRUMMXXX"),
    "coin": Identifier("Digital Currency Address - XBT", COIN),
    "ether": Identifier("Digital Currency Address - ETH", COINS["ether"].lower()),
    "phone": Identifier("Phone Number", "905515983567"),
    "six": Identifier("Registration ID", "554267", "IR"),
    "short": Identifier("Registration ID", "4123", "MX"),
}
SURE, UNSURE = Relation.SAME, Relation.SIMILAR

MATCHES = [
    ("7708710924", "", "tax", SURE),
    ("INN 7708-710-924", "RU", "tax", SURE),
    ("ОГРН 7708710924", "RU", "tax", SURE),
    ("RU7708710924", "", "tax", SURE),
    ("Passport 7708710924", "RU", "tax", UNSURE),
    ("INN 7708710924", "KZ", "tax", SURE),
    ("VAT BG201884835", "", "vat", SURE),
    ("201884835", "BG", "vat", SURE),
    ("Registration No. 4295155", "IR", "company", SURE),
    ("4295155", "", "company", SURE),
    ("4295155", "DE", "company", UNSURE),
    ("554267", "", "six", UNSURE),
    ("554267", "IR", "six", SURE),
    ("Passport 4295155", "DE", "company", UNSURE),
    ("passport e0840452d", "", "passport", SURE),
    ("9187629", "", "ship", SURE),
    ("IMO-9187629", "LR", "ship", SURE),
    ("IMO 5804963", "", "owner", SURE),
    ("5804963", "", "owner", UNSURE),
    ("MMSI 256 862 000", "", "radio", SURE),
    ("epmnf", "", "plane", SURE),
    ("Tail number EP MNF", "", "plane", SURE),
    ("VTBRRUMM", "", "bank", SURE),
    ("VTBRRUMM105", "", "bank", SURE),
    (COIN, "", "coin", SURE),
    (COINS["ether"], "", "ether", SURE),
    (COIN.lower(), "", "", None),
    ("7708710925", "", "", None),
    ("905515983567", "", "", None),
    ("4123", "MX", "", None),
    ("9187630", "", "", None),
]


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    folder: Path = tmp_path_factory.mktemp("identifiers") / "key"
    builder = IndexBuilder()
    for uid, identifier in LISTED.items():
        builder.add(
            Listing(
                uid=ListingUid(uid),
                source=SourceKey("own:TEST"),
                list="TEST",
                list_name="Test list",
                kind=PartyKind.ORGANIZATION,
                names=(ListedName(f"Velmora {uid.title()} Holding", NameRole.PRIMARY),),
                identifiers=(identifier,),
            )
        )
    builder.finish(folder, Silent())
    return Screener.load(folder)


def by_number(screener: Screener, party: Party) -> list[Match]:
    return [
        match
        for match in screener.screen(party)
        if any(reason.feature is Feature.IDENTIFIER for reason in match.reasons)
    ]


@pytest.mark.parametrize(("number", "country", "uid", "relation"), MATCHES)
def test_a_number_is_a_match_whatever_the_name(
    screener: Screener, number: str, country: str, uid: str, relation: Relation | None
) -> None:
    party = Party("Quite Another Bakery", country=country, identifier=number)
    found = by_number(screener, party)
    assert [match.uid for match in found] == ([uid] if uid else [])
    for match in found:
        reason = next(one for one in match.reasons if one.feature is Feature.IDENTIFIER)
        assert reason.relation is relation
        assert match.matched_name == reason.theirs
        assert match.score == (99.9 if relation is SURE else 70.0)


def test_a_number_that_may_be_another_says_so(screener: Screener) -> None:
    (match,) = by_number(screener, Party("Bakery", country="DE", identifier="Passport 4295155"))
    assert "another kind of number or of another country" in summary(match.reasons)
    reason = next(one for one in match.reasons if one.feature is Feature.IDENTIFIER)
    assert reason.theirs == "Registration Number 4295155 (IR)"


def test_the_name_that_meets_stays_the_matched_name(screener: Screener) -> None:
    match = screener.screen(Party("Velmora Tax Holding", identifier="7708710924"))[0]
    assert match.matched_name == "Velmora Tax Holding"
    assert match.score >= 99.9
