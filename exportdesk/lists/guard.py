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
# The catalogue's counts are some months old: a list may well have become shorter since.
LEAST_OF_EXPECTED = 0.80
# A rise finds too much, never too little: only an absurd one is stopped.
RISE_WORTH_A_WORD = 3
LARGEST_RISE = 10
# How much of a list may have been exchanged for other parties, or other numbers, though its length
# did not change. A short list may well be renewed by a third at once.
LARGEST_EXCHANGE = 0.20
SMALLEST_COMPARED = 20
LARGEST_EXCHANGE_OF_FEW = 0.50
LARGEST_MISSHAPEN = 0.05
MISSHAPEN_ALLOWED = 10
# Rows skipped for these reasons are out of shape; others are left out on purpose.
MISSHAPEN = frozenset({"row-without-name", "row-unreadable"})


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of a list the new edition still holds, of the `before` entries there were.

    `uids_gone`: entries no longer there; `names_gone`: parties none of whose names is there.
    """

    before: int
    uids_gone: int = 0
    names_gone: int = 0


_REFUSED = frozenset({"list-retired"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """What is known of a file once it is read to its end.

    `complete`: the format itself shows that nothing is missing at the end; `unchanged`: every
    listing is as it is in the edition in force; `published_said`: a person gave the date. `kept` is
    what became of each list of the edition in force; `same_as` is the date of a superseded edition
    that held the same, "" where there is none; `dated_as_before`: the date is that of the edition
    in force, from which nothing differs. `misshapen` rows of `rows` had a wrong number of
    cells, or could not be read. `notes` are codes that the format has for the file.
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
    rows: int = 0
    misshapen: int = 0
    published_said: bool = False
    same_as: str = ""
    dated_as_before: bool = False
    kept: Mapping[str, Kept] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)


def judge(source: Source, incoming: Incoming, before: Edition | None) -> tuple[ListFinding, ...]:
    """Return what there is to say against `incoming`, gravest first."""
    if not any(incoming.counts.values()):
        return (_finding("list-no-listings", Severity.FATAL, incoming),)
    findings = [
        *_notes(incoming),
        *_absences(source, incoming, before),
        *_expectations(source, incoming, before),
        *_falls(source, incoming, before),
        *_rises(source, incoming, before),
        *_exchanges(source, incoming),
        *_ends(incoming, before),
        *_dates(source, incoming, before),
        *_shapes(incoming),
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


def _expectations(source: Source, incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    """Judge a first edition, which has none before it, by the catalogue's counts."""
    findings = []
    for known in source.lists if before is None else ():
        now = incoming.counts.get(known.code, 0)
        if now and now < LEAST_OF_EXPECTED * known.expected:
            findings.append(
                _finding(
                    "list-below-expected",
                    Severity.REFUSE,
                    incoming,
                    list=known.code,
                    name=known.title,
                    expected=known.expected,
                    now=now,
                )
            )
    return findings


def _rises(source: Source, incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    """Judge lists that became much longer: another list, or the same one twice, may be in them."""
    findings = []
    for code, had in sorted(before.counts.items()) if before else ():
        now = incoming.counts.get(code, 0)
        if had < SMALLEST_JUDGED or now <= RISE_WORTH_A_WORD * had:
            continue
        findings.append(
            _finding(
                "list-rose",
                Severity.REFUSE if now > LARGEST_RISE * had else Severity.WARN,
                incoming,
                list=code,
                name=_title(source, code),
                before=had,
                now=now,
            )
        )
    return findings


def _exchanges(source: Source, incoming: Incoming) -> list[ListFinding]:
    """Judge lists whose length holds, but not who is on them, or under which number."""
    findings = []
    for code, kept in sorted(incoming.kept.items()):
        now = incoming.counts.get(code, 0)
        if kept.before < SMALLEST_COMPARED or not now:
            continue
        few = kept.before < SMALLEST_JUDGED
        most = kept.before * (LARGEST_EXCHANGE_OF_FEW if few else LARGEST_EXCHANGE)
        fell = max(0, kept.before - now)
        for finding, gone in (
            ("list-names-gone", kept.names_gone),
            ("list-ids-gone", kept.uids_gone),
        ):
            # What a fall takes away is judged as a fall.
            if gone - fell > most:
                name = _title(source, code)
                findings.append(
                    _finding(
                        finding,
                        Severity.REFUSE,
                        incoming,
                        list=code,
                        name=name,
                        before=kept.before,
                        gone=gone,
                    )
                )
                break
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
                name=_title(source, code),
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


def _dates(source: Source, incoming: Incoming, before: Edition | None) -> list[ListFinding]:
    published, known = incoming.published, before.published if before else None
    findings = _returns(source, incoming)
    if published is None:
        # Nobody publishes an own list: it is as the user keeps it.
        if not source.is_own:
            findings.append(_finding("list-date-unknown", Severity.WARN, incoming))
        return findings
    if incoming.dated_as_before:
        told = published.isoformat()
        findings.append(_finding("list-dated-as-before", Severity.WARN, incoming, published=told))
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


def _returns(source: Source, incoming: Incoming) -> list[ListFinding]:
    """Judge a file that holds what an edition held that was superseded since.

    Where the file itself carries a date, the publisher has taken something back; where it does not,
    an old file was picked, whatever date a person gives for it.
    """
    given = incoming.published_said or incoming.dated_as_before
    dated = incoming.published is not None and not given
    if not incoming.same_as or dated or incoming.unchanged:
        return []
    severity = Severity.WARN if source.is_own else Severity.REFUSE
    return [_finding("list-superseded", severity, incoming, since=incoming.same_as)]


def _shapes(incoming: Incoming) -> list[ListFinding]:
    """Judge rows out of shape: a few are slips, many are a file that is read wrongly."""
    if incoming.misshapen <= max(MISSHAPEN_ALLOWED, LARGEST_MISSHAPEN * incoming.rows):
        return []
    return [
        _finding(
            "list-misshapen",
            Severity.REFUSE,
            incoming,
            count=incoming.misshapen,
            rows=incoming.rows,
        )
    ]


def _title(source: Source, code: str) -> str:
    known = source.list_of(code)
    return known.title if known else code


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
