"""The columns of the table of products."""

from collections.abc import Callable

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words.product_fields import jurisdiction_words, schedule_words, tier_words
from exportdesk.operations.product_rows import ProductRow
from exportdesk.rulebook import Tier
from exportdesk.ui.products.words import (
    code_words,
    problem_tone,
    problem_words,
    problems_in_full,
    tier_tone,
)
from exportdesk.ui.widgets import Column

_TIERS = {tier: at for at, tier in enumerate(Tier)}


def product_columns(country: Callable[[str], str]) -> tuple[Column[ProductRow], ...]:
    """Return the columns; `country` names a country by its code."""
    return (
        Column(
            _("Product"),
            text=lambda r: r.product.sku,
            subtitle=lambda r: r.product.description or _("No description"),
            key="sku",
            width=150,
            roomy=200,
            stretch=True,
        ),
        Column(
            _("Description"),
            text=lambda r: r.product.description,
            key="description",
            width=220,
            hidden=True,
        ),
        Column(
            _("Code"),
            text=lambda r: code_words(r.product),
            hint=_code_hint,
            sort=lambda r: r.product.hs_code,
            key="code",
            width=120,
            fitted=True,
        ),
        Column(
            _("Kind of code"),
            text=lambda r: schedule_words(r.product.hs_schedule),
            key="schedule",
            width=104,
            hidden=True,
        ),
        Column(
            _("Priority"),
            text=lambda r: tier_words(r.tier) if r.tier is not None else "",
            tone=lambda r: tier_tone(r.tier),
            below=lambda r: tier_words(r.tier) if r.tier is not None else "",
            speak=_spoken_tier,
            hint=_spoken_tier,
            sort=lambda r: _TIERS[r.tier] if r.tier is not None else len(_TIERS),
            key="tier",
            width=130,
            fitted=True,
            yields=True,
            own_line=True,
        ),
        Column(
            _("Problems"),
            text=problem_words,
            below=problem_words,
            tone=problem_tone,
            speak=lambda r: problems_in_full(r) if r.problems else _("No problem"),
            hint=problems_in_full,
            sort=lambda r: (r.is_wrong, len(r.problems)),
            key="problems",
            width=190,
            fitted=True,
            yields=True,
            own_line=True,
        ),
        Column(
            _("ECCN"),
            text=lambda r: r.product.eccn,
            below=lambda r: r.product.eccn,
            under="code",
            key="eccn",
            width=100,
            fitted=True,
            yields=True,
        ),
        Column(_("Jurisdiction"), text=_jurisdiction, key="jurisdiction", width=120, hidden=True),
        Column(
            _("Origin"),
            text=lambda r: country(r.product.origin) if r.product.origin else "",
            key="origin",
            width=120,
            hidden=True,
        ),
        Column(
            _("Manufacturer"),
            text=lambda r: r.product.manufacturer,
            key="manufacturer",
            width=160,
            hidden=True,
        ),
        Column(
            _("Buyers"),
            text=lambda r: figure(r.buyers) if r.buyers else "",
            hint=lambda _r: _("Customers that it was signed off for, in cases that let it go"),
            sort=lambda r: r.buyers,
            key="buyers",
            width=84,
            right=True,
            hidden=True,
        ),
    )


def _code_hint(row: ProductRow) -> str:
    if not row.product.hs_code:
        return ""
    kind = schedule_words(row.product.hs_schedule)
    return _("{code} ({kind})").format(code=code_words(row.product), kind=kind)


def _spoken_tier(row: ProductRow) -> str:
    if row.tier is None:
        return _("Not on the high-priority list")
    return _("High-priority item, tier {tier}").format(tier=row.tier)


def _jurisdiction(row: ProductRow) -> str:
    words = jurisdiction_words(row.product.jurisdiction)
    if row.product.jurisdiction is Jurisdiction.ITAR and row.product.usml_category:
        return f"{words} {row.product.usml_category}"
    return words
