"""Made-up values of numbered papers, for their tests."""

from dataclasses import replace
from datetime import UTC, date, datetime

from exportdesk.core.book import BookScreening, Trigger
from exportdesk.core.clock import Moment
from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.editions import Edition
from exportdesk.core.events import Head
from exportdesk.core.ids import EditionId, ListingUid, PartyId, SourceKey
from exportdesk.core.list_changes import (
    ChangeKind,
    EditionDifference,
    FieldChange,
    ListingChange,
    ListingField,
    TouchedCustomer,
    Touches,
)
from exportdesk.core.papers import Letterhead, PaperKind, Signatory
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.documents.paper_values import (
    ChangesValues,
    LetterValues,
    PaperHead,
    PaperNames,
    StatementItem,
    StatementParty,
    StatementValues,
    SummaryCustomer,
    SummaryMatch,
    SummaryValues,
)
from exportdesk.documents.paper_wording import PaperWording, read_paper_wording
from tests.documents import samples
from tests.documents.certs import countries

SOURCE = SourceKey("us-csl")
COUNTRIES = tuple(sorted(countries().items(), key=lambda pair: pair[1]))
NAMES = PaperNames(samples.country_name, samples.list_title, str, COUNTRIES)
SIGNATORY = Signatory("Dana Whitfield", "Export manager", "dana@northfield.example", "555 0142")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 22)


def head(**changes: object) -> PaperHead:
    """Return what papers say of their making."""
    made = PaperHead(
        number="P-2026-0007",
        at=samples.AT,
        operator="Maya Lindqvist",
        head=Head(41, samples.HASH),
        company=samples.NORTHFIELD,
        letterhead=Letterhead(signatory=SIGNATORY),
        program_version="0.1.0",
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields by name


def wording(kind: PaperKind) -> PaperWording:
    """Return the program's own wording."""
    return read_paper_wording(kind)


def statement_values(kind: PaperKind, items: int = 2, **changes: object) -> StatementValues:
    """Return a statement of a party with some items."""
    made = StatementValues(
        wording=wording(kind),
        party=StatementParty(
            name="Örnek Elektronik Sanayi ve Ticaret A.Ş.",
            other_names="Ornek Elektronik",
            address="Kiremithane Caddesi No. 14, 34999 Istanbul",
            country="TR",
            website="https://ornek-elektronik.example",
            registration_number="TR-990158-0",
        ),
        reference="PO-88213",
        destination="TR",
        end_user=StatementParty("珠江贸易有限公司", address="12 Harbor Road", country="CN"),
        items=tuple(
            StatementItem(f"NI-{n:04d}", f"Board number {n}", "8542.31", "3A991", f"{n} pcs")
            for n in range(1, items + 1)
        ),
        record="D-2026-0003",
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields by name


def letter_values(kind: PaperKind, **changes: object) -> LetterValues:
    """Return a letter with two paragraphs, and two questions where it asks any."""
    asks = ("The date on which your company was formed.", "The end use of the goods.")
    made = LetterValues(
        wording=wording(kind),
        recipient=("Örnek Elektronik A.Ş.", "Kiremithane Caddesi No. 14", "Türkiye"),
        subject="Your order",
        reference="PO-88213",
        paragraphs=("We have looked at your order.", "We cannot ship it."),
        asks=asks if kind is PaperKind.INFORMATION_LETTER else (),
        after=("Nothing follows from this.",),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields by name


def summary_values(customers: int = 3, name: str = "Customer") -> SummaryValues:
    """Return a summary of so many customers; the first is listed, the second waits."""
    statuses = [CustomerStatus.LISTED, CustomerStatus.REVIEW, CustomerStatus.NO_OPEN_MATCH]
    rows = tuple(
        SummaryCustomer(
            name=f"{name} {n}",
            reference=f"K-{n:05d}",
            country="DE",
            parties=1 + n % 3,
            status=statuses[min(n, 2)],
            consequence="hold_license" if n == 0 else "",
            open_matches=1 if n == 1 else 0,
            strongest=91.0 if n == 1 else 0.0,
            screened="2026-11-21",
        )
        for n in range(customers)
    )
    matches = (
        SummaryMatch(
            f"{name} 0", f"{name} 0", Role.NOT_SAID, "Romashka LLC", "EL", 99.5,
            MatchState.SAME, "2026-11-03", "Same address.", "Maya Lindqvist",
        ),
        SummaryMatch(
            f"{name} 1", "Owner One", Role.OWNER, "Waiting Works", "SDN", 91.0,
            MatchState.OPEN, "2026-11-20",
        ),
    )  # fmt: skip
    screening = BookScreening(
        samples.AT, "Maya Lindqvist", Trigger.LISTS, "index", (EditionId("e"),), (SOURCE,),
        "names-1", "62.5", customers, 2, 2, 1, 0, 0, False,
    )  # fmt: skip
    return SummaryValues(
        FIRST, LAST, rows, matches, (), (screening,), (samples.edition(),), 62.5, "names-1",
        undecided=1,
    )  # fmt: skip


def edition(id_: str, published: date, listings: int) -> Edition:
    """Return an edition of a list."""
    at = Moment.of(datetime(published.year, published.month, published.day, 9, tzinfo=UTC), "UTC")
    return Edition(
        EditionId(id_), SOURCE, at, "file", "csl", 1, samples.HASH, published, False, listings,
        listings, listings, {"EL": listings},
    )  # fmt: skip


def change(number: int, kind: ChangeKind, name: str = "") -> ListingChange:
    """Return what became of one entry."""
    fields = (
        FieldChange(ListingField.ALIASES, ("Old Name",), ("New Name",)),
        FieldChange(ListingField.KIND, ("unknown",), ("vessel",)),
    )
    named = name or f"Entry {number} {kind}"
    return ListingChange(
        ListingUid(f"us-csl:EL:{kind}{number}"), "EL", named, PartyKind.ORGANIZATION, kind,
        fields if kind is ChangeKind.CHANGED else (), ("CN",), (named, f"Alias of {number}"),
    )  # fmt: skip


def changes_values(count: int = 2, name: str = "") -> ChangesValues:
    """Return a report with `count` entries of each kind, and one customer touched."""
    added, removed, changed = (
        tuple(change(n, kind, name) for n in range(count)) for kind in ChangeKind
    )
    older, newer = edition("e-1", date(2026, 11, 1), 100), edition("e-2", date(2026, 11, 22), 101)
    found = EditionDifference(SOURCE, older, newer, added, removed, changed, unseen=4)
    customer = Customer(PartyId("c-1"), Profile((PartyName("Touched Trading"),)), "K-9")
    match = samples.match(samples.listing("EL", "Entry 0 added"), "Entry 0 added", 88.0)
    touches = Touches((TouchedCustomer(customer, match, change(0, ChangeKind.ADDED)),))
    return ChangesValues("US Consolidated Screening List", found, touches, 62.5)
