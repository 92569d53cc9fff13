"""Names for files in an evidence pack: readable, safe on every system, each only once."""

import unicodedata

_MOST_BYTES = 110
_LONGEST_SUFFIX = 16
_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_NOT_SHOWN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class PackNames:
    """Gives each file of a pack a place that no other file has, on any system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def place(self, folder: str, wanted: str) -> str:
        """Return a path under `folder` for a file that is called `wanted`."""
        safe = safe_name(wanted)
        stem, dot, suffix = safe.rpartition(".")
        if not stem or len(suffix) > _LONGEST_SUFFIX:
            stem, dot, suffix = safe, "", ""
        name, number = safe, 1
        while _key(f"{folder}/{name}") in self._taken:
            number += 1
            name = f"{stem} ({number}){dot}{suffix}"
        self._taken.add(_key(f"{folder}/{name}"))
        return f"{folder}/{name}" if folder else name


def safe_name(text: str) -> str:
    """Return a file name without anything that a system, a shell or a reader could trip over.

    No folders, no marks that cannot be seen or turn text around, no names of devices, not too long.
    """
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(_kept(char) for char in plain)
    kept = " ".join(kept.split()).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not stem or len(suffix) > _LONGEST_SUFFIX:
        stem, dot, suffix = kept, "", ""
    room = _MOST_BYTES - len(f"{dot}{suffix}".encode())
    stem = _cut(stem, room).rstrip(" .")
    if kept.split(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"
    return f"{stem}{dot}{suffix}" if stem else f"file{dot}{suffix}"


def _kept(char: str) -> str:
    if char in _FORBIDDEN:
        return "_"
    return "" if unicodedata.category(char) in _NOT_SHOWN else char


def _cut(text: str, most: int) -> str:
    """Return as much of `text` as takes up to `most` bytes of UTF-8, no letter without its mark."""
    while len(text.encode()) > most:
        text = text[:-1]
        while text and unicodedata.combining(text[-1]):
            text = text[:-1]
    return text


def _key(path: str) -> str:
    """Return what two paths share that some system takes for one: case and composition."""
    return unicodedata.normalize("NFC", path).casefold()
