"""The seal of a workspace: its key, kept in a file that a password or a recovery code opens.

Nothing here is read unless there is a password: its libraries are imported when first needed.
"""

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from typing_extensions import override

from exportdesk.core.errors import BadInput, StorageFault, WorkspaceLocked
from exportdesk.core.sealed import KEY_FILE
from exportdesk.storage.attachments import MAGIC
from exportdesk.storage.opening import refused_as_fault

LEAST = 8
"""How many characters a password has at least."""

_COST = 2**17
"""How hard a password is to try out: about half a second and 128 MB each."""

_BLOCK, _LANES = 8, 1
_ROOM = 1024 * 1024  # what scrypt takes besides
_MOST_COST, _MOST_BLOCK = 2**20, 8  # a file from elsewhere must not take all of the memory
_FORMAT, _NONCE, _KEY, _SALT = 1, 12, 32, 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_CODE = str.maketrans(_STANDARD, _ALPHABET)
_ALIKE = str.maketrans("ILO", "110")
_SECRET, _CHECK, _GROUP = 32, 4, 4
_MOST_BYTES = 64 * 1024


class _Wrapped(msgspec.Struct, frozen=True):
    """The master key, wrapped by a key that is made from a secret and this salt."""

    salt: bytes
    nonce: bytes
    key: bytes


class _Kdf(msgspec.Struct, frozen=True):
    """How the key is made from the password."""

    name: str
    n: int
    r: int
    p: int


class _KeyFile(msgspec.Struct, frozen=True):
    """What stands in the key file. `check` tells a damaged file from a wrong password."""

    format: int
    kdf: _Kdf
    password: _Wrapped
    recovery: _Wrapped
    mark: str
    made_at: str
    check: str = ""


class Seal:
    """The key of one workspace. It shows itself nowhere."""

    __slots__ = ("_master",)

    def __init__(self, master: bytes) -> None:
        self._master = master

    @override
    def __repr__(self) -> str:
        return "Seal()"

    @property
    def database_key(self) -> str:
        """The key of workspace.db, in the form that SQLCipher takes as it is."""
        return f"x'{self._derived(b'database').hex()}'"

    @property
    def page_key(self) -> bytes:
        """The same as bytes: a damaged file is read page by page with it."""
        return self._derived(b"database")

    @property
    def mark(self) -> str:
        """What tells whether two seals are of the same key, and nothing else."""
        return self._derived(b"mark").hex()[:32]

    def close(self, data: bytes, name: str) -> bytes:
        """Return these bytes encrypted, to be kept under this name."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE)
        told = MAGIC + nonce
        return told + AESGCM(self._derived(b"files")).encrypt(nonce, data, told + name.encode())

    def open(self, data: bytes, name: str) -> bytes:
        """Return what was encrypted. Raises ValueError where it is not what was kept so."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        told, rest = data[: len(MAGIC) + _NONCE], data[len(MAGIC) + _NONCE :]
        try:
            if not told.startswith(MAGIC):
                raise ValueError("not encrypted")
            return AESGCM(self._derived(b"files")).decrypt(
                told[len(MAGIC) :], rest, told + name.encode()
            )
        except InvalidTag as error:
            raise ValueError("not as it was encrypted") from error

    def opens(self, key_file: bytes) -> bool:
        """Whether this key file holds the same key."""
        try:
            return hmac.compare_digest(_read(key_file, Path(KEY_FILE)).mark, self.mark)
        except StorageFault:
            return False

    def _derived(self, purpose: bytes) -> bytes:
        return _expanded(self._master, b"", b"exportdesk " + purpose)


@dataclass(frozen=True, slots=True)
class NewSeal:
    """A key that was just made: the code that opens it too, and what its key file holds."""

    seal: Seal
    recovery_code: str = field(repr=False)
    key_file: bytes = field(repr=False)


