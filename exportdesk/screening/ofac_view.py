"""What OFAC's own Sanctions List Search would score, so that a look there surprises nobody.

Written after what OFAC publishes (FAQ 249, "How is the Score calculated?", and FAQ 247, both as of
28 April 2021; ofac.treasury.gov/faqs/249): names are compared whole by Jaro-Winkler, and part by
part by Jaro-Winkler and Soundex; the higher of the two is the score. This is our reading of that
description, not OFAC's code. Where it says nothing, we follow what was seen of its scores
(docs/decisions/0010-what-ofacs-search-would-score.md), so the number is an "about".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Jaro, Prefix

from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.parties import Party
from exportdesk.core.words import sentence

# The codes of the SDN list and of the lists that OFAC calls consolidated non-SDN.
OFAC_LISTS = frozenset({"SDN", "SSI", "FSE", "PLC", "CAP", "NS-MBS", "CMIC"})
# "At least 50 % or more similar": parts less alike count as nothing, and the search shows no less.
LEAST = 0.5
# Parts this short are left out of what is typed, unless there is no longer one.
_SHORT = 2
# Jaro-Winkler: what each of the first four letters adds where both names begin alike.
_BONUS, _BEGINNING = 0.1, 4

_DROPPED = re.compile(r"['`.\u2018\u2019\u02bb\u02bc]")
_PART = re.compile(r"[A-Z0-9]+")
_LATIN_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_SOUNDS = {
    letter: digit
    for digit, letters in enumerate(("BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"), start=1)
    for letter in letters
}


def ofac_score(party: Party, listing: Listing) -> int | None:
    """Return about what OFAC's search would score for this listing, 0 to 100.

    That is the best over all names typed and all names listed. None where nobody would look there:
    the listing is on no list of OFAC's, or the party was given without a name.
    """
    typed = [name for name in (party.name, *party.other_names) if name.strip()]
    listed = [n.text for n in listing.names if n.role is not NameRole.ORIGINAL_SCRIPT]
    if listing.list not in OFAC_LISTS or not typed or not listed:
        return None
    return max(name_score(ours, theirs) for ours in typed for theirs in listed)


def ofac_said(score: int) -> str:
    """Return the score in words; the search does not go below what counts as half alike."""
    code = "ofac-score" if score >= 100 * LEAST else "ofac-score-low"
    return sentence(code, {"score": score})


def name_score(typed: str, listed: str) -> int:
    """Return what a typed name scores against one listed name: the higher of the two ways."""
    ours, theirs = _parts(typed), _parts(listed)
    if not ours or not theirs:
        return 0
    return round(100 * max(_whole(ours, theirs), _part_by_part(ours, theirs)))


def soundex(word: str) -> str:
    """Return the Soundex code of a word of Latin capitals: "ROBERT" and "RUPERT" are R163."""
    digits = "".join(map(str, _digits(word)))
    return (word[0] + digits + "000")[:4]


def _whole(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Compare whole names; only such as begin with the same letter come up for it."""
    if ours[0][0] != theirs[0][0]:
        return 0.0
    return _jaro_winkler(" ".join(ours), " ".join(theirs))


def _part_by_part(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Find for each part typed the nearest part listed; the composite is their mean."""
    kept = [part for part in ours if len(part) > _SHORT] or ours
    return sum(max(_part(part, other) for other in theirs) for part in kept) / len(kept)


def _part(ours: str, theirs: str) -> float:
    """Compare two parts: they count where they are half alike, or sound alike by Soundex."""
    likeness = _jaro_winkler(ours, theirs)
    if likeness >= LEAST or soundex(ours) == soundex(theirs):
        return likeness
    return 0.0


def _jaro_winkler(ours: str, theirs: str) -> float:
    """Return Jaro-Winkler with the bonus for an equal beginning however unlike the rest is.

    rapidfuzz's own gives the bonus only from 0.7 on, as later authors do; OFAC's search, by what
    was seen of it, always does.
    """
    likeness = Jaro.similarity(ours, theirs)
    same = Prefix.similarity(ours[:_BEGINNING], theirs[:_BEGINNING])
    return likeness + same * _BONUS * (1.0 - likeness)


@lru_cache(maxsize=1 << 12)
def _parts(name: str) -> tuple[str, ...]:
    """Return the words of a name in plain Latin capitals; other letters are unknown there."""
    plain = _LATIN_ACCENTED.sub(lambda found: anyascii(found.group()), name)
    return tuple(_PART.findall(_DROPPED.sub("", plain.upper())))


def _digits(word: str) -> Iterator[int]:
    last = _SOUNDS.get(word[0])
    for letter in word[1:]:
        digit = _SOUNDS.get(letter)
        if digit is not None and digit != last:
            yield digit
        if letter not in "HW":
            last = digit
