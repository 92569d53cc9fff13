"""Which listed names hold the words of a text, the last of them perhaps not typed to its end.

For looking somebody up while typing. It is no screening: one slip, and nothing is found.
"""

from exportdesk.screening.index import Index
from exportdesk.screening.normalize import read_name

_LEAST_LETTERS = 3
_MOST_ENDINGS = 400
"""So many words that begin as the last one does; more say nothing yet."""
_MORE = "qq"
"""Letters that make a word one that nothing is written for."""


def holding(text: str, index: Index, limit: int) -> list[int]:
    """Return listings with a name that holds every word of `text`, the shortest names first."""
    found: dict[int, None] = {}
    for keys in _readings(text):
        for name in _names(keys, index):
            for listing in index.entry_listings[index.entries[name]].tolist():
                found.setdefault(int(listing))
            if len(found) >= limit:
                return list(found)[:limit]
    return list(found)


def _names(keys: list[str], index: Index) -> list[int]:
    """Return the names that hold all of `keys`, the last as the beginning of a word."""
    if not keys or len(keys[-1]) < _LEAST_LETTERS:
        return []
    names: set[int] | None = None
    for key in keys[:-1]:
        number = index.vocabulary.number.get(key)
        if number is None:
            return []
        held = set(index.postings[number].tolist())
        names = held if names is None else names & held
    ends = [number for word, number in index.vocabulary.number.items() if word.startswith(keys[-1])]
    if names is None and len(ends) > _MOST_ENDINGS:
        return []
    ending = {name for row in index.postings.several(ends) for name in row.tolist()}
    found = ending if names is None else names & ending
    return sorted(found, key=lambda name: (len(index.name_words[name]), name))


def _readings(text: str) -> list[list[str]]:
    """Return the words of a text as the lists have them, with the last whole, and with it begun.

    As a whole word "imp" is what "Import" is written for; begun, it may become "Impuls".
    """
    whole = [word.key for word in read_name(text).words]
    begun = [word.key for word in read_name(f"{text}{_MORE}").words]
    if not begun or not begun[-1].endswith(_MORE):
        return [whole]
    begun[-1] = begun[-1].removesuffix(_MORE)
    return [whole] if begun == whole else [whole, begun]
