"""Made-up screenings for the tests of papers and for their benchmark."""

from datetime import UTC, date, datetime

from exportdesk.core.clock import Moment
from exportdesk.core.company import Company
from exportdesk.core.editions import EditionUse, ListFinding, Severity
from exportdesk.core.events import Head
from exportdesk.core.ids import EditionId, ListingUid, ScreeningId, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Match, Reason, Relation, Strength
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.screenings import Decision, PartyResult, Screening, SeenMatch, Verdict
from exportdesk.rulebook import Consequence, ListMeaning, Status

NORTHFIELD = Company(
    name="Northfield Instruments, Inc.",
    street="412 Mill Road",
    city="Dayton",
    region="Ohio",
    postal_code="45402",
    country="US",
    email="export@northfield.example",
)
RHEIN = Company(
    name="Rhein Meßtechnik GmbH",
    street="Hafenstraße 9",
    city="Köln",
    postal_code="50679",
    country="DE",
    email="export@rhein.example",
)
AT = Moment.of(datetime(2026, 11, 22, 14, 41, tzinfo=UTC), "America/New_York")
HASH = "9f2c4b7de1a05c3386f40b6d1f9e2277aa51c0de8b3347f6915d20c4e8fa7b19"

# 30 names that are hard to print: (name, what is special).
HARD_NAMES = (
    "Örnek Elektronik Sanayi ve Ticaret A.Ş.",
    "北京航空航天大学",
    "深圳市华强电子有限公司 (Shenzhen)",
    "台灣積體電路製造股份有限公司",
    "株式会社テスト・エレクトロニクス",
    "ひらがなカタカナ商店",
    "한국전자통신연구원",
    "شركة الاختبار للتجارة العامة",
    "شركة النور 123 ذ.م.م",
    "Al-Noor Trading شركة النور LLC",
    "خدمات بازرگانی پارس‌گستر",
    'חברת בדיקה בע"מ',
    "ООО «Ромашка-Экспорт»",
    "Київський завод «Маяк»",
    "Қазақстан Темір Жолы ұлттық компаниясы",
    "Ελληνική Βιομηχανία Α.Ε.",
    "บริษัท ทดสอบ จำกัด (มหาชน)",
    "Công ty Trách nhiệm Hữu hạn Điện tử Việt Nam",
    "შპს საქართველოს ელექტრონიკა",
    "«Արարատ» ՍՊԸ",
    "हिन्दुस्तान एयरोनॉटिक्स लिमिटेड",
    "বাংলাদেশ রপ্তানি সংস্থা",
    "தமிழ்நாடு மின்னணு நிறுவனம்",
    "የኢትዮጵያ አየር መንገድ",
    "ក្រុមហ៊ុន កម្ពុជា",
    "မြန်မာ ကုန်သွယ်ရေး",
    "Z\u030c\u0301a\u0328\u0301b\u0332c\u0323\u0307 Combining",
    "Rocket 🚀 & Sons 😀",
    "A & B <b>bold</b> &amp; <font color=red>Co</font>",
    "Gesellschaft" * 16 + " 200",
)


def meaning(code: str, name: str, *said: str, status: Status = Status.VERIFIED) -> ListMeaning:
    """Return a list's meaning as the rulebook would give it."""
    agency, consequence, what, step, citation = said
    return ListMeaning(
        code, name, agency, Consequence(consequence), what, step, citation, status,
        date(2026, 7, 23), "a made-up source",
    )  # fmt: skip


