"""Checks a product as typed: what it is in the program's own form, and what there is to say of it.

Pure: the same text, rulebook and index give the same answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exportdesk.core.ids import ProductId
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.diligence.findings import Finding, Severity, gravest_first
from exportdesk.diligence.product_fields import (
    plain,
    read_jurisdiction,
    read_schedule,
    read_usml_category,
)
from exportdesk.rulebook import (
    NO_INDEX,
    EccnIndex,
    HighPriorityItem,
    HsFault,
    Note,
    Rulebook,
    read_eccn,
    read_hs_code,
)
from exportdesk.rulebook.eccn import EAR99, base_of, is_9x515, is_600_series
from exportdesk.rulebook.hs_codes import dotted


@dataclass(frozen=True, slots=True)
class TypedProduct:
    """A product as somebody typed it or a spreadsheet gave it; every field is text."""

    sku: str = ""
    description: str = ""
    hs_code: str = ""
    hs_schedule: str = ""
    eccn: str = ""
    jurisdiction: str = ""
    usml_category: str = ""
    origin: str = ""
    manufacturer: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CheckedProduct:
    """A product with what was found, the gravest first.

    A field with an error is in `product` as typed, or at its default where it holds a choice.
    `high_priority` is the item its code falls under, None without one.
    """

    product: Product
    findings: tuple[Finding, ...]
    high_priority: HighPriorityItem | None

    @property
    def is_usable(self) -> bool:
        """Whether it can be kept: nothing in it is plainly wrong."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    def of_field(self, name: str) -> tuple[Finding, ...]:
        """Return the findings of one field, for the place beside it."""
        return tuple(finding for finding in self.findings if finding.field == name)


def check_product(
    typed: TypedProduct,
    rulebook: Rulebook,
    index: EccnIndex = NO_INDEX,
    product_id: ProductId | None = None,
) -> CheckedProduct:
    """Return what was typed in the program's own form, and everything there is to say of it."""
    hs = read_hs_code(typed.hs_code)
    category = plain(typed.usml_category)
    origin = plain(typed.origin)
    product = Product(
        id=product_id or ProductId(""),
        sku=plain(typed.sku),
        description=plain(typed.description),
        hs_code=hs.digits or plain(typed.hs_code),
        hs_schedule=read_schedule(typed.hs_schedule) or HsSchedule.NOT_SAID,
        eccn=read_eccn(typed.eccn) or plain(typed.eccn),
        jurisdiction=read_jurisdiction(typed.jurisdiction) or Jurisdiction.NOT_KNOWN,
        usml_category=read_usml_category(category) or category,
        origin=rulebook.countries.country_code(origin) or origin,
        manufacturer=plain(typed.manufacturer),
        notes=typed.notes.strip(),
    )
    findings = (
        *_who(product, typed, rulebook),
        *_hs(product, typed, rulebook),
        *_high_priority(product, rulebook),
        *_jurisdiction(product, typed, rulebook),
        *_eccn(product, rulebook, index),
    )
    return CheckedProduct(
        product, gravest_first(findings), rulebook.high_priority.of(product.hs_code)
    )


def _who(product: Product, typed: TypedProduct, rulebook: Rulebook) -> Iterator[Finding]:
    if not product.sku:
        yield Finding("product-sku-missing", Severity.ERROR, "sku")
    if not product.description:
        yield Finding("product-description-missing", Severity.WARNING, "description")
    if not product.origin:
        yield Finding("product-origin-missing", Severity.NOTE, "origin")
    elif not rulebook.countries.country_code(product.origin):
        yield Finding(
            "product-origin-unknown", Severity.ERROR, "origin", {"text": plain(typed.origin)}
        )


def _hs(product: Product, typed: TypedProduct, rulebook: Rulebook) -> Iterator[Finding]:
    schedule = read_schedule(typed.hs_schedule)
    if schedule is None:
        strange = {"text": plain(typed.hs_schedule)}
        yield Finding("product-schedule-unknown", Severity.ERROR, "hs_schedule", strange)
    hs = read_hs_code(typed.hs_code)
    if hs.fault is HsFault.EMPTY:
        yield Finding("product-hs-missing", Severity.WARNING, "hs_code")
    elif hs.fault is not None:
        bare = "".join(typed.hs_code.replace(".", " ").split())
        facts: dict[str, object] = {"text": plain(typed.hs_code)}
        facts |= {"digits": len(bare), "chapter": bare[:2]}
        if hs.likely:
            facts["likely"] = dotted(hs.likely)
        if hs.uncut:
            facts["uncut"] = dotted(hs.uncut)
        code = f"product-hs-{hs.fault.replace('_', '-')}"
        yield Finding(code, Severity.ERROR, "hs_code", facts)
    elif schedule is not None:
        yield from _hs_digits(product, rulebook)


