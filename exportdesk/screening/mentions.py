"""Which word of a name stands in listed names, where no listed name is like the whole.

"Huawei" alone is like none of the hundred and more listed names that hold it: each has words that
say more. That is no match, and it is no clean answer either.
"""

from exportdesk.core.matches import Mention
from exportdesk.screening.glossary_plain import PLAIN_WORDS
from exportdesk.screening.index import Index
from exportdesk.screening.normalize import read_name

_LEAST_LETTERS = 4


def mention_of(name: str, index: Index) -> Mention | None:
    """Return the telling word of a name where it has just one and listed names hold it.

    Telling is a word that ordinary names do not have and that says more than what a company does
    or where. One company name in seventeen of those that match nothing has such a word.
    """
    telling = [
        word
        for word in read_name(name).words
        if word.key not in PLAIN_WORDS and len(word.key) >= _LEAST_LETTERS
    ]
    if len(telling) != 1 or telling[0].key in index.rarity.background.counts:
        return None
    number = index.vocabulary.number.get(telling[0].key)
    if number is None:
        return None
    listings = {
        listing
        for holder in index.postings[number].tolist()
        for listing in index.entry_listings[index.entries[holder]].tolist()
    }
    return Mention(telling[0].written, len(listings))
