"""The code on a certification: number, version, whose it is, and digits that catch typing errors.

`C-2026-0147-2-7K4Q-58`: number, version, four characters of the record's own id, two check digits.
It holds nothing of the customer.
"""

import hashlib
import re
from dataclasses import dataclass

from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId

# Without I, L, O and U, which are taken for other characters (Crockford's base 32).
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MARK_LENGTH = 4
_SHAPE = re.compile(r"C-?(\d{4})-?(\d{4,9})-(\d{1,4})-?([0-9A-Z]{4})-?(\d{2})")
_FOUND = re.compile(r"C-\d{4}-\d{4,9}-\d{1,4}-[0-9A-Z]{4}-\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class CertificationCode:
    """A code taken apart. `mark` tells records of the same number in two workspaces apart."""

    number: str
    version: int
    mark: str

    @property
    def text(self) -> str:
        """The code as printed."""
        body = f"{self.number}-{self.version}-{self.mark}"
        return f"{body}-{_check_digits(body)}"

    def belongs_to(self, id_: CertificationId) -> bool:
        """Return whether the record with this id made it."""
        return self.mark == _mark(id_)


def code_of(number: str, version: int, id_: CertificationId) -> CertificationCode:
    """Return the code of a version of a record."""
    return CertificationCode(number, version, _mark(id_))


def read_code(text: str) -> CertificationCode:
    """Return what a typed or scanned code says, in either case, with spaces or without.

    Raises `BadInput` where it is none, or a character of it is wrong.
    """
    plain = re.sub(r"[\s\u2010-\u2015_]+", "-", text.strip().upper())
    plain = plain.removeprefix("EXPORTDESK-").removeprefix("CERTIFICATION-")
    match = _SHAPE.fullmatch(plain)
    if match is None:
        raise BadInput("certification-code-not-one", text=text.strip()[:60])
    year, running, version, mark, digits = match.groups()
    mark = mark.translate(str.maketrans("OIL", "011"))
    code = CertificationCode(f"C-{year}-{running}", int(version), mark)
    if code.text[-2:] != digits:
        raise BadInput("certification-code-mistyped", text=text.strip()[:60])
    return code


def find_codes(text: str) -> tuple[CertificationCode, ...]:
    """Return the codes that stand in a longer text, each once, in the order of the text."""
    found: dict[CertificationCode, None] = {}
    for each in _FOUND.findall(text):
        try:
            found[read_code(each)] = None
        except BadInput:
            continue
    return tuple(found)


def _mark(id_: CertificationId) -> str:
    value = int.from_bytes(hashlib.sha256(id_.encode()).digest()[:4], "big")
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in range(_MARK_LENGTH))


def _check_digits(body: str) -> str:
    """Return two digits by ISO 7064, MOD 97-10, as on bank accounts."""
    digits = "".join(str(int(char, 36)) for char in body if char != "-")
    return f"{98 - int(digits + '00') % 97:02d}"