def unseal(folder: Path, secret: str) -> Seal:
    """Return the key of a workspace, by its password or recovery code; takes about half a second.

    Raises StorageFault: `password-wrong`, `recovery-code-mistyped`, `key-file-damaged`.
    """
    return unseal_file(read_key_file(folder), secret, folder / KEY_FILE)


def unseal_file(data: bytes, secret: str, path: Path) -> Seal:
    """Return the key in a key file, wherever its bytes are from. Raises as `unseal`."""
    return Seal(_master(_read(data, path), secret, path))


def read_key_file(folder: Path) -> bytes:
    """Return the bytes of a workspace's key file. Raises StorageFault."""
    path = folder / KEY_FILE
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        detail = error.strerror or str(error)
        raise StorageFault("key-file-unreadable", path=str(path), detail=detail) from error


def is_key_damaged(folder: Path) -> bool:
    """Whether the key file of a workspace is there and opens nothing any more.

    One that cannot be read now, or is of a newer program, is not damaged. Raises StorageFault.
    """
    try:
        _read(read_key_file(folder), folder / KEY_FILE)
    except StorageFault as error:
        if error.code != "key-file-damaged":
            raise
        return True
    return False


def hold_password(password: str) -> None:
    """Hold that this may be a password. Raises BadInput."""
    if len(_normal(password)) < LEAST:
        raise BadInput("password-too-short", least=LEAST)


def new_seal(password: str, made_at: str) -> NewSeal:
    """Make a key, and the file that this password and a new recovery code open.

    `made_at` is UTC text. Raises BadInput.
    """
    hold_password(password)
    master, code = secrets.token_bytes(_KEY), _new_code()
    seal = Seal(master)
    kdf = _Kdf("scrypt", _COST, _BLOCK, _LANES)
    told = _KeyFile(
        _FORMAT, kdf, _by_password(master, password, kdf), _by_code(master, code), seal.mark,
        made_at,
    )  # fmt: skip
    return NewSeal(seal, code, _written(told))


def with_password(data: bytes, old: str, new: str, path: Path) -> bytes:
    """Return the key file with another password; `old` may be the recovery code.

    Raises BadInput, and StorageFault as `unseal`.
    """
    hold_password(new)
    told = _read(data, path)
    master = _master(told, old, path)
    kdf = _Kdf("scrypt", _COST, _BLOCK, _LANES)
    wrapped = _by_password(master, new, kdf)
    return _written(msgspec.structs.replace(told, kdf=kdf, password=wrapped))


def with_new_code(data: bytes, secret: str, path: Path) -> tuple[bytes, str]:
    """Return the key file with another recovery code, and the code. Raises as `unseal`."""
    told = _read(data, path)
    code = _new_code()
    wrapped = _by_code(_master(told, secret, path), code)
    return _written(msgspec.structs.replace(told, recovery=wrapped)), code


def write_key_file(folder: Path, data: bytes) -> None:
    """Put a key file into a folder, for its owner alone, whole or not at all.

    Raises StorageFault.
    """
    path = folder / KEY_FILE
    partial = path.with_name(f"{KEY_FILE}.{os.getpid()}.part")
    with refused_as_fault(path):
        partial.unlink(missing_ok=True)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def looks_like_code(secret: str) -> bool:
    """Whether this may be meant as a recovery code: its length and letters are those of one."""
    text = _code_letters(secret)
    return len(text) == _SECRET + _CHECK and set(text) <= set(_ALPHABET)


def _master(told: _KeyFile, secret: str, path: Path) -> bytes:
    if looks_like_code(secret):
        found = _by_recovery(told.recovery, secret)
        if found is not None:
            return found
    kept = told.password
    key = _scrypt(_normal(secret).encode("utf-8", "surrogatepass"), kept.salt, told.kdf)
    found = _unwrapped(kept, key, b"password")
    if found is not None:
        return found
    is_mistyped = looks_like_code(secret) and not _is_code(_code_letters(secret))
    raise WorkspaceLocked(
        "recovery-code-mistyped" if is_mistyped else "password-wrong", path=str(path.parent)
    )


