"""Identifiers: tax, registration and passport numbers, IMO, MMSI, tail number, SWIFT, wallet.

Compared exactly, once what people add to a number is taken off: spaces, dots, dashes, the words
"No." or "IMO". Two numbers of different kinds, or short ones of different countries, may be equal
by chance: that is told, and weighs less. A number of fewer than five characters, or one that is a
filler ("00000", "12345"), identifies nobody.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from exportdesk.screening.countries import country_numbers, near

LEAST_LENGTH = 5
# A number of this many characters is not given by chance in two countries.
_LONG = 9
# One of fewer is given by chance within one country, unless it is known that both are of it.
_SHORT = 7
_FILLERS = frozenset(
    text[:end]
    for text in ("1234567890", "123456789012345", "0123456789", "987654321")
    for end in range(LEAST_LENGTH, 16)
)


class IdKind(StrEnum):
    """What kind of number an identifier is."""

    UNKNOWN = ""
    TAX = "tax"
    REGISTRATION = "registration"
    NATIONAL = "national"
    PASSPORT = "passport"
    IMO = "imo"
    MMSI = "mmsi"
    TAIL = "tail"
    BANK = "bank"
    WALLET = "wallet"
    NO_NUMBER = "no_number"  # phone, web site, stock ticker: not a number of the party


# One number of a state often serves as two of these.
_OF_A_STATE = frozenset({IdKind.TAX, IdKind.REGISTRATION, IdKind.NATIONAL})
_OF_THE_WORLD = frozenset({IdKind.IMO, IdKind.MMSI, IdKind.TAIL, IdKind.BANK, IdKind.WALLET})

# How publishers and people call the kinds; the first that is found counts.
_KIND_WORDS: tuple[tuple[IdKind, str], ...] = (
    (
        IdKind.NO_NUMBER,
        r"phone|fax|e-?mail|website|ticker|un/locode|chinese commercial code|nationality|gender"
        r"|aircraft model|vessel (?:flag|type)",
    ),
    (IdKind.WALLET, r"digital currency|wallet|crypto|bitcoin|btc|xbt|ethereum|eth|usdt|tron|trx"),
    (IdKind.IMO, r"imo|vessel registration"),
    (IdKind.MMSI, r"mmsi"),
    (IdKind.TAIL, r"tail|aircraft registration"),
    (IdKind.BANK, r"swift(?:/bic)?|bic"),
    (IdKind.PASSPORT, r"passports?|travel document|паспорт"),
    (
        IdKind.TAX,
        r"tax|tin|inn|инн|ein|fein|vat|v\.a\.t|kdv|vergi|vkn|nit|r\.?f\.?c|ruc|rif|rtn|c\.?u\.?i\.?t"
        r"|kpp|кпп|fiscal|nip|trn|pan",
    ),
    (
        IdKind.REGISTRATION,
        r"registration|registry|registered|register|company|business|licen[cs]e"
        r"|commercial|c\.?r\.?|uscc|uscccs?|social credit|ogrn(?:ip)?|огрн(?:ип)?|okpo|окпо"
        r"|enterprise"
        r"|chamber|incorporation|matricula|folio|gazette|legal entity|lei|d-?u-?n-?s|duns|charity"
        r"|mersis|siren|siret|kvk|crn|membership|branch|file",
    ),
    (
        IdKind.NATIONAL,
        r"national|identification|identity|identidad|personal|citizen|cedula|d\.n\.i|dni|c\.u\.r\.p"
        r"|curp|ssn|snils|снилс|birth|residency|electoral|credencial|driver|id card|turkish|kenyan"
        r"|i\.f\.e|cartilla|le number|c\.u\.i|nic|cnic|tc kimlik|id",
    ),
)
_KINDS: tuple[tuple[IdKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _KIND_WORDS
)
# What stands before a number: words of its kind, "No.".
_LABEL = re.compile(
    rf"(?<!\w)(?:{'|'.join(words for _, words in _KIND_WORDS)}"
    r"|numbers?|num|code|no|nr|card|address|document|certificate|isin|msn|serial|bch|bik|номер|серия|код)(?!\w)[\s.:#№/()-]*"
    r"|(?<!\w)(?:imo|mmsi|inn|инн|ogrn|огрн)(?=\d)|[№#][\s.:]*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_NEXT = re.compile(r"\s*[,;|\n]\s*|\s+/\s+|\s+and\s+")
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{25,106}")
_HEX_WALLET = re.compile(r"0x[0-9a-f]{40}", re.IGNORECASE)
_BECH32 = re.compile(r"(?:bc1|ltc1|bitcoincash:)?[02-9ac-hj-np-z]{38,90}", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:bitcoin|bitcoincash|ethereum|litecoin|tron|monero):", re.IGNORECASE)
_SWIFT = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_VAT = re.compile(r"([A-Z]{2})([A-Z0-9]{7,12})")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """One number as it is compared: its kind and its key."""

    kind: IdKind
    key: str


@lru_cache(maxsize=1 << 12)
def kind_of(words: str) -> IdKind:
    """Return the kind that the words for a number say."""
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return IdKind.UNKNOWN


def read_identifiers(text: str, type_words: str = "") -> tuple[IdNumber, ...]:
    """Return the numbers in a text, each once; () where none identifies anybody."""
    found: dict[IdNumber, None] = {}
    if not text:
        return ()
    for piece in _NEXT.split(unicodedata.normalize("NFKC", text)):
        found.update(dict.fromkeys(_read(piece, type_words)))
    return tuple(found)


def _read(text: str, type_words: str) -> Iterator[IdNumber]:
    plain = "".join(_digit(letter) for letter in _AT_END.sub("", text).strip())
    said, bare = _cut(plain)
    # Own words beside a number tell more than the type above them: "Identification IMO 5804961".
    kind = kind_of(said) or kind_of(type_words)
    if kind is IdKind.NO_NUMBER:
        return
    for candidate in dict.fromkeys((bare, plain)):
        wallet = _wallet(candidate, is_said=kind is IdKind.WALLET)
        if wallet:
            yield IdNumber(IdKind.WALLET, wallet)
            return
    key = _NOT_KEY.sub("", bare.upper().translate(_LOOK_ALIKE))
    if kind in (IdKind.UNKNOWN, IdKind.BANK) and _SWIFT.fullmatch(key):
        # Eight characters are the bank; three more only say which branch.
        yield IdNumber(IdKind.BANK, key[:8])
    if kind is not IdKind.BANK and _identifies(key, kind):
        yield IdNumber(kind, key)


def _cut(text: str) -> tuple[str, str]:
    """Return the words before a number and the number: it begins after the last such word."""
    digit = _DIGIT.search(text)
    until = digit.start() if digit else len(text)
    ends = [label.end() for label in _LABEL.finditer(text) if label.start() < until]
    return (text[: ends[-1]], text[ends[-1] :].strip()) if ends else ("", text)


def _digit(letter: str) -> str:
    """Return a digit of any script as 0 to 9, any other letter as it is."""
    return letter if letter.isascii() or not letter.isdecimal() else str(unicodedata.digit(letter))


def _wallet(text: str, *, is_said: bool) -> str:
    """Return the key of a wallet address: case counts in some coins, in others not."""
    bare = _SCHEME.sub("", text.strip())
    if _HEX_WALLET.fullmatch(bare):
        return bare.lower()
    mixed = bare not in (bare.lower(), bare.upper())
    if not mixed and _BECH32.fullmatch(bare) and (is_said or _DIGIT.search(bare)):
        return bare.lower()
    if _BASE58.fullmatch(bare) and (mixed or is_said):
        return bare
    return ""


def _identifies(key: str, kind: IdKind) -> bool:
    """Return whether a number is long enough and more than a filler."""
    told = key.lstrip("0")
    if len(told) < LEAST_LENGTH or len(set(told)) == 1 or key in _FILLERS or told in _FILLERS:
        return False
    if any(letter.isdigit() for letter in key):
        return True
    # Letters only: an aircraft's "EP-MNF", whether or not it is called one.
    return kind is IdKind.TAIL or (kind is IdKind.UNKNOWN and len(key) == LEAST_LENGTH)


def is_imo(number: str) -> bool:
    """Return whether the last of seven digits is the check digit of an IMO number.

    Ships and the companies that own them have one each, with different sums.
    """
    if len(number) != 7 or not number.isdigit():
        return False
    *digits, last = map(int, number)
    of_ship = sum(digit * weight for digit, weight in zip(digits, (7, 6, 5, 4, 3, 2), strict=True))
    of_owner = sum(digit * weight for digit, weight in zip(digits, (8, 6, 4, 2, 9, 7), strict=True))
    return last in (of_ship % 10, (11 - of_owner % 11) % 10)


def keys_of(number: IdNumber, country: str = "") -> tuple[str, ...]:
    """Return what a listed number is found by: a tax number with and without its country too."""
    if number.kind is not IdKind.TAX:
        return (number.key,)
    found = _VAT.fullmatch(number.key)
    if found and (not country or found[1] == country.upper() or found[1] == "EL"):
        return (number.key, found[2]) if _identifies(found[2], number.kind) else (number.key,)
    if country and number.key.isdigit():
        return (number.key, country.upper() + number.key)
    return (number.key,)


def is_certain(
    ours: IdNumber, theirs: IdNumber, our_countries: Sequence[str], their_countries: Sequence[str]
) -> bool:
    """Return whether equal numbers are one number, and not two that are equal by chance."""
    kinds = {ours.kind, theirs.kind} - {IdKind.UNKNOWN}
    if len(kinds) > 1 and not kinds <= _OF_A_STATE:
        return False
    if ours.kind is IdKind.UNKNOWN and theirs.kind is IdKind.IMO:
        return is_imo(theirs.key)
    if kinds & _OF_THE_WORLD or len(theirs.key) >= _LONG:
        return True
    our_numbers, numbers = country_numbers(our_countries), country_numbers(their_countries)
    if not our_numbers or not numbers:
        return len(theirs.key) >= _SHORT
    return not our_numbers.isdisjoint(numbers) or near(our_numbers, numbers)
