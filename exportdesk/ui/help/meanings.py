"""What each list means, from the rulebook in use: an addition to the guide."""

from collections.abc import Iterator

from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.rulebook import Rulebook
from exportdesk.rulebook.meanings import ListMeaning
from exportdesk.ui.dates import day_text

PAGE = "what-lists-mean"


def meanings_text(rulebook: Rulebook) -> str:
    """Return it as Markdown, a heading for each list."""
    return "\n".join(line for one in rulebook.meanings.values() for line in _lines(one))


def _lines(one: ListMeaning) -> Iterator[str]:
    what = _("What to do")
    yield f"\n## {of_rulebook(one.name)} ({one.code})\n"
    yield f"{of_rulebook(one.agency)}. **{sentence(f'consequence-{one.consequence.value}')}**\n"
    yield f"{of_rulebook(one.what_it_means)}\n"
    yield f"**{what}:** {of_rulebook(one.next_step)}\n"
    how_sure = sentence(f"status-{one.status.value}", {"as_of": day_text(one.as_of)})
    yield f"{of_citation(one.citation)}. {how_sure}\n"
    if one.unverified_note:
        yield of_rulebook(one.unverified_note) + "\n"
