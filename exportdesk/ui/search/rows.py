"""What the search shows: headings, and under each what was found, with where it leads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.letters import Letter
from exportdesk.core.papers import IssuedPaper
from exportdesk.core.parties import Role
from exportdesk.core.standing import CustomerStatus
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.core.words.product_fields import tier_words
from exportdesk.operations.search import (
    BookHits,
    CustomerHit,
    ListingHit,
    Met,
    ProductHit,
    RecordHit,
)
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.storage.cases import CaseRow
from exportdesk.storage.certifications import CertificationRow
from exportdesk.ui.cases.words import state_chip
from exportdesk.ui.certifications.words import tone_of
from exportdesk.ui.dates import day_text
from exportdesk.ui.products.words import tier_tone
from exportdesk.ui.standing_words import customer_chip
from exportdesk.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One line: a heading, something that can be opened, or a quiet remark.

    `page` and `subject` are where it leads; `command` names what is done instead; `text` is what it
    puts into the field. A row without any of them is not to be chosen. `also` are other words that
    it is found by.
    """

    title: str
    detail: str = ""
    glyph: str = ""
    chip: str = ""
    tone: Tone = Tone.GREY
    page: str = ""
    subject: object = None
    command: str = ""
    text: str = ""
    also: str = ""
    is_heading: bool = False

    @property
    def can_be_chosen(self) -> bool:
        """Whether Enter does something."""
        return bool(self.page or self.command or self.text)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.detail, self.chip) if part)


@dataclass(frozen=True, slots=True)
class Names:
    """How codes are called: countries, and lists."""

    country: Callable[[str], str]
    list_title: Callable[[str], str]


def group(title: str, rows: Iterable[SearchRow]) -> list[SearchRow]:
    """Return `rows` under a heading, nothing where there are none."""
    found = list(rows)
    return [SearchRow(title, is_heading=True), *found] if found else []


def customer_rows(hits: BookHits, names: Names) -> list[SearchRow]:
    """Return the customers found."""
    return group(_("Customers"), (_customer(hit, names) for hit in hits.customers))


def product_rows(hits: BookHits) -> list[SearchRow]:
    """Return the products found."""
    return group(_("Products"), map(_product, hits.products))


def record_rows(hits: BookHits) -> list[SearchRow]:
    """Return the screenings found."""
    return group(_("Records"), map(_record, hits.records))


def case_rows(hits: BookHits) -> list[SearchRow]:
    """Return the cases found."""
    return group(_("Cases"), map(_case, hits.cases))


def letter_rows(hits: BookHits) -> list[SearchRow]:
    """Return the letters from BIS found."""
    return group(_("Letters from BIS"), map(_letter, hits.letters))


def certification_rows(hits: BookHits) -> list[SearchRow]:
    """Return the certifications found."""
    return group(_("Certifications"), map(_certification, hits.certifications))


def paper_rows(hits: BookHits) -> list[SearchRow]:
    """Return the statements, letters and reports found."""
    return group(_("Statements, letters, reports"), map(_paper, hits.papers))


def listing_rows(hits: Sequence[ListingHit], names: Names, *, remark: str = "") -> list[SearchRow]:
    """Return the listed parties found, or a remark why none can be."""
    if remark:
        return group(_("Control lists"), [SearchRow(remark)])
    return group(_("Control lists"), (_listing(hit, names) for hit in hits))


def _customer(hit: CustomerHit, names: Names) -> SearchRow:
    place = names.country(hit.country) if hit.country else ""
    said = [hit.reference, place]
    if hit.related or hit.role is not Role.NOT_SAID:
        role = word(hit.role) if hit.role is not Role.NOT_SAID else _("Related party")
        who = hit.related or hit.by
        said = [_("{role}: {name}").format(role=role, name=who), *said]
        if hit.met is not Met.NAME and hit.by != who:
            said.insert(1, hit.by)
    elif hit.by and hit.met is not Met.REFERENCE:
        said = [hit.by, *said]
    chip, tone = "", Tone.GREY
    if hit.consequence:
        chip, tone = customer_chip(CustomerStatus.LISTED, hit.consequence)
    return SearchRow(
        hit.name,
        " · ".join(part for part in said if part),
        "account-group-outline",
        chip,
        tone,
        page="customers",
        subject=hit.customer,
    )


def _product(hit: ProductHit) -> SearchRow:
    code = dotted(hit.hs_code) if hit.hs_code.isdecimal() else hit.hs_code
    said = (hit.description, code, hit.eccn)
    return SearchRow(
        hit.sku,
        " · ".join(part for part in said if part),
        "package-variant-closed",
        tier_words(hit.tier) if hit.tier is not None else "",
        tier_tone(hit.tier) or Tone.GREY,
        page="products",
        subject=hit.product,
    )


def _case(row: CaseRow) -> SearchRow:
    words, tone = state_chip(row.state, row.outcome, changed=False)
    said = (row.title if row.title != row.customer_name else "", row.customer_name, row.reference)
    return SearchRow(
        row.number,
        " · ".join(part for part in said if part),
        "clipboard-check-outline",
        words,
        tone,
        page="cases",
        subject=row.id,
    )


def _letter(letter: Letter) -> SearchRow:
    dated = day_text(letter.dated) if letter.dated else ""
    said = (letter.number, letter.reference, dated)
    return SearchRow(
        word(letter.kind),
        " · ".join(part for part in said if part),
        "email-outline",
        page="cases",
        subject=letter.number,
    )


def _certification(row: CertificationRow) -> SearchRow:
    title = f"{row.number}/{row.version}"
    return SearchRow(
        title,
        " · ".join(part for part in (row.customer_name, row.reference) if part),
        "file-sign",
        word(row.state),
        tone_of(row.state),
        page="certifications",
        subject=title,
    )


def _paper(paper: IssuedPaper) -> SearchRow:
    said = (sentence(f"paper-{paper.kind}"), paper.recipient, day_text(paper.at.local.date()))
    return SearchRow(
        paper.number,
        " · ".join(part for part in said if part),
        "file-document-outline",
        page="records",
        subject=paper.number,
    )


def _listing(hit: ListingHit, names: Names) -> SearchRow:
    places = ", ".join(names.country(code) for code in hit.countries[:2])
    said = (names.list_title(hit.list), places)
    return SearchRow(
        hit.name,
        " · ".join(part for part in said if part),
        "database-outline",
        word(hit.strength) if hit.strength is not None else "",
        Tone.GREY,
        page="screen",
        subject=hit.name,
    )


def _record(hit: RecordHit) -> SearchRow:
    who = next(iter(hit.names), "")
    if len(hit.names) > 1:
        more = len(hit.names) - 1
        who = ngettext("{name} and {count} more", "{name} and {count} more", more).format(
            name=who, count=figure(more)
        )
    said = (who, hit.reference, day_text(hit.at.local.date()))
    return SearchRow(
        hit.number,
        " · ".join(part for part in said if part),
        "history",
        page="records",
        subject=hit.number,
    )
