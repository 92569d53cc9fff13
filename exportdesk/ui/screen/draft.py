"""A screening being worked on: its parties, and what was done to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exportdesk.core.matches import Match
from exportdesk.core.parties import Party
from exportdesk.core.screenings import PartyResult, Screening
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.ui.screen.party_draft import PartyDraft, Said

_Answered = tuple[bool, ReadyIndex | None]
_Standing = tuple[str, tuple[PartyResult, ...], tuple[_Answered, ...]]
_Kept = tuple[Screening, _Standing]


@dataclass(frozen=True, slots=True)
class Act:
    """A step that can be taken back: what was said of a party before it, or where one that was
    taken out stood.
    """

    party: PartyDraft
    before: Said
    at: int | None = None


class ScreeningDraft:
    """The parties of one screening, one of them in view; `saved` once it has been saved.

    `acts` is what was done since it was begun or saved, the last at the end; `is_own` tells that
    something in it was typed or done by a person, and not only sent by another page; `over` is the
    screening that its name was typed over, `paper` the record of the one saved.
    """

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.is_own = False
        self._last_key = 0
        self.parties: list[PartyDraft] = []
        self.reference = ""
        self.saved: Screening | None = None
        self.paper = b""
        self.over: ScreeningDraft | None = None
        self._kept: _Kept | None = None
        self.current = self.add(Party(""))

    @classmethod
    def of(cls, parties: Iterable[Party]) -> "ScreeningDraft":
        """Return a new screening of these parties."""
        draft = cls()
        made = [draft.add(party) for party in parties]
        if made:
            draft.parties = made
            draft.current = made[0]
        return draft

    @classmethod
    def again(cls, screening: Screening) -> "ScreeningDraft":
        """Return a new screening of the same parties.

        Where something waited in it, what was decided then stands; else it is offered again.
        """
        draft = cls.of(result.party for result in screening.parties)
        draft.reference = screening.reference
        for party, result in zip(draft.parties, screening.parties, strict=False):
            party.remember(result, stands=screening.waits, threshold=screening.threshold)
        return draft

    @property
    def is_unsaved_work(self) -> bool:
        """Whether it would be missed: it holds what was typed or done, and is not saved."""
        return self.saved is None and self.is_own and bool(self.to_save)

    def keep(self, saved: Screening, paper: bytes = b"") -> None:
        """Hold what it was saved as."""
        self.saved, self.paper = saved, paper
        self._kept = saved, self._standing

    def count_as_saved(self, threshold: Callable[[], float]) -> bool:
        """Count a copy as saved where it is again what was saved; tell whether it is.

        Saving it would make a second record that says the same.
        """
        if self.saved is not None or self._kept is None:
            return False
        saved, standing = self._kept
        if standing != self._standing or saved.threshold != threshold():
            return False
        self.saved = saved
        self.acts.clear()
        return True

    @property
    def typed_over(self) -> "ScreeningDraft | None":
        """The screening that its name was typed over, while nothing but names was typed since."""
        if self.saved or self._kept or self.acts or len(self.parties) > 1 or self.reference:
            return None
        return self.over if self.current.party == Party(self.current.party.name) else None

    def is_back(self, before: str, now: str) -> bool:
        """Whether its name, typed over, is there again: undone or put back, not on the way to a
        longer one that begins the same.
        """
        return now == self.current.party.name and not (
            now.startswith(before) and len(now) <= len(before) + 1
        )

    @property
    def _standing(self) -> _Standing:
        """All that a record says of it, and by which lists."""
        answers = tuple(
            (party.is_answered, party.answer.ready if party.answer else None)
            for party in self.to_save
        )
        return self.reference, tuple(party.result for party in self.to_save), answers

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed."""
        return not self.reference and all(party.is_empty for party in self.parties)

    @property
    def to_save(self) -> list[PartyDraft]:
        """The parties that hold something."""
        return [party for party in self.parties if not party.is_empty]

    @property
    def undecided(self) -> int:
        """How many matches of all parties are not decided."""
        return sum(party.undecided for party in self.to_save)

    @property
    def open_names(self) -> int:
        """How many names of parties share a word with listed ones, with nothing said of it."""
        return sum(party.is_name_open for party in self.to_save)

    @property
    def unsaved_decisions(self) -> int:
        """How many decisions would be lost."""
        return 0 if self.saved is not None else sum(party.decided for party in self.to_save)

    @property
    def matches(self) -> list[Match]:
        """The matches of all parties."""
        return [seen.match for party in self.to_save for seen in party.matches]

    def add(self, party: Party) -> PartyDraft:
        """Add a party at the end and return it."""
        self._last_key += 1
        made = PartyDraft(self._last_key, party)
        self.parties.append(made)
        return made

    def party(self, key: int) -> PartyDraft | None:
        """Return the party with this key."""
        return next((party for party in self.parties if party.key == key), None)

    def remove(self, party: PartyDraft) -> int:
        """Take a party out; return where it stood. The last one is replaced by an empty one."""
        at = self.parties.index(party)
        self.parties.remove(party)
        if not self.parties:
            self.add(Party(""))
        if self.current is party:
            self.current = self.parties[min(at, len(self.parties) - 1)]
        return at

    def take_back(self, act: Act) -> bool:
        """Take an act back; tell whether it was that a party was taken out."""
        self.acts = [one for one in self.acts if one is not act]
        if act.at is not None:
            self.put_back(act.party, act.at)
        else:
            act.party.say_again(act.before)
        self.current = act.party
        return act.at is not None

    def put_back(self, party: PartyDraft, at: int) -> None:
        """Bring back a party that was taken out."""
        if len(self.parties) == 1 and self.parties[0].is_empty:
            self.parties.clear()
        self.parties.insert(at, party)
        self.current = party


def draft_of(subject: object) -> ScreeningDraft | None:
    """Return the screening another page asks for: by a name, by parties, by a saved screening."""
    if isinstance(subject, Screening):
        return ScreeningDraft.again(subject)
    if isinstance(subject, str) and subject.strip():
        typed = ScreeningDraft.of([Party(subject.strip())])
        typed.is_own = True  # a name alone was typed by a person, on whatever page
        return typed
    if isinstance(subject, Party):
        return ScreeningDraft.of([subject])
    if isinstance(subject, list | tuple):
        return ScreeningDraft.of(party for party in subject if isinstance(party, Party))
    return None
