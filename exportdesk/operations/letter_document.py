"""Letters from files: what a file says of a letter from BIS."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.ids import LetterId, PartyId, new_id
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.parties import PartyKind
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.operations.told_file import Told, read_told
from exportdesk.storage.opening import fault
from exportdesk.tables.vocabulary import kind_of


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """A letter as a file tells of it: parties as typed, or the table they stand in."""

    letter: Letter
    parties: tuple[LetterParty, ...]
    table: Path | None
    list_name: str
    scans: tuple[tuple[str, bytes], ...]


def read_letter_file(path: Path, customer: Callable[[str], PartyId | None]) -> LetterDocument:
    """Return the letter that a file tells of. Paths in it are from its own folder.

    `customer` finds customers of ours by their reference. Raises BadInput, StorageFault.
    """
    told = read_told(path)
    kind = told.one_of("kind", list(LetterKind))
    if not kind:
        raise told.wrong("kind", "why-missing")
    letter = Letter(
        id=LetterId(new_id()),
        kind=LetterKind(kind),
        reference=told.text("reference"),
        dated=told.day("dated"),
        received_on=told.day("received_on"),
        asks=told.text("asks"),
        notes=told.text("notes"),
        customers=tuple(_customers(told, customer)),
        items=tuple(map(_item, told.tables("items"))),
        countries=told.texts("countries"),
    )
    parties = tuple(map(_party, told.tables("parties")))
    table = told.text("parties_file")
    if parties and table:
        raise told.wrong("parties_file", "why-parties-twice")
    found = LetterDocument(
        letter,
        parties,
        path.parent / table if table else None,
        told.text("list"),
        tuple(_scan(path.parent / one) for one in told.texts("scans")),
    )
    told.finish()
    return found


def _customers(told: Told, customer: Callable[[str], PartyId | None]) -> Iterator[PartyId]:
    for reference in told.texts("customers"):
        found = customer(reference)
        if found is None:
            raise told.wrong("customers", "why-no-customer", reference=reference)
        yield found


def _item(told: Told) -> LetterItem:
    found = LetterItem(told.text("hs_code"), told.text("eccn"), told.text("sku"), told.text("text"))
    told.finish()
    if found.is_empty:
        raise told.wrong("hs_code", "why-no-item")
    return found


def _party(told: Told) -> LetterParty:
    found = LetterParty(
        name=told.text("name", needed=True),
        aliases="; ".join(told.texts("aliases")),
        kind=_kind(told),
        country=told.text("country"),
        address=told.text("address"),
        identifiers="; ".join(told.texts("identifiers")),
        reason=told.text("reason"),
    )
    told.finish()
    return found


def _kind(told: Told) -> str:
    kind = told.text("kind")
    if kind and kind_of(kind) is None:
        raise told.wrong("kind", "why-not-one-of", words=", ".join(PartyKind))
    return kind


def _scan(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise fault(error, path) from error
