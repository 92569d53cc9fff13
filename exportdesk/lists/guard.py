"""Whether what was read may take the place of the edition in force: facts in, findings out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.editions import Edition, ListFinding, Severity
from exportdesk.lists.catalogue import Source

SMALLEST_JUDGED = 100
LARGEST_FALL = 0.20
# De-listings take a few parties out of a large list every week; a warning each time would teach
# everybody to look away. The number removed is shown with every edition in any case.
FALL_WORTH_A_WORD = 0.01

_REFUSED = frozenset({"list-retired"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """What is known of a file once it is read to its end.

    `complete`: the format itself shows that nothing is missing at the end; `unchanged`: every
    listing is as it is in the edition in force; `notes` are codes that the format has for the file.
    """

    counts: Mapping[str, int]
    list_names: Mapping[str, Sequence[str]]
    published: date | None
    complete: bool
    today: date
    perhaps_cut: bool = False
    skipped: int = 0
    uneven: int = 0
    replaced: int = 0
    unchanged: bool = False
    notes: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def judge(source: Source, incoming: Incoming, before: Edition | None) -> tuple[ListFinding, ...]:
    """Return what there is to say against `incoming`, gravest first."""
    if not any(incoming.counts.values()):
        return (_finding("list-no-listings", Severity.FATAL, incoming),)
    findings = [
        *_absences(source, incoming, before),
        *_falls(source, incoming, before),
        *_ends(incoming, before),
        *_dates(incoming, before),
        *_notes(incoming),
        *_oddities(source, incoming),
    ]
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def stops(findings: tuple[ListFinding, ...], override_reason: str) -> bool:
    """Whether `findings` keep the edition out, given what the user says to them."""
    severities = {finding.severity for finding in findings}
    if Severity.FATAL in severities:
        return True
    return Severity.REFUSE in severities and not override_reason.strip()


def _absences(source: Source, incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    """Judge lists of the catalogue of which the file holds nothing."""
    findings = []
    for known in source.lists:
        if incoming.counts.get(known.code, 0):
            continue
        had = before.counts.get(known.code, 0) if before else 0
        if not known.optional:
            findings.append(
                _finding(
                    "list-absent", Severity.REFUSE, incoming, list=known.code, name=known.title
                )
            )
        elif had:
            findings.append(
                _finding(
                    "list-vanished",
                    Severity.WARN,
                    incoming,
                    list=known.code,
                    name=known.title,
                    before=had,
                )
            )
    return findings


def _falls(source: Source, incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    """Judge lists that became shorter, and unknown ones that are gone."""
    findings = []
    for code, had in sorted(before.counts.items()) if before else ():
        now = incoming.counts.get(code, 0)
        known = source.list_of(code)
        if now >= had or (not now and known is not None):
            continue
        fall = (had - now) / had
        refused = had >= SMALLEST_JUDGED and fall > LARGEST_FALL
        if had >= SMALLEST_JUDGED and fall < FALL_WORTH_A_WORD:
            continue
        findings.append(
            _finding(
                "list-fell" if now else "list-vanished",
                Severity.REFUSE if refused else Severity.WARN,
                incoming,
                list=code,
                name=known.title if known else code,
                before=had,
                now=now,
                percent=round(fall * 100),
            )
        )
    return findings


def _ends(incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    if incoming.perhaps_cut:
        return [_finding("list-perhaps-cut", Severity.REFUSE, incoming)]
    if not incoming.complete and before is None:
        return [_finding("completeness-unverified", Severity.WARN, incoming)]
    return []


def _dates(incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    published, known = incoming.published, before.published if before else None
    if published is None:
        return [_finding("list-date-unknown", Severity.WARN, incoming)]
    findings = []
    if known is not None and published < known:
        findings.append(
            _finding(
                "list-older",
                Severity.REFUSE,
                incoming,
                published=published.isoformat(),
                in_force=known.isoformat(),
            )
        )
    if (published - incoming.today).days > 1:  # one day: the zones of the earth
        findings.append(
            _finding("list-date-ahead", Severity.REFUSE, incoming, published=published.isoformat())
        )
    return findings


def _notes(incoming: Incoming) -> list[ListFinding]:
    """Judge what the format says of the file: a retired list needs a reason to be taken."""
    return [
        _finding(note, Severity.REFUSE if note in _REFUSED else Severity.WARN, incoming)
        for note in incoming.notes
    ]


def _oddities(source: Source, incoming: Incoming) -> list[ListFinding]:
    findings = []
    for code, names in incoming.list_names.items():
        known = source.list_of(code)
        said = " | ".join(filter(None, names)) or code
        if known is None:
            count = incoming.counts.get(code, 0)
            findings.append(
                _finding("list-unknown", Severity.WARN, incoming, list=code, name=said, count=count)
            )
        elif any(name.casefold() != known.name.casefold() for name in names):
            findings.append(
                _finding(
                    "list-renamed", Severity.WARN, incoming, list=code, name=known.title, said=said
                )
            )
    for finding, count in (
        ("list-rows-skipped", incoming.skipped),
        ("list-rows-uneven", incoming.uneven),
        ("list-characters-replaced", incoming.replaced),
    ):
        if count:
            findings.append(_finding(finding, Severity.WARN, incoming, count=count))
    if incoming.unchanged:
        findings.append(_finding("list-unchanged", Severity.WARN, incoming))
    return findings


def _finding(code: str, severity: Severity, incoming: Incoming, **facts: object) -> ListFinding:
    return ListFinding(code, severity, {**incoming.facts, **facts})
