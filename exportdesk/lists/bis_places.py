"""Addresses as BIS writes them: where a name ends and they begin, one from another, the country."""

import re

from exportdesk.core.listings import Address
from exportdesk.lists.files import CountryCode
from exportdesk.lists.text import plain

# What follows a comma and still belongs to the name: `Co., Ltd.`, `Lukoil, OAO`, `Smith, Jr.`
_FORM = re.compile(
    r"(?:and\s+|&\s*)?(?:(?:co|corp|corporation|inc|incorporated|ltd|limited|llc|llp|lp|plc|pvt|pte"
    r"|pty|pjsc|ojsc|cjsc|jsc|zao|oao|ooo|pao|ao|fgup|fsue|fze|fzc|fzco|fzllc|gmbh|ag|sarl|s\.?a"
    r"|s\.?p\.?a|s\.?r\.?[lo]|b\.?v|n\.?v|sdn|bhd|kg|oy|ou|a\.?[sd]|d\.?o\.?o|jr|sr|as|sa|est|ul"
    r"|l\.?l\.?[cp]|s\.?a\.?r\.?l|f\.?z\.?e|f\.?z\.?c|c\.?v|k\.?f\.?t|company|sti|a\.?ş|a\.?o|tic"
    r"|lda|eood|ood|sp\. z o\.o|private|kft|pt|m\.?b\.?h|industry|dmcc|s\.?l|p\.?l\.?c)"
    r"\.?(?:[\s,]+|$))+(?:\([^)]*\)\s*)?$",
    re.IGNORECASE,
)
# Bodies that are named after a comma: `Institute of Oceanography, Ministry of Natural Resources`.
_BODY = re.compile(
    r"\b(?:academ\w+|agency|branch|bureau|command|commission|committee|company"
    r"|corporation|college|corps|department|division|directorate|enterprise|exporters|factory|faculty"
    r"|(?:computing|innovation|research|scientific|service|technical|technology) cent(?:er|re)"
    r"|group|institut\w*|laborator\w+|ministry|organi[sz]ation|plant|school|unit|university)\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\d|#|\b(?:ave|avenue|bazaar|bldg|blk|block|blvd|boulevard|bulvari|building|cad|caddesi|city"
    r"|county|dist|district|estate|flat|floor|free (?:trade )?zone|garden|highway|house|hotel|lane"
    r"|mah|mahalle\w*|mall|market|no|oblast|office|p\.?\s?o\.?|park|plaza|prefecture|prospe[ck]t"
    r"|province|rd|region|rm|road|room|rue|shop|sokak|sq|square|st|str|street|suite|tower|town"
    r"|ul|ulitsa|village|zone|area|airport|industrial|port|ward|near|opposite|jalan|strasse"
    r"|shosse|embankment|per|pereulok|via|calle|base|township|sector|phase|plot|site|sk|way"
    r"|addresses|(?:business|commercial|data|industrial|innovation|office|shopping|trade)"
    r" cent(?:er|re))\b",
    re.IGNORECASE,
)
_STRONG_STREET = re.compile(
    r"^(?:the\s+)?(?:no\b|room\b|rm\b|flat\b|unit\b|suite\b|p\.?\s?o\.?\s?box|#|floor|office|shop"
    r"|building|block|bldg|apt|\d)|\d(?:st|nd|rd|th)? (?:floor|street|road|ave)"
    r"|\b(?:street|road|avenue|rd|ave|district|blvd|lane)\b\.?",
    re.IGNORECASE,
)
# Where the comma between name and address was forgotten: `... Ltd. No. 1 Xifei Road`.
_GLUED = re.compile(
    r"(?<=\b(?:Ltd|Inc)\.) (?=\S)|(?<=\bCo\.) (?=\d)|(?<=\bLLC) (?=\S)|(?<=\w\w\w\w\.) (?=\d)"
    r"|(?<!\bPlant)(?<!\bFactory)(?<!Institute)(?<!\bShop)(?<!\bOffice) (?=No\. ?\d)"
    r"| (?=(?:Flat|Floor|Office|P\.? ?O\.? Box|Rm|Room|Shop|Suite|Unit)\.? (?:No\. ?)?[A-Z]?-?\d)"
)
_AFTER_FORM = re.compile(
    r"(, (?:Ltd|Limited|Inc|LLC)\.?) (?=(?:No\.|Rm|Room|Floor|Flat|Unit|Building|\d))"
)
# Pieces of a name that stand after a comma and tell by their words that they are no place.
_FORM_FIRST = re.compile(
    r"^(?:joint[ -]stock company|[opz]?ao|ooo|[cop]?jsc|npo|fsue|fgup|concern)\b"
    r"|^(?:ltd|inc)\. |^\d+\w* .*\bplant\b",
    re.IGNORECASE,
)
_FORM_LAST = re.compile(r"\b(?:co|ltd|limited|llc)\.?$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:alt(?:ernate)?\.? )?address(?:es)?(?: for [^:]*)?:\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[.,]{0,3} ?; ?(?:[;,] ?){0,3}(?:and\b[;,]?|and(?=[A-Z\d]))? ?")
_PERHAPS_BETWEEN = re.compile(r"[.,]?\s+and\s*(?=[\dA-Z#])")
_NEW_LINE = re.compile(r"\n\s*(?=alt(?:ernate)?\.? address)", re.IGNORECASE)
_POSTAL = re.compile(r"[\s,]*\b[A-Z]{0,3}-?\d[\w-]*$")
_LOOKED_AHEAD = 12
_WORD_START = re.compile(r"(?:^|\s)(?=\S)")
_SHORT = {"U.A.E": "AE", "U.K": "GB", "UAE": "AE", "UK": "GB", "R.O.C": "TW", "P.R.C": "CN"}


