"""One cell read as what its column holds: a value, or a code for what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from exportdesk.core.text import tidy, tidy_lines
from exportdesk.tables.codes import eccn_of
from exportdesk.tables.days import Order, order_in, read_day
from exportdesk.tables.fields import Reads
from exportdesk.tables.neutral import released
from exportdesk.tables.vocabulary import folded, kind_of

CountryCode = Callable[[str], str]
"""From a country as written to its ISO code, "" where it is not exactly one."""

LONGEST_LINE = 2_000
LONGEST_LINES = 40_000
_LONGEST_NUMBER = 60  # or day

ADDRESS_ROLES: Mapping[str, str] = {
    "registered": "registered|registered office|registered address|legal|legal address"
    "|incorporation|sitz|siege social",
    "business": "business|main|head office|headquarters|headquarter|hq|principal|office|zentrale"
    "|factory|plant|works|production|werk|usine|branch|branch office|filiale|succursale|sucursal",
    "billing": "billing|bill to|invoice|invoicing|sold to|rechnung|rechnungsadresse|facturation",
    "shipping": "shipping|ship to|delivery|deliver to|consignee|warehouse|lager|depot|lieferung"
    "|lieferadresse|livraison",
    "": "mailing|postal|mail|po box|correspondence|postanschrift|residence|home|private|wohnsitz"
    "|other|another|not said",
}
"""Words for what an address is for, by the values of `core.customers.AddressUse`."""

_ROLE_OF = {word: role for role, words in ADDRESS_ROLES.items() for word in words.split("|")}

_JURISDICTIONS = {
    "ear": "ear|commerce|bis|department of commerce|ccl|dual use|subject to the ear",
    "itar": "itar|state|ddtc|department of state|usml|subject to the itar|munitions",
    "other": "other|other agency|another agency|nrc|doe|ofac|uspto|fda",
    "": "not known|unknown|tbd|to be determined|na|n a|none|not determined",
}
_JURISDICTION_OF = {word: key for key, words in _JURISDICTIONS.items() for word in words.split("|")}

# Marks of writing direction; a copied name carries them along, a code must not.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SCHEDULE_OF = {
    "hs": "hs", "schedule b": "schedule_b", "b": "schedule_b",
    "hts": "hts", "htsus": "hts",
}  # fmt: skip
_OUTER = " \u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LIST = re.compile(r'\s*("(?:[^"]|"")*"|[^;\n]*)\s*(?:[;\n]|$)')
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,62}[^\W_])?\.)+[^\W\d_]{2,63}|(?:\d{1,3}\.){3}\d{1,3}")
_EMAIL = re.compile(r"[^\s@<>,;]+@([^\s@<>,;]+)")
_HS_NOISE = re.compile(r"[.,\s'’\-–—_/]")
_HS_PREFIX = re.compile(r"^(?:HTSUS|HTS|HS|SCHEDULEB|TARIC|CN)?(?:CODE|NO)?[:#]?", re.I)
_EXPONENT = re.compile(r"(\d(?:[.,]\d+)?)E\+?(\d{1,2})", re.I)
_FLOAT = re.compile(r"(\d{5,12})[.,]0")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,12})?|[.,]\d{1,12})\s*(%|percent|pct|per cent)?", re.I)
_HS_LENGTHS = (6, 8, 10)


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: tidied `text` as written, and `parts`, what it was read as."""

    text: str
    parts: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first or only part, "" where nothing could be read."""
        return self.parts[0] if self.parts else ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a cell: a code and facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Habit:
    """What the cells of a column show together that one of them alone does not."""

    order: Order = Order.NOT_KNOWN
    is_fraction: bool | None = None


Read = tuple[Value, Trouble | None]
EMPTY = Value("")


def habit_of(reads: Reads, texts: Iterable[str]) -> Habit:
    """Return how a column writes its days or shares."""
    texts = (text for text in texts if len(text) <= _LONGEST_NUMBER)
    if reads is Reads.DATE:
        return Habit(order=order_in(texts))
    if reads is Reads.PERCENT:
        return Habit(is_fraction=_is_fraction(texts))
    return Habit()


def read_cell(text: str, reads: Reads, habit: Habit, country_code: CountryCode) -> Read:
    """Return what a cell says, and what is wrong with it."""
    if not text:
        return EMPTY, None
    text = released(text)
    bare = tidied_lines(text) if reads in (Reads.LINES, Reads.LIST) else tidied(text)
    if not bare:
        return EMPTY, None
    longest = LONGEST_LINES if reads is Reads.LINES else LONGEST_LINE
    if len(bare) > longest:
        return Value(bare), Trouble("cell-too-long", {"letters": len(bare), "most": longest})
    match reads:
        case Reads.LINE | Reads.LINES:
            return Value(bare, (bare,)), None
        case Reads.LIST:
            return Value(bare, listed(bare)), None
        case Reads.COUNTRY:
            return _one(bare, country_code(bare), "cell-country-unknown")
        case Reads.KIND:
            return _one(bare, _kind(bare), "cell-kind-unknown")
        case Reads.ADDRESS_ROLE:
            return _known(bare, _ROLE_OF, "cell-role-unknown")
        case Reads.JURISDICTION:
            return _known(bare, _JURISDICTION_OF, "cell-jurisdiction-unknown")
        case Reads.HS_SCHEDULE:
            return _known(bare, _SCHEDULE_OF, "cell-schedule-unknown")
        case Reads.ECCN:
            return Value(bare, (eccn_of(_code(bare)),)), None
        case Reads.USML:
            return Value(bare, (_code(bare).replace(" ", ""),)), None
    return _read_more(bare, reads, habit)


def _read_more(bare: str, reads: Reads, habit: Habit) -> Read:
    match reads:
        case Reads.DATE:
            day, wrong = read_day(_DIRECTION.sub("", bare), habit.order)
            return _one(bare, day, wrong)
        case Reads.PERCENT:
            return _percent(bare, habit)
        case Reads.HS_CODE:
            return _hs_code(bare)
        case Reads.WEBSITE:
            return _one(bare, _website(bare), "cell-website-unknown")
    return _email(bare)


def _kind(text: str) -> str:
    kind = kind_of(text)
    return "" if kind is None else kind.value


def tidied(text: str) -> str:
    """Return a text on one line; the same object where there is nothing to tidy."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return tidy(text).strip(_OUTER)