MEANINGS = {
    "EL": meaning(
        "EL",
        "Entity List",
        "Commerce / BIS",
        "hold_license",
        "A license is required for the items in the entry's requirement column when the party is "
        "purchaser, consignee or end user; no license exceptions apply unless the entry says so.",
        "Hold. Read the entry (scope, footnote, Federal Register citation). Inside its scope: "
        "apply for a license or decline.",
        "15 CFR 744.11; 744.16; Supp. No. 4 to part 744",
    ),
    "UVL": meaning(
        "UVL",
        "Unverified List",
        "Commerce / BIS",
        "document",
        "BIS could not confirm that the party is genuine. Not a ban, but a red flag.",
        "Get a signed UVL statement before any shipment that needs no license.",
        "15 CFR 744.15",
        status=Status.UNVERIFIED,
    ),
    "SDN": meaning(
        "SDN",
        "Specially Designated Nationals",
        "Treasury / OFAC",
        "block",
        "Property is blocked; US persons may not deal with the party.",
        "Stop. Do not ship, pay or service; call counsel.",
        "31 CFR chapter V",
    ),
    "DPL": meaning(
        "DPL",
        "Denied Persons List",
        "Commerce / BIS",
        "block",
        "Export privileges are denied by order.",
        "Stop. Read the order.",
        "15 CFR 736.2(b)(4)",
    ),
}
COUNTRIES = {
    "US": "United States",
    "CN": "China",
    "DE": "Germany",
    "TR": "Türkiye",
    "AE": "United Arab Emirates",
}
TITLES = {
    "EL": "Entity List (EL)",
    "UVL": "Unverified List (UVL)",
    "SDN": "Specially Designated Nationals (SDN)",
}


def meaning_of(listing: Listing) -> ListMeaning:
    """Return what a listing's list means."""
    return MEANINGS[listing.list]


def country_name(code: str) -> str:
    """Return a country's name."""
    return COUNTRIES.get(code, code)


def list_title(code: str) -> str:
    """Return a list's short name."""
    return TITLES.get(code, code)


def edition(**changes: object) -> EditionUse:
    """Return an edition of the US Consolidated Screening List."""
    values: dict[str, object] = {
        "id": EditionId("0192-ed"),
        "source": SourceKey("us-csl"),
        "source_name": "US Consolidated Screening List",
        "published": date(2026, 7, 31),
        "published_said": False,
        "imported": AT,
        "sha256": HASH[::-1],
        "listings": 25921,
        "counts": {"EL": 3420, "SDN": 18905, "UVL": 222},
        "skipped": 3,
    }
    return EditionUse(**{**values, **changes})  # type: ignore[arg-type] # fields by name


def listing(code: str, name: str, *aliases: str) -> Listing:
    """Return a listing with much in it."""
    return Listing(
        uid=ListingUid(f"us-csl:{code}:4f1b22c09d7e6a31"),
        source=SourceKey("us-csl"),
        list=code,
        list_name=f"{MEANINGS[code].name} ({code}) - Bureau of Made-up Industry and Security",
        kind=PartyKind.ORGANIZATION,
        names=(ListedName(name, NameRole.PRIMARY), *(ListedName(a) for a in aliases)),
        addresses=(
            Address("No. 37 Xueyuan Road, Haidian District, Beijing 100191, CN", country="CN"),
            Address("Room 1104, Block B, 28 Fuxing Road, Beijing, CN", country="CN"),
        ),
        identifiers=(Identifier("Registration Number", "91110000400011227C", "CN"),),
        countries=("CN",),
        programs=("IFSR", "NPWMD"),
        requirement="For all items subject to the EAR. (See § 744.11 of the EAR).",
        policy="Presumption of denial.",
        citation="66 FR 24266, 5/14/01; 75 FR 78883, 12/17/10",
        start_date="2001-05-14",
    )


