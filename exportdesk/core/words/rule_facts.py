"""Which facts of a sentence are words of the rulebook, and how they are said in the window."""

import re
from collections.abc import Mapping

from exportdesk.core.i18n import of_rulebook

_FACTS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"question"}),
    "answers": frozenset({"question"}),
    "destination": frozenset({"region", "regions"}),
    "end": frozenset({"question"}),
    "filing": frozenset({"why"}),
    "license": frozenset(
        {"list", "listed", "missing", "name", "note", "prompt", "regions", "rule", "spares"}
    ),
    "listed": frozenset({"list"}),
    "match": frozenset({"list"}),
    "ownership": frozenset({"counts_as", "rule", "standing"}),
    "product": frozenset({"description"}),
    "red": frozenset({"text"}),
}
"""By the first word of the code of a sentence. A fact of that name is data in other sentences."""

_ABOUT = re.compile(r"(.+) \(([^()]+)\)")


def told_by_rules(code: str) -> frozenset[str]:
    """Return which facts of the sentence for `code` are words of the rulebook."""
    return _FACTS.get(code.partition("-")[0], frozenset())


def said_by_rules(fact: str, words: str) -> str:
    """Return such a fact as the window says it: also of several, and with what it is about."""
    if fact == "regions":
        return ", ".join(of_rulebook(one) for one in words.split(", "))
    if fact == "listed" and (both := _ABOUT.fullmatch(words)):
        return f"{of_rulebook(both[1])} ({of_rulebook(both[2])})"
    return of_rulebook(words)
