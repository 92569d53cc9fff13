"""Which listed names hold the words of a text, the last of them perhaps not typed to its end.

For looking somebody up while typing. It is no screening: one slip, and nothing is found.
"""

from exportdesk.screening.index import Index
from exportdesk.screening.normalize import read_name

_LEAST_LETTERS = 3
_MOST_ENDINGS = 400
"""So many words that begin as the last one does; more say nothing yet."""


def holding(text: str, index: Index, limit: int) -> list[int]:
    """Return listings with a name that holds every word of `text`, the shortest names first."""
    keys = [word.key for word in read_name(text).words]
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
    order = sorted(found, key=lambda name: (len(index.name_words[name]), name))
    listings: dict[int, None] = {}
    for name in order:
        for listing in index.entry_listings[index.entries[name]].tolist():
            listings.setdefault(int(listing))
        if len(listings) >= limit:
            break
    return list(listings)[:limit]