def match(found: Listing, matched: str, score: float) -> Match:
    """Return a match with five reasons."""
    strength = Strength.VERY_LIKELY if score > 90 else Strength.POSSIBLE
    return Match(
        uid=found.uid,
        source=found.source,
        list=found.list,
        kind=found.kind,
        name=found.name,
        matched_name=matched,
        countries=found.countries,
        score=score,
        strength=strength,
        reasons=(
            Reason(Feature.NAME, "Beihang", "BEIHANG", Relation.SAME, 41.25),
            Reason(Feature.NAME, "Univ.", "UNIVERSITY", Relation.ABBREVIATION, 22.0),
            Reason(Feature.NAME, "", "Beijing", Relation.EXTRA, -4.5),
            Reason(Feature.KIND, "person", "", Relation.NOT_GIVEN),
            Reason(Feature.COUNTRY, "CN", "TR, AE", Relation.DIFFERS, 6.0),
            Reason(Feature.ADDRESS, "37 Xueyuan Lu", "37 Xueyuan Rd", Relation.SAME_BUILDING, 9),
        ),
    )


def decision(verdict: Verdict, reason: str) -> Decision:
    """Return a decision by the sample operator."""
    return Decision(verdict, reason, "Maya Lindqvist", AT)


def screening(
    parties: tuple[PartyResult, ...], editions: tuple[EditionUse, ...] | None = None
) -> Screening:
    """Return a screening of `parties`."""
    return Screening(
        id=ScreeningId("01930000-0000-7000-8000-000000000001"),
        number="S-2026-0001",
        at=AT,
        operator="Maya Lindqvist",
        reference="PO-88213",
        parties=parties,
        editions=(edition(),) if editions is None else editions,
        program_version="0.1.0",
        algorithm="names-1",
        threshold=62.5,
        head=Head(41, HASH),
    )


def typical() -> Screening:
    """Return a screening of three parties: two matches, one match, none."""
    beihang = listing(
        "EL",
        "Beijing University of Aeronautics and Astronautics (BUAA)",
        "Beihang University",
        "北京航空航天大学",
    )
    trading = listing("UVL", "Pearl River Trading Co., Ltd.", "珠江贸易有限公司")
    blocked = listing("SDN", "ООО «Ромашка»", "Romashka LLC")
    return screening(
        (
            PartyResult(
                Party(
                    "Beihang Univ.",
                    PartyKind.ORGANIZATION,
                    "CN",
                    "37 Xueyuan Lu, Beijing",
                    "",
                    Role.END_USER,
                    ("北航",),
                ),
                (
                    SeenMatch(
                        match(beihang, "Beihang University", 96.4),
                        beihang,
                        decision(
                            Verdict.SAME, "Same address, and the buyer says so on its website."
                        ),
                    ),
                    SeenMatch(match(trading, "珠江贸易有限公司", 71.0), trading),
                ),
            ),
            PartyResult(
                Party("شركة النور 123 ذ.م.م", PartyKind.ORGANIZATION, "AE", role=Role.PURCHASER),
                (
                    SeenMatch(
                        match(blocked, "Romashka LLC", 63.2),
                        blocked,
                        decision(Verdict.NOT_SAME, "Other country, other business."),
                    ),
                ),
            ),
            PartyResult(Party("Örnek Elektronik Sanayi ve Ticaret A.Ş.", country="TR")),
        ),
        (
            edition(
                too_old=True,
                findings=(ListFinding("list-old", Severity.WARN, {"days": 114}),),
            ),
            edition(
                source=SourceKey("own:letters"),
                source_name="Letters from BIS",
                published=None,
                listings=7,
                counts={"EL": 7},
                skipped=0,
            ),
        ),
    )


def hard() -> Screening:
    """Return a screening of all the hard names."""
    return screening(tuple(PartyResult(Party(name)) for name in HARD_NAMES))


def large(parties: int = 50, matches: int = 50) -> Screening:
    """Return a screening with very many matches."""
    results = []
    for number in range(parties):
        seen = []
        for rank in range(matches):
            code = ("EL", "UVL", "SDN")[rank % 3]
            found = listing(code, f"Made-up Trading House {number}-{rank} Ltd.", f"MTH {rank}")
            seen.append(SeenMatch(match(found, f"MTH {rank}", 95.0 - rank / 2), found))
        results.append(PartyResult(Party(f"Trading House {number}", country="CN"), tuple(seen)))
    return screening(tuple(results))