class Places:
    """Reads addresses, knowing what countries are called."""

    def __init__(self, country_code: CountryCode) -> None:
        self._country_code = country_code
        self._known: dict[str, str] = {}

    def parted(self, text: str) -> tuple[str, str]:
        """Return the name that `text` begins with, and the address after it, "" for none."""
        pieces = _pieces(text)
        if len(pieces) == 1:
            return self._parted_from_country(text)
        number = 1
        while number < len(pieces) and self._still_name(pieces, number):
            number += 1
        for place, piece in enumerate(pieces[:number]):
            for glue in _GLUED.finditer(piece):
                before, after = piece[: glue.start()], piece[glue.end() :]
                if _STREET.search(after) and not after.startswith("("):
                    pieces[place : place + 1] = [before, after]
                    return _joined(pieces[: place + 1]), _joined(pieces[place + 1 :])
        name, _, more = _joined(pieces[:number]).partition("; ")
        return name, _joined([more, *pieces[number:]] if more else pieces[number:])

    def _parted_from_country(self, text: str) -> tuple[str, str]:
        """Part `Safe Group. South Sudan.`, where nothing but the country is told."""
        name, stop, country = text.rstrip(" .").rpartition(". ")
        if stop and self._country_code(country):
            return f"{name}.", country
        return text, ""

    def addresses(self, text: str, fallback: str) -> list[Address]:
        """Return the addresses in `text`; one that names no country is in `fallback`."""
        found: dict[str, Address] = {}
        for part in _NEW_LINE.split(text):
            for piece in _BETWEEN.split(part.replace("\n", " ")):
                for one in self._parts(_LABEL.sub("", plain(piece))):
                    whole = _bare(one)
                    if whole:
                        found[whole] = Address(whole, country=self.country(whole) or fallback)
        return list(found.values())

    def _parts(self, text: str) -> list[str]:
        """Part `..., Afghanistan, and 12 Other Street, ...`: an `and` after a country parts."""
        parts: list[str] = []
        start = 0
        for match in _PERHAPS_BETWEEN.finditer(text):
            if self.country(text[start : match.start()]):
                parts.append(text[start : match.start()])
                start = match.end()
        return [*parts, text[start:]]

    def country(self, text: str) -> str:
        """Return the country that an address ends with; a postal code may stand after it."""
        ending = text[-60:].rstrip(" .,;)")
        if ending not in self._known:
            self._known[ending] = self._country_at_end(ending)
        return self._known[ending]

    def _country_at_end(self, text: str) -> str:
        bare = _POSTAL.sub("", text).rstrip(" .,;")
        for ending in dict.fromkeys((text, bare, _POSTAL.sub("", bare).rstrip(" .,;"))):
            last = ending.rpartition(",")[2].strip(" .")
            for start in _WORD_START.finditer(last):
                words = last[start.end() :]
                code = _SHORT.get(words.upper(), "")
                if not code and len(words) > 3:
                    code = self._country_code(words.removeprefix("The ").removeprefix("the "))
                if code:
                    return code
        return ""

    def _still_name(self, pieces: list[str], number: int) -> bool:
        piece = pieces[number]
        if _FORM.match(piece) or piece.startswith("("):
            return True
        if piece[0].islower() and len(piece.split()) > 2 and not _STREET.search(piece):
            return True
        later = pieces[number + 1 : number + 1 + _LOOKED_AHEAD]
        if _FORM_FIRST.search(piece) and later:
            return True
        if _STRONG_STREET.search(piece) or self.country(piece):
            return _FORM_LAST.search(piece) is not None and "St" not in piece
        if _FORM_LAST.search(piece):
            return True
        # A person is named with no institute; a body with those above and below it.
        first = pieces[0]
        bodies = _BODY.search(piece) and (_BODY.search(first) or _FORM_LAST.search(first))
        return bool(bodies) and not _STREET.search(piece) and any(map(_STREET.search, later))


def is_place(text: str) -> bool:
    """Whether a line begins like an address, not like a name."""
    return bool(_STRONG_STREET.search(text.partition(",")[0]) or _LABEL.match(text))


def _pieces(text: str) -> list[str]:
    """Return `text` cut at its commas, not at those in parentheses."""
    text = _AFTER_FORM.sub(r"\1, ", text, count=1)
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth = max(0, depth + {"(": 1, ")": -1}.get(sign, 0))
        if sign == "," and not depth:
            pieces.append(text[start:place].strip())
            start = place + 1
    return [piece for piece in (*pieces, text[start:].strip()) if piece]


def _joined(pieces: list[str]) -> str:
    return ", ".join(pieces)


def _bare(text: str) -> str:
    bare = text.strip(" ,;").removeprefix("and ")
    return bare if bare.endswith(("U.A.E.", "U.K.", "N.T.")) else bare.rstrip(" .,")
