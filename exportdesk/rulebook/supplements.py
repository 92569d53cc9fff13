"""Lists of items of part 746 as far as they are held here, and what of them is not."""

from dataclasses import dataclass

from exportdesk.rulebook.notes import Note


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement to part 746. `about` is what it lists, in a few words.

    `chapters` and `codes` of the HS are those known to be in it; `chapters_unverified` count like
    `chapters` and are said to be unverified. `missing` says in a sentence what of it is not held
    here, "" where nothing is missing. `note` is what it does, with its source.
    """

    name: str
    about: str
    missing: str
    note: Note
    chapters: frozenset[str] = frozenset()
    chapters_unverified: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is held."""
        return not self.missing
