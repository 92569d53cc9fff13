"""Fetched versions of control lists, and what the guard has to say about one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.ids import EditionId, SourceKey

OWN = "own:"
"""How the keys of the user's own lists begin, which nobody publishes."""


class Severity(StrEnum):
    """How grave a guard's finding is."""

    FATAL = "fatal"  # the file is not taken, whatever the user says
    REFUSE = "refuse"  # not taken, unless the user says so after seeing it
    WARN = "warn"  # taken; shown wherever the list is used


@dataclass(frozen=True, slots=True)
class ListFinding:
    """One thing the guard noticed: a code that `core.words` has a sentence for, and its facts."""

    code: str
    severity: Severity
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that were not taken, for one reason: a code, how many, and the first few row numbers."""

    reason: str
    count: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleOrigin:
    """Where an edition comes from that a bundle brought from another computer.

    `file`, `sha256`, `made`, `host` and `program` are of the bundle; the others are of the edition
    there, when the list itself was taken in. `confirmed` is the last day on which the publisher,
    asked from there, had nothing newer; None where nobody asked, or an older program wrote it.
    """

    file: str
    sha256: str
    made: Moment
    host: str
    program: str
    edition: EditionId
    imported: Moment
    origin: str
    override_reason: str = ""
    confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class LetterBehind:
    """The letter, or the decision, that an own list comes from: its reference and its date."""

    reference: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of one source, as it came in.

    `sha256` and `size` are of the file as handed over; `published` is the publisher's own date of
    the data, None where not known; `counts` is listings per list code; `read` = rows in the file;
    `names` = name strings. `published_said` tells that a person gave the date. `bundle` tells of an
    edition that came in a bundle; `imported` is then when it came in here, and `sha256`, `size` and
    `read` are of the publisher's file. `reader` is the version of the reader of its format. Of the
    listings that are not as they were, `carried` are those that only another format, or another
    reader, shows differently; `changed` the others. `letter` is what an own list comes from, None
    where that was not said.
    """

    id: EditionId
    source: SourceKey
    imported: Moment
    origin: str
    format: str
    size: int
    sha256: str
    published: date | None
    published_said: bool
    read: int
    listings: int
    names: int
    counts: Mapping[str, int]
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[ListFinding, ...] = ()
    override_reason: str = ""
    added: int = 0
    removed: int = 0
    changed: int = 0
    carried: int = 0
    reader: int = 1
    bundle: BundleOrigin | None = None
    letter: LetterBehind | None = None

    @property
    def dated_as_before(self) -> bool:
        """Whether its date is that of the edition before it, from which nothing differs."""
        return any(one.code == "list-dated-as-before" for one in self.findings)

    @property
    def obtained(self) -> Moment:
        """When the publisher's file was taken in, here or on the computer that wrote the bundle."""
        return self.bundle.imported if self.bundle else self.imported


@dataclass(frozen=True, slots=True)
class GivenWay:
    """Lists of a source whose entries were not compared because another one has them in full.

    `newer_kept`: entries that only this source holds were compared, because it is the newer one.
    """

    lists: tuple[str, ...]
    by: SourceKey
    by_name: str
    newer_kept: bool = False


@dataclass(frozen=True, slots=True)
class EditionUse:
    """What a paper says of an edition it rests on.

    `given_way` tells which of its lists other sources took the place of. `confirmed` is the last
    day on which its publisher was asked and had nothing newer, None where nobody asked; `bundle` is
    where it comes from that came in a bundle; `letter` what an own list comes from. Records of old
    have none of them.
    """

    id: EditionId
    source: SourceKey
    source_name: str
    published: date | None
    published_said: bool
    imported: Moment
    sha256: str
    listings: int
    counts: Mapping[str, int]
    skipped: int = 0
    too_old: bool = False
    findings: tuple[ListFinding, ...] = ()
    override_reason: str = ""
    given_way: tuple[GivenWay, ...] = ()
    confirmed: date | None = None
    bundle: BundleOrigin | None = None
    letter: LetterBehind | None = None

    @property
    def age_unknown(self) -> bool:
        """Whether nobody knows how old it was: its publisher neither dated nor confirmed it."""
        return is_age_unknown(self.source, self.published, self.confirmed)


def is_age_unknown(source: SourceKey, published: date | None, confirmed: date | None) -> bool:
    """Whether an edition may be of any age, whenever it came in. An own list is of its owner."""
    return published is None and confirmed is None and not source.startswith(OWN)
