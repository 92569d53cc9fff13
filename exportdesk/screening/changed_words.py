"""How names are read before a change of lists and after: other where words came or went."""

from collections.abc import Collection, Container, Iterable
from itertools import pairwise

from typing_extensions import override

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing
from exportdesk.core.parties import PartyKind
from exportdesk.screening.index import Index
from exportdesk.screening.lexicon import Lexicon
from exportdesk.screening.normalize import NameForm, Word, read_name
from exportdesk.screening.readings import Reading, ReadingFinder
from exportdesk.screening.sounds import skeleton


class ChangedWords:
    """Tells how names are read now, and whether they were read otherwise before.

    `whole` is the index of the lists after a change, `before` and `after` are the listings that
    differ, as they were and as they are.
    """

    def __init__(self, whole: Index, before: Iterable[Listing], after: Iterable[Listing]) -> None:
        words, by_sound = whole.vocabulary.number, whole.vocabulary.by_skeleton
        after = list(after)
        were = _words_of(before)
        new = _only_in(whole, _words_of(after) - were, {one.uid for one in after})
        gone = {word for word in were if word not in words}
        new_sounds = {
            sound
            for sound in map(skeleton, new)
            if all(whole.vocabulary.words[at] in new for at in by_sound.get(sound, ()))
        }
        gone_sounds = {sound for sound in map(skeleton, gone) if sound not in by_sound}
        ordinary = whole.lexicon.ordinary
        self._no_more = {word for word in gone if word not in ordinary}
        other, other_sounds = new | gone, new_sounds | gone_sounds
        self._now = _Watching(_Watched(words, other), _Watched(by_sound, other_sounds), ordinary)
        self._before = ReadingFinder(
            Lexicon(_Otherwise(words, other), _Otherwise(by_sound, other_sounds), ordinary)
        )

    def read(self, form: NameForm) -> tuple[Reading, ...]:
        """Return the readings of a name as the lists are now."""
        return self._now.of(form)

    def was_other(self, form: NameForm, read: Iterable[Reading]) -> bool:
        """Return whether a name, `read` as it is now, was read otherwise before.

        A word of ours that lists newly have can only speak against listings that were there.
        """
        if any(word.key in self._no_more for words in read for word in words):
            return True
        return self._now.met_other(form.words) and self._before.of(form) != self._now.of(form)


class _Watched:
    """Texts that are there now; notes when one is looked up that came or went."""

    def __init__(self, now: Container[str], other: Container[str]) -> None:
        self._now, self._other = now, other
        self.was_asked = False

    def __contains__(self, text: object) -> bool:
        if text in self._other:
            self.was_asked = True
        return text in self._now


class _Watching(ReadingFinder):
    """Reads as the lists are now; remembers for which words others were looked up."""

    def __init__(self, words: _Watched, sounds: _Watched, ordinary: Container[str]) -> None:
        super().__init__(Lexicon(words, sounds, ordinary))
        self._watched = words, sounds
        self._met: set[Word | tuple[Word, Word]] = set()

    def met_other(self, words: Reading) -> bool:
        """Return whether a word or a pair of these met one that came or went."""
        return not self._met.isdisjoint(words) or not self._met.isdisjoint(pairwise(words))

    @override
    def _find_parts(self, word: Word) -> Reading:
        self._begin()
        found = super()._find_parts(word)
        self._note(word)
        return found

    @override
    def _find_whole(self, word: Word, after: Word) -> Word | None:
        self._begin()
        found = super()._find_whole(word, after)
        self._note((word, after))
        return found

    def _begin(self) -> None:
        for one in self._watched:
            one.was_asked = False

    def _note(self, asked: Word | tuple[Word, Word]) -> None:
        if any(one.was_asked for one in self._watched):
            self._met.add(asked)


class _Otherwise:
    """Texts that were there before: as now, but for those that came or went."""

    def __init__(self, now: Container[str], other: Container[str]) -> None:
        self._now, self._other = now, other

    def __contains__(self, text: object) -> bool:
        return (text in self._now) != (text in self._other)


def _words_of(listings: Iterable[Listing]) -> set[str]:
    return {
        word.key
        for listing in listings
        if listing.kind is not PartyKind.ADDRESS
        for name in listing.names
        for word in read_name(name.text).words
    }


def _only_in(whole: Index, words: Iterable[str], uids: Collection[ListingUid]) -> set[str]:
    """Return those of `words` that no listing but those of `uids` has in a name."""
    return {word for word in words if _is_only_in(whole, word, uids)}


def _is_only_in(whole: Index, word: str, uids: Collection[ListingUid]) -> bool:
    number = whole.vocabulary.number.get(word)
    if number is None:
        return False
    return all(
        whole.uids[listing] in uids
        for name in whole.postings[number].tolist()
        for listing in whole.entry_listings[whole.entries[name]].tolist()
    )