def tidied_lines(text: str) -> str:
    """Return a text with its lines kept; the same object where there is nothing to tidy."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return tidy_lines(text)


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a text, divided by ; or lines; one in quotation marks may hold a ;."""
    if ";" not in text and "\n" not in text:
        return (text,)
    parts: list[str] = []
    for found in _LIST.finditer(text):
        part = found[1].strip()
        if len(part) > 1 and part[0] == part[-1] == '"' and ";" in part:
            part = part[1:-1].replace('""', '"')
        if part:
            parts.append(tidied(part))
    return tuple(dict.fromkeys(parts))


def unlisted(parts: Iterable[str]) -> str:
    """Return parts as one text, which `listed` takes apart again."""
    quoted = ['"' + p.replace('"', '""') + '"' if ";" in p else p for p in parts]
    return "; ".join(quoted)


def role_of(text: str) -> str:
    """Return the role of an address that a word says, "" where nobody knows the word."""
    return _ROLE_OF.get(folded(text), "")


def _one(text: str, value: str, code: str) -> Read:
    if value:
        return Value(text, (value,)), None
    return Value(text), Trouble(code, {"text": text})


def _known(text: str, words: Mapping[str, str], code: str) -> Read:
    value = words.get(folded(text))
    if value is None:
        return Value(text), Trouble(code, {"text": text})
    return Value(text, (value,) if value else ()), None


def _code(text: str) -> str:
    """Return a code in plain letters: full-width ones, other hyphens and directions taken away."""
    return _DIRECTION.sub("", unicodedata.normalize("NFKC", text)).strip().upper()