def _hs_digits(product: Product, rulebook: Rulebook) -> Iterator[Finding]:
    facts = {"code": dotted(product.hs_code), "digits": len(product.hs_code)}
    filing = rulebook.notes.of("export-filing-digits")
    match product.hs_schedule, len(product.hs_code):
        case (HsSchedule.HS, 8 | 10):
            yield Finding("product-hs-too-long", Severity.WARNING, "hs_code", facts)
        case (HsSchedule.SCHEDULE_B, 6 | 8):
            yield Finding(
                "product-schedule-b-short", Severity.WARNING, "hs_code", facts, ground=filing
            )
        case (HsSchedule.HTS, 6 | 8):
            yield Finding("product-hts-short", Severity.NOTE, "hs_code", facts, ground=filing)
        case (HsSchedule.NOT_SAID, 8 | 10):
            yield Finding("product-schedule-missing", Severity.NOTE, "hs_schedule", facts)


def _high_priority(product: Product, rulebook: Rulebook) -> Iterator[Finding]:
    item = rulebook.high_priority.of(product.hs_code)
    retired = rulebook.high_priority.retired(product.hs_code)
    if item is not None:
        ground = "certification-scope" if item.in_certification_scope else "hs-no-classification"
        facts = {
            "code": dotted(item.hs6),
            "tier": item.tier.tier.value,
            "description": item.description,
            "as_of": rulebook.high_priority.revision.isoformat(),
        }
        yield Finding(
            "product-high-priority",
            Severity.WARNING,
            "hs_code",
            facts,
            ground=rulebook.notes.of(ground),
        )
    if retired is not None:
        high = ", ".join(dotted(one.hs6) for one in retired.covers(rulebook.high_priority))
        facts = {
            "code": dotted(retired.hs6),
            "successors": ", ".join(map(dotted, retired.successors)),
            "high_priority": high,
        }
        yield Finding(
            f"product-hs-retired-{retired.provenance.status}",
            Severity.WARNING,
            "hs_code",
            facts,
            ground=Note(
                "retired-hs-code", rulebook.notes.of("retired-hs-code").text, retired.provenance
            ),
        )


def _jurisdiction(product: Product, typed: TypedProduct, rulebook: Rulebook) -> Iterator[Finding]:
    understood = read_jurisdiction(typed.jurisdiction) is not None
    if not understood:
        facts = {"text": plain(typed.jurisdiction)}
        yield Finding("product-jurisdiction-unknown", Severity.ERROR, "jurisdiction", facts)
    itar = rulebook.notes.of("itar")
    if product.usml_category and not read_usml_category(product.usml_category):
        facts = {"text": product.usml_category}
        yield Finding("product-usml-malformed", Severity.ERROR, "usml_category", facts)
    if product.jurisdiction is Jurisdiction.ITAR:
        if not product.usml_category:
            yield Finding(
                "product-itar-without-category", Severity.WARNING, "usml_category", ground=itar
            )
        if product.eccn:
            yield Finding(
                "product-eccn-though-itar",
                Severity.WARNING,
                "eccn",
                {"eccn": product.eccn},
                ground=itar,
            )
    elif product.usml_category:
        facts = {"category": product.usml_category}
        yield Finding(
            "product-category-without-itar", Severity.WARNING, "jurisdiction", facts, ground=itar
        )
    elif understood and product.jurisdiction is Jurisdiction.NOT_KNOWN:
        yield Finding("product-jurisdiction-missing", Severity.WARNING, "jurisdiction")


def _eccn(product: Product, rulebook: Rulebook, index: EccnIndex) -> Iterator[Finding]:
    eccn, facts = product.eccn, {"eccn": product.eccn}
    if not eccn:
        if product.jurisdiction is Jurisdiction.EAR:
            ground = rulebook.notes.of("eccn-needed")
            yield Finding("product-eccn-missing", Severity.WARNING, "eccn", ground=ground)
    elif not read_eccn(eccn):
        yield Finding("product-eccn-malformed", Severity.ERROR, "eccn", facts)
    elif eccn == EAR99:
        ground = rulebook.notes.of("ear99")
        yield Finding("product-eccn-ear99", Severity.NOTE, "eccn", facts, ground=ground)
    else:
        yield from _on_the_list(eccn, index)
        for code, is_one in (("600-series", is_600_series(eccn)), ("9x515", is_9x515(eccn))):
            if is_one:
                ground = rulebook.notes.of(code)
                yield Finding(
                    f"product-eccn-{code}", Severity.WARNING, "eccn", facts, ground=ground
                )


def _on_the_list(eccn: str, index: EccnIndex) -> Iterator[Finding]:
    exists = index.exists(eccn)
    facts: dict[str, object] = {"eccn": eccn, "entry": base_of(eccn)}
    if exists is None:
        yield Finding("product-eccn-not-checked", Severity.NOTE, "eccn", facts)
    elif not exists:
        facts["as_of"] = index.as_of.isoformat() if index.as_of else ""
        yield Finding("product-eccn-not-in-index", Severity.WARNING, "eccn", facts)
