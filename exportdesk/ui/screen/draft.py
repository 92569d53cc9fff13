"""A screening being worked on: its parties, and what was done to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from exportdesk.core.matches import Match
from exportdesk.core.parties import Party
from exportdesk.core.screenings import Screening
from exportdesk.ui.screen.party_draft import PartyDraft, Said


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
    something in it was typed or done here, and not only sent by another page.
    """

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.is_own = False
        self._last_key = 0
        self.parties: list[PartyDraft] = []
        self.reference = ""
        self.saved: Screening | None = None
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
        return ScreeningDraft.of([Party(subject.strip())])
    if isinstance(subject, Party):
        return ScreeningDraft.of([subject])
    if isinstance(subject, list | tuple):
        return ScreeningDraft.of(party for party in subject if isinstance(party, Party))
    return None
