"""The high-priority codes tier by tier, from the rulebook in use: an addition to the guide."""

from collections.abc import Iterator
from itertools import groupby

from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.core.words.product_fields import tier_words
from exportdesk.rulebook import HighPriorityItem, Rulebook
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.rulebook.provenance import Provenance
from exportdesk.ui.dates import day_text

PAGE = "high-priority-codes"


def high_priority_text(rulebook: Rulebook) -> str:
    """Return it as Markdown, a heading and a table for each tier."""
    listed = rulebook.high_priority
    count = len(listed.all())
    words = ngettext(
        "{count} code, of the list of {revision}.",
        "{count} codes, of the list of {revision}.",
        count,
    ).format(count=count, revision=day_text(listed.revision))
    lines = [f"\n**{words}**\n"]
    for tier, items in groupby(listed.all(), key=lambda one: one.tier):
        lines += _tier(tier_words(tier.tier), of_rulebook(tier.meaning), tuple(items))
    return "\n".join(lines)


def _tier(name: str, meaning: str, items: tuple[HighPriorityItem, ...]) -> Iterator[str]:
    yield f"\n## {name}\n"
    yield f"{meaning}\n"
    if any(one.in_certification_scope for one in items):
        asked = _("BIS asks for a customer certification at least for these codes.")
        yield f"**{asked}**\n"
    heads = (_("Code"), _("Digits"), _("What it is"))
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|"
    for one in items:
        what = of_rulebook(one.description).replace("|", "/")
        yield f"| {dotted(one.hs6)} | {one.hs6} | {what} |"
    yield ""
    for origin in dict.fromkeys(_how_sure(one.provenance) for one in items):
        yield f"{origin}\n"


def _how_sure(origin: Provenance) -> str:
    said = f"{of_citation(origin.citation)}. "
    said += sentence(f"status-{origin.status.value}", {"as_of": day_text(origin.as_of)})
    if origin.unverified_note:
        said += " " + of_rulebook(origin.unverified_note)
    return said
