"""The Remarks of OFAC's CSV: one text that holds dates, numbers, weak names and plain remarks."""

import re

from exportdesk.core.listings import ListedName, NameRole
from exportdesk.lists.ofac import OfacParty, Told, role_of
from exportdesk.lists.ofac_labels import DOCUMENT, FEATURE
from exportdesk.lists.text import plain

_BETWEEN = re.compile(r";\s+")
_OTHER = "alt. "
LINKED = "Linked To: "
_NAME = re.compile(r"[anf]\.k\.a\. '(.+)'")
# The classic XML writes a relation in parentheses; a name may have some of its own.
_IN_PARENTHESES = re.compile(rf"(?:(?<!\s)\s+)?\(({LINKED}[^()]*(?:\([^()]*\)[^()]*)*)\)")
_DATES = re.compile(r" (?:issued|expires) .*$")


def add_remarks(party: OfacParty, text: str) -> None:
    """Add what Remarks tell to a party. What is none of the known things stays as a remark.

    Dates of issue and expiry of documents are left to the record.
    """
    whole = plain(text)
    for piece in _BETWEEN.split(whole.removesuffix(".")):
        one = piece.removeprefix(_OTHER)
        named = _NAME.fullmatch(one)
        feature = FEATURE.match(one)
        document = None if feature else DOCUMENT.match(one)
        if named:
            role = role_of(named[1], NameRole.WEAK_ALIAS)
            party.names.append(ListedName(named[1], role))
        elif feature:
            party.told.append(Told(feature[1], one[feature.end() :]))
        elif document:
            value = one[document.end() :]
            party.told.append(Told(document[1], _DATES.sub("", value) or value))
        elif one.startswith(LINKED):
            party.relations.append(one)
        elif piece:
            party.remarks.append(piece)


def add_plain_remarks(party: OfacParty, text: str) -> None:
    """Add Remarks of the classic XML, which hold relations, but neither dates nor numbers."""
    party.relations += _IN_PARENTHESES.findall(text)
    rest = plain(_IN_PARENTHESES.sub("", text))
    if rest:
        party.remarks.append(rest)
