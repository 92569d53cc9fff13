"""What the Products page says of products, findings and steps."""

from collections.abc import Callable, Mapping
from dataclasses import fields

from exportdesk.core.book import Act
from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, of_rulebook, speaking
from exportdesk.core.i18n import mark as _m
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.core.words import sentence
from exportdesk.core.words.product_fields import (
    jurisdiction_words,
    product_fields,
    schedule_words,
)
from exportdesk.core.words.product_problems import problem_in_short
from exportdesk.diligence import Severity
from exportdesk.operations.product_rows import ProductRow
from exportdesk.rulebook import Note, Provenance, Status, Tier
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import Tone

_ACTS: Mapping[Act, str] = {
    Act.ADD: _m("Added"),
    Act.EDIT: _m("Changed"),
    Act.DELETE: _m("Deleted"),
    Act.IMPORT: _m("Imported"),
    Act.UNDO: _m("Step undone"),
    Act.DEMO: _m("Came with the demo"),
}
_MOST_CONCERN = (Tier.ONE, Tier.TWO)


def act_words(act: Act) -> str:
    """Return what a step of a product's history is called."""
    return _(_ACTS[act])


def code_words(product: Product) -> str:
    """Return the code of goods with its points."""
    return dotted(product.hs_code) if product.hs_code.isdecimal() else product.hs_code


def tier_tone(tier: Tier | None) -> Tone | None:
    """Return the tone of a tier's chip: the tiers of most concern stand out."""
    if tier is None:
        return None
    return Tone.AMBER if tier in _MOST_CONCERN else Tone.GREY


def problem_words(row: ProductRow) -> str:
    """Return the gravest problem in short, and how many more there are; "" where there is none."""
    if not row.problems:
        return ""
    words = problem_in_short(row.problems[0].code)
    more = len(row.problems) - 1
    return _("{problem} +{count}").format(problem=words, count=more) if more else words


def problems_in_full(row: ProductRow) -> str:
    """Return every problem of a product, one a line."""
    said = [sentence(one.code, one.facts) for one in row.problems]
    return "\n".join(said) or _("No problem found in what is checked.")


def problem_tone(row: ProductRow) -> Tone | None:
    """Return the tone of that chip."""
    if not row.problems:
        return None
    return Tone.RED if row.is_wrong else Tone.AMBER


def severity_look(severity: Severity) -> tuple[str, str]:
    """Return glyph and color of a finding."""
    return {
        Severity.ERROR: ("alert-circle-outline", "red"),
        Severity.WARNING: ("alert-outline", "amber"),
        Severity.NOTE: ("information-outline", "quiet"),
    }[severity]


def severity_words(severity: Severity) -> str:
    """Return how grave a finding is, for who does not see its color."""
    return {
        Severity.ERROR: _("Wrong"),
        Severity.WARNING: _("Look at this"),
        Severity.NOTE: _("Note"),
    }[severity]


def standing_words(provenance: Provenance) -> str:
    """Return where a statement of the rulebook is from, and how well it was checked."""
    checked = sentence(f"status-{provenance.status}", {"as_of": day_text(provenance.as_of)})
    cited = of_citation(provenance.citation)
    parts = [f"{cited}." if cited else "", checked]
    if provenance.unverified_note and provenance.status is not Status.UNVERIFIED:
        # A sentence of its own: some say what was not read, others what is our own choice.
        parts.append(of_rulebook(provenance.unverified_note))
    return " ".join(part for part in parts if part)


def ground_words(ground: Note) -> str:
    """Return a statement of the rulebook with its citation and how well it was checked.

    What there is in English alone, the law's own words above all, is told as a quotation.
    """
    said = of_rulebook(ground.text)
    if said and said == ground.text and speaking() != "en":
        said = _("As published, in English: “{words}”").format(words=said)
    return f"{said} {standing_words(ground.provenance)}"


def changed_fields(
    before: Product | None, after: Product | None, country: Callable[[str], str]
) -> list[tuple[str, str, str]]:
    """Return which fields a step changed: name of the field, as it was, as it was then."""
    was, became = _shown(before, country), _shown(after, country)
    return [
        (name, was.get(name, ""), became.get(name, ""))
        for name in product_fields()
        if was.get(name, "") != became.get(name, "")
    ]


def _shown(product: Product | None, country: Callable[[str], str]) -> dict[str, str]:
    """Return each field of a product as a person reads it; "" for what is not given."""
    if product is None:
        return {}
    shown = {one.name: str(getattr(product, one.name)) for one in fields(product)}
    shown["hs_code"] = code_words(product)
    shown["origin"] = country(product.origin) if product.origin else ""
    is_said = product.hs_schedule is not HsSchedule.NOT_SAID
    shown["hs_schedule"] = schedule_words(product.hs_schedule) if is_said else ""
    is_known = product.jurisdiction is not Jurisdiction.NOT_KNOWN
    shown["jurisdiction"] = jurisdiction_words(product.jurisdiction) if is_known else ""
    return shown


def save_question(sku: str, *, is_new: bool) -> str:
    """Return what is asked before what was typed of a product goes; a new one may have no SKU."""
    if not is_new:
        return _("Save what you changed in {sku}?").format(sku=sku)
    words = _("Save the new product {sku}?") if sku else _("Save the new product?")
    return words.format(sku=sku)


def left_words(sku: str) -> str:
    """Return what is said of a product that is not saved, once its page is left."""
    words = _("{name} is not saved yet.") if sku else _("The new product is not saved yet.")
    return words.format(name=sku)