def _by_password(master: bytes, password: str, kdf: _Kdf) -> _Wrapped:
    salt = os.urandom(_SALT)
    key = _scrypt(_normal(password).encode("utf-8", "surrogatepass"), salt, kdf)
    return _wrapped(master, salt, key, b"password")


def _by_code(master: bytes, code: str) -> _Wrapped:
    salt = os.urandom(_SALT)
    # It has 160 bits of its own: nobody tries them out, and a slow function would add nothing.
    key = _expanded(_code_letters(code)[:_SECRET].encode(), salt, b"exportdesk recovery")
    return _wrapped(master, salt, key, b"recovery")


def _by_recovery(kept: _Wrapped, code: str) -> bytes | None:
    letters = _code_letters(code)
    if not _is_code(letters):
        return None
    key = _expanded(letters[:_SECRET].encode(), kept.salt, b"exportdesk recovery")
    return _unwrapped(kept, key, b"recovery")


def _wrapped(master: bytes, salt: bytes, key: bytes, purpose: bytes) -> _Wrapped:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return _Wrapped(salt, nonce, AESGCM(key).encrypt(nonce, master, b"exportdesk " + purpose))


def _unwrapped(kept: _Wrapped, key: bytes, purpose: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(kept.nonce, kept.key, b"exportdesk " + purpose)
    except (InvalidTag, ValueError):
        return None


def _scrypt(secret: bytes, salt: bytes, kdf: _Kdf) -> bytes:
    # Python's own: that of `cryptography` keeps the interpreter, and the window would stand still.
    room = 128 * kdf.n * kdf.r * kdf.p + _ROOM
    return hashlib.scrypt(secret, salt=salt, n=kdf.n, r=kdf.r, p=kdf.p, maxmem=room, dklen=_KEY)


def _expanded(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=_KEY, salt=salt or None, info=purpose).derive(secret)


def _normal(password: str) -> str:
    # NFKC, as NIST advises: the same key pressed with another keyboard or input method may give
    # letters that look alike and are written otherwise.
    return unicodedata.normalize("NFKC", password)


def _new_code() -> str:
    secret = base64.b32encode(secrets.token_bytes(_SECRET * 5 // 8)).decode().translate(_TO_CODE)
    text = secret + _check_of(secret)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _code_letters(text: str) -> str:
    kept = "".join(one for one in _normal(text).upper() if one.isalnum())
    return kept.translate(_ALIKE)


def _is_code(letters: str) -> bool:
    return hmac.compare_digest(letters[_SECRET:].encode(), _check_of(letters[:_SECRET]).encode())


def _check_of(secret: str) -> str:
    digest = hashlib.sha256(b"exportdesk recovery code " + secret.encode()).digest()
    return base64.b32encode(digest).decode().translate(_TO_CODE)[:_CHECK]


def _written(told: _KeyFile) -> bytes:
    plain = msgspec.structs.replace(told, check="")
    check = hashlib.sha256(msgspec.json.encode(plain)).hexdigest()
    return msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(plain, check=check)))


def _read(data: bytes, path: Path) -> _KeyFile:
    damaged = StorageFault("key-file-damaged", path=str(path))
    try:
        told = msgspec.json.decode(data, type=_KeyFile)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise damaged from error
    if told.format > _FORMAT:
        raise StorageFault("key-file-too-new", path=str(path))
    plain = msgspec.json.encode(msgspec.structs.replace(told, check=""))
    kdf = told.kdf
    is_sane = (
        kdf.name == "scrypt"
        and 1 < kdf.n <= _MOST_COST
        and kdf.n & (kdf.n - 1) == 0
        and 0 < kdf.r <= _MOST_BLOCK
        and kdf.p == _LANES
    )
    if not is_sane or told.check != hashlib.sha256(plain).hexdigest():
        raise damaged
    return told
