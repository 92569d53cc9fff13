"""One cell of BIS's lists: a party's names, aliases and addresses, and the parties under it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from exportdesk.core.listings import Address
from exportdesk.lists.bis_places import Places, is_place
from exportdesk.lists.text import plain

# A cell comes with single spaces and at most one empty line (`bis_ecfr`), so white space may be
# looked for from every place; what may go on for long has a bound, or ends at what it begins with.
_DASH = "—–―-"
_KNOWN_AS = (
    r"(?:\b[afn]\s?\.\s?k\s?\.\s?a\b\s?\.?|\b[afn]/?k/?a\b\.?|\b(?:also|formerly) known as\b)"
)
_COUNT = r"(?:\b\w{1,15}(?:-\w{1,15})?\s+)"
# `a.k.a., the following five aliases:`; words of it are left out and misspelled.
_LIST = re.compile(
    rf"[,;(]?\s*(?:(?:{_KNOWN_AS}|\band\b)\s*,?\s*){{0,3}}(?:(?:and|as|including)\s+)?(?:the\s+)?"
    rf"(?:(?:following\s+)?(?:the\s+)?follow(?:ing)?\s+{_COUNT}?alia\w*|following\s+{_COUNT}?entity"
    rf"|{_COUNT}(?:following\s+)?alia\w*)"
    r"(?P<more>,?\s*(?:and|including)\b[^:\n]{0,300}?(?:institutions|entities))?\s*[:,]?",
    re.IGNORECASE,
)
_MARK = re.compile(rf"[,;]?\s*\(?\s*{_KNOWN_AS}\s*[,:]?\s*", re.IGNORECASE)
_IN_PARENTHESES = re.compile(rf"[,;]?\s*\(\s*{_KNOWN_AS}\s*[,:]?\s*", re.IGNORECASE)
_NOTE = re.compile(
    r"[.,;]?\s*(?:\(\s*(?:see|for) (?:also )?[^()]{0,500}(?:\([^()]{0,99}\)[^()]{0,200}){0,5}\)?"
    r"|\bSee (?:also )?(?:alternat\w+ |also )?address(?:es)? under [^.;]*)\.?",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:^|\n|(?<=[;.:] ))[ \t]*(?:and )?(?P<kind>subordinate (?:institu|entit)\w*"
    r"|affiliated entit\w+)[ \t]*[:.]?[ \t]*(?:\n|(?=\S))",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?:^|\n)\s*the following address[^:]{0,99}\bapply to [^:]{0,200}:\s*", re.IGNORECASE
)
_INSIDE = re.compile(
    r"^(?P<above>.+?)[,.]?\s+subordinate (?:institui?tion|entity)\s*(?::|\s-)\s*"
    rf"(?:[{_DASH}]\s*)?(?P<own>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TO_INCLUDE = re.compile(
    r",?\s+(?:and )?to include the following\b[^.:\n]{0,500}[.:]?", re.IGNORECASE
)
_ENTITIES = re.compile(
    rf"[;,]?\s*(?:and )?the following {_COUNT}?(?:subordinate|affiliated) entities:", re.IGNORECASE
)
_GROUP = re.compile(r"^the following (?P<whole>[^:]+?) entities:\s*", re.IGNORECASE)
_ALL_OF = re.compile(
    r"[,.]\s*(?=including (?:the|all) (?!follow|named))|\.\s+(?=This includes )"
    r"|\.?\s*\n?\s*(?=All address)|[;,]\s*(?=and any [\w-]+ entities)"
)
_INCLUDED = re.compile(r"^including the ([A-Z][^,.]+?) and all ")
# A dash in the middle of a line begins an alias all the same: `(ERL);—Institute of ...`
_RUN_ON = re.compile(rf"((?:;|:)(?:\s*and)?)\s*([{_DASH}](?=[A-Z]))")
# A full stop that belongs to the word before it, not to the sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:ltd|inc|co|corp|pte|pty|pvt|bhd|sdn|l[dt]da|sti|tic|san|ltd|bros|mfg|intl|elec|tech|jr"
    r"|sr|st|dr|dept|est|ind|şti|imp|exp|eng|lab|mat|eq|gen)|\b\w|\.\w+)\.$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class CellParty:
    """A party that a cell names: its names, the primary one first, addresses, what else it says."""

    names: list[str]
    addresses: list[Address] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The primary name, "" for a party without names."""
        return self.names[0] if self.names else ""