def _hs_code(text: str) -> Read:
    bare = _code(text)
    facts: dict[str, object] = {"text": text}
    if found := _EXPONENT.fullmatch(bare.replace(" ", "")):
        mantissa = found[1].replace(",", ".")
        places = len(mantissa.partition(".")[2])
        digits = str(int(Decimal(mantissa).scaleb(int(found[2]))))
        if int(found[2]) > places:
            return Value(text), Trouble("cell-hs-rounded", facts)
    elif found := _FLOAT.fullmatch(bare):
        digits = found[1]
    else:
        digits = _HS_NOISE.sub("", _HS_PREFIX.sub("", bare.replace(" ", "")))
    if not digits.isascii() or not digits.isdigit():
        return Value(text), Trouble("cell-hs-unknown", facts)
    if len(digits) in _HS_LENGTHS:
        return Value(text, (digits,)), None
    if len(digits) in (5, 7, 9):
        # 8542.3 has lost a zero at the end, all others one in front.
        ends = re.fullmatch(r"\d{4}\.\d", bare) is not None
        likely = digits + "0" if ends else "0" + digits
        code = "cell-hs-zero-behind" if ends else "cell-hs-zero-lost"
        return Value(text, (digits,)), Trouble(code, {**facts, "likely": likely})
    short = len(digits) < _HS_LENGTHS[0]
    return Value(text, (digits,)), Trouble(
        "cell-hs-short" if short else "cell-hs-long", {**facts, "digits": len(digits)}
    )


def _is_fraction(texts: Iterable[str]) -> bool | None:
    """Whether a column writes shares as fractions (0.51), None where it does not show.

    It does where all numbers without a sign are at most 1, and some are less.
    """
    numbers = [n for n, sign in map(_number, texts) if n is not None and not sign]
    if not numbers or all(n in (0, 1) for n in numbers):
        return None
    return max(numbers) <= 1


def _number(text: str) -> tuple[Decimal | None, str]:
    bare = _DIRECTION.sub("", unicodedata.normalize("NFKC", released(text))).strip()
    found = _PERCENT.fullmatch(bare.lstrip("%"))
    if found is None:
        return None, ""
    try:
        sign = found[2] or ("%" if bare.startswith("%") else "")
        return Decimal(found[1].replace(",", ".")), sign
    except InvalidOperation:
        return None, ""


def _percent(text: str, habit: Habit) -> Read:
    number, sign = _number(text)
    if number is None:
        return Value(text), Trouble("cell-percent-unknown", {"text": text})
    if not sign and 0 < number <= 1:
        if habit.is_fraction is None:
            return Value(text), Trouble("cell-percent-ambiguous", {"text": text})
        number *= 100 if habit.is_fraction else 1
    if number > 100:
        return Value(text), Trouble("cell-percent-high", {"text": text})
    written = f"{number:f}"
    return Value(text, (written.rstrip("0").rstrip(".") if "." in written else written,)), None


def _website(text: str) -> str:
    """Return a web address without its scheme, its host in small letters; "" for anything else."""
    bare = _DIRECTION.sub("", text).strip(" <>\"'.,;")
    if not bare or any(letter.isspace() for letter in bare) or "@" in bare:
        return ""
    try:
        parts = urlsplit(bare if "://" in bare else f"http://{bare.removeprefix('//')}")
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme.casefold() not in ("http", "https", "ftp") or not _HOST.fullmatch(host):
        return ""
    rest = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return f"{host.casefold()}{port}{rest}"


def address_at(text: str, domain: str) -> str:
    """Return the first e-mail address in a cell that is at `domain`, "" for none."""
    for found in _EMAIL.finditer(_DIRECTION.sub("", text)):
        local, _at, there = found.group().strip(".<>").removeprefix("mailto:").rpartition("@")
        if local and there.casefold() == domain:
            return f"{local}@{domain}"
    return ""


def _email(text: str) -> Read:
    """Return the domains of the addresses in a cell; a domain alone is taken too."""
    bare = _DIRECTION.sub("", text)
    domains = [found.rstrip(".>").casefold() for found in _EMAIL.findall(bare)]
    if not domains and "@" not in bare.strip().removeprefix("@"):
        domains = [bare.strip().removeprefix("@").casefold()]
    good = tuple(dict.fromkeys(one for one in domains if _HOST.fullmatch(one)))
    if not good or len(good) < len(set(domains)):
        return Value(text, good), Trouble("cell-email-unknown", {"text": text})
    if len(good) > 1:
        facts = {"domain": good[0], "others": ", ".join(good[1:])}
        return Value(text, good), Trouble("cell-email-domains", facts)
    return Value(text, good), None