class Cells:
    """Takes cells apart."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def parties(self, text: str, country: str) -> list[CellParty]:
        """Return the parties of a cell with lines, the one it is the entry of first."""
        text, notes = _without_notes(_RUN_ON.sub(r"\1\n\2", text))
        text, shared = self._shared(text, country)
        blocks = _UNDER.split(text)
        first = self._party(blocks[0], country)
        found = [first]
        for kind, block in zip(blocks[1::2], blocks[2::2], strict=True):
            what = "Affiliated entity" if kind.lower().startswith("aff") else _SUBORDINATE
            under = self._listed(block, country)
            for party in under:
                party.notes.append(f"{what} of {first.name}")
            found += under
        found += self._entities(blocks[0], first, country)
        last = found[-1].addresses
        for party in found:
            party.notes += notes
            party.addresses += shared or ([] if party.addresses else last)
        return found

    def _shared(self, text: str, country: str) -> tuple[str, list[Address]]:
        before, *after = _SHARED.split(text, maxsplit=1)
        return before, self._places.addresses(after[0], country) if after else []

    def _party(self, text: str, country: str) -> CellParty:
        inside = _INSIDE.match(text)
        if inside:
            party = self._party(inside["own"].strip(), country)
            party.notes.append(f"{_SUBORDINATE} of {plain(inside['above'])}")
            return party
        group = _GROUP.match(text)
        if group:
            items = [_bare_name(item) for item in _lines(text[group.end() :])]
            return CellParty([plain(group["whole"]), *items])
        text = _ENTITIES.split(_TO_INCLUDE.sub("\n", text))[0]
        whole, *rest = _ALL_OF.split(text, maxsplit=1)
        party = self._named(whole, country)
        for part in rest:
            party.names += _INCLUDED.findall(part)
            party.notes.append(_line(part))
        return party

    def _named(self, text: str, country: str) -> CellParty:
        text, others = _take_parenthesized(text)
        listing = _LIST.search(text)
        if listing:
            name, after = text[: listing.start()], text[listing.end() :]
            aliases, place = self._aliases(after)
        else:
            name, *marked = _MARK.split(text)
            aliases, place = [], ""
            if marked:
                aliases, place = self._inline(name, marked)
            elif "\n" in name.strip():
                name, place = self._over_lines(name)
            else:
                name, place = self._places.parted(_line(name))
        names = dict.fromkeys(map(_bare_name, (name, *others, *aliases)))
        names.pop("", None)
        return CellParty(list(names), self._places.addresses(place, country))

    def _over_lines(self, text: str) -> tuple[str, str]:
        """Part an entry without aliases that has line breaks: one mostly stands after the name."""
        lines = _lines(text)
        if _bare_name(lines[0]) and not self._places.parted(lines[0])[1]:
            return lines[0], "\n".join(lines[1:])
        return self._places.parted(_line(text))

    def _aliases(self, text: str) -> tuple[list[str], str]:
        """Part what follows `the following aliases:`: aliases with dashes or not, then places."""
        lines = _lines(text)
        aliases: list[str] = []
        dashed = any(line[0] in _DASH for line in lines)
        while lines and (lines[0][0] in _DASH or (dashed and _goes_on(aliases))):
            aliases.append(lines.pop(0))
        if not aliases:
            return self._undashed(lines)
        last, place = self._parted_alias(aliases[-1], have_place=bool(lines))
        aliases[-1] = last
        names = [
            name
            for alias in aliases
            for piece in _MARK.split(_no_dash(alias))
            for name in _several(piece, commas=False)
        ]
        return names, "\n".join(filter(None, (place, *lines)))

    def _undashed(self, lines: list[str]) -> tuple[list[str], str]:
        """Part aliases that have no dashes: `alias: X. 12 Street`, or one on a line of its own."""
        if len(lines) > 1:
            return lines[:1], "\n".join(lines[1:])
        pieces = re.split(r"\s*;\s*(?:and\s+)?-?", lines[0]) if lines else []
        aliases: list[str] = []
        for number, piece in enumerate(pieces):
            name, place = self._parted_alias(piece, have_place=False)
            aliases.append(name)
            if place:
                return aliases, "; ".join((place, *pieces[number + 1 :]))
        return aliases, ""

    def _parted_alias(self, alias: str, *, have_place: bool) -> tuple[str, str]:
        """Part an alias from an address on its line: `X. 12 Street, City` or `X, 12 Street`."""
        name, labeled, place = alias.partition("(Address: ")
        if labeled:
            return name.rstrip(" ,"), place.replace(")", "", 1)
        if have_place:
            return alias, ""
        name, place = self._places.parted(alias)
        for stop in re.finditer(r"\.\s*(?=[\w#])", name):
            if place and not _ABBREVIATED.search(name[: stop.start() + 1]):
                return alias[: stop.start()], alias[stop.end() :]
        return name, place

    def _inline(self, primary: str, marked: list[str]) -> tuple[list[str], str]:
        """Part `a.k.a. X, a.k.a. Y and Z, 12 Street, City`: what stands after each mark."""
        aliases: list[str] = []
        place = ""
        for number, text in enumerate(marked):
            if number < len(marked) - 1:
                aliases += _several(_line(text))
                continue
            name, place = self._parted_alias(_line(text), have_place=False)
            aliases += _several(name)
            while len(aliases) < _MOST_INLINE and _is_another_name(place, (primary, *aliases)):
                name, _, place = place.partition(", ")
                aliases.append(name)
        return aliases, place

    def _listed(self, block: str, country: str) -> list[CellParty]:
        """Return the parties of a block, each from its name to the last line of its addresses."""
        chunks: list[list[str]] = []
        for line in _lines(block):
            if chunks and (line[0] in _DASH or not self._begins(chunks[-1], line)):
                chunks[-1].append(line)
            else:
                chunks.append([line])
        return [self._party("\n".join(chunk), country) for chunk in chunks]

    def _begins(self, chunk: list[str], line: str) -> bool:
        """Whether `line` begins a party, after the lines of the party before."""
        open_list = _LIST.search(chunk[0]) and not any("," in one for one in chunk[1:])
        return not (open_list or _goes_on(chunk) or is_place(line))

    def _entities(self, text: str, first: CellParty, country: str) -> list[CellParty]:
        """Return the parties after `and the following four subordinate entities:`, by dashes."""
        _, *after = _ENTITIES.split(_TO_INCLUDE.sub("\n", text), maxsplit=1)
        chunks: list[list[str]] = []
        aliases = False
        for line in _lines(after[0]) if after else ():
            if not chunks or (line[0] in _DASH and not aliases):
                chunks.append([_no_dash(line)])
            else:
                chunks[-1].append(line)
                aliases = aliases and line.rstrip().endswith(("and", ";"))
            aliases = aliases or _LIST.search(line) is not None
        found = [self._party("\n".join(chunk), country) for chunk in chunks]
        for party in found:
            party.notes.append(f"{_SUBORDINATE} of {first.name}")
        return found


def _is_another_name(place: str, names: Collection[str]) -> bool:
    """Whether what seems to be an address begins with a name: it has a word of the others."""
    first, _, rest = place.partition(", ")
    if "," not in rest or re.search(r"\d|\b(?:Street|Str|St|Road|Rd|Bldg|Building)\b", first):
        return False
    words = {word for name in names for word in re.findall(r"\w{4,}", name)}
    return not words.isdisjoint(re.findall(r"\w{4,}", first)) or bool(_NAME_SIGN.search(first))


_MOST_INLINE = 40
_SUBORDINATE = "Subordinate institution"
_NAME_SIGN = re.compile(r"\([A-Z]{2,}\)|\b(?:Center|Centre|Council|Institut\w*|Electronics|Air)$")


def _without_notes(text: str) -> tuple[str, list[str]]:
    notes = [plain(found.group()).strip(" .,;()") for found in _NOTE.finditer(text)]
    return _NOTE.sub("", text), notes


def _take_parenthesized(text: str) -> tuple[str, list[str]]:
    """Take `(a.k.a., X; a.k.a. Y and Z)` out of the name that the text begins with."""
    names: list[str] = []
    while found := _IN_PARENTHESES.search(text):
        depth, end = 1, len(text)
        for place in range(found.end(), len(text)):
            depth += {"(": 1, ")": -1}.get(text[place], 0)
            if not depth:
                end = place
                break
        pieces = _MARK.split(text[found.end() : end])
        for piece in pieces:
            names += _several(_line(piece), commas=len(pieces) == 1)
        text = f"{text[: found.start()]}, {text[end + 1 :].lstrip(' ,')}"
    return text, names


def _several(text: str, *, commas: bool = True) -> list[str]:
    """Return the names in `X; Y; and Z`, or in `X, Y and Z` where they are plainly several."""
    pieces = [piece for piece in re.split(r"\s*;\s*(?:and\b\s*)?", text) if re.search(r"\w", piece)]
    if len(pieces) != 1 or not commas:
        return pieces
    listed = re.split(r",\s*(?:and\s+)?" + ("" if "(" in text else r"|\s+and\s+"), text)
    lengths = [len(piece.split()) for piece in listed]
    if min(lengths) > 1 and ("," in text or (len(listed) == 2 and lengths[0] == lengths[1])):
        return listed
    return pieces


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip(" \xa0;,")]


def _line(text: str) -> str:
    return plain(text.replace("\n", " "))


def _no_dash(line: str) -> str:
    return line.lstrip(_DASH + " ")


def _goes_on(lines: list[str]) -> bool:
    """Whether the last line says that another name follows: it ends with `;` or `and`."""
    return bool(lines) and re.search(r"(?:;|\band)[;,]?$", lines[-1].rstrip()) is not None


def _bare_name(text: str) -> str:
    bare = _no_dash(_line(text)).removeprefix("and ")
    bare = re.sub(r"(?:[;,]\s*(?:and|or)?|\s+and)[;,]?\s*$", "", bare).strip(" ,;")
    bare = re.sub(r"^(?:and|or) ", "", bare)
    if bare.endswith(".") and not _ABBREVIATED.search(bare):
        bare = bare.rstrip(" .")
    return bare
