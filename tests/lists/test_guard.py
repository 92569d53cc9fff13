"""What the guard has to say about a file, case by case."""

import dataclasses
from collections.abc import Mapping
from datetime import date

import pytest

from exportdesk.core.editions import Edition, ListFinding, Severity
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.core.words import known_codes, sentence
from exportdesk.lists import Incoming, Kept, judge, load_catalogue, refusal, stops
from tests.fakes import FakeClock
from tests.lists.samples import us_csl, whole_list

FATAL, REFUSE, WARN = Severity.FATAL, Severity.REFUSE, Severity.WARN
NAMES = {known.code: (known.name,) for known in us_csl().lists}


def incoming(counts: Mapping[str, int], **more: object) -> Incoming:
    given = Incoming(
        counts=counts,
        list_names={code: NAMES.get(code, (f"The {code}",)) for code in counts},
        published=date(2026, 11, 18),
        complete=True,
        today=date(2026, 11, 20),
        facts={"file": "list.json"},
    )
    return dataclasses.replace(given, **more)  # type: ignore[arg-type] # fields by name


def edition(counts: Mapping[str, int], published: date | None = date(2026, 11, 10)) -> Edition:
    return Edition(
        id=EditionId("1"),
        source=SourceKey("us-csl"),
        imported=FakeClock().now(),
        origin="x",
        format="csl-json",
        size=1,
        sha256="0" * 64,
        published=published,
        published_said=False,
        read=1,
        listings=1,
        names=1,
        counts=counts,
    )


def told(now: Incoming, before: Edition | None = None) -> list[tuple[str, Severity, object]]:
    findings = judge(us_csl(), now, before)
    for finding in findings:
        assert finding.code in known_codes()
        assert "?" not in sentence(finding.code, finding.facts)
    return [(f.code, f.severity, f.facts.get("list", "")) for f in findings]


def test_a_whole_list_draws_no_word() -> None:
    assert told(incoming(whole_list())) == []
    assert told(incoming(whole_list(FSE=3)), edition(whole_list(SDN=1))) == []


def test_nothing_at_all() -> None:
    assert told(incoming({})) == [("list-no-listings", FATAL, "")]


@pytest.mark.parametrize("code", ["SDN", "EL", "NS-MBS", "PLC"])
def test_an_expected_list_is_absent(code: str) -> None:
    counts = whole_list()
    del counts[code]
    assert told(incoming(counts)) == [("list-absent", REFUSE, code)]
    assert told(incoming(counts), edition(whole_list(SDN=500)))[0] == (
        "list-absent",
        REFUSE,
        code,
    )


def test_an_optional_list_may_vanish() -> None:
    assert told(incoming(whole_list()), edition(whole_list(CAP=53))) == [
        ("list-vanished", WARN, "CAP")
    ]
    assert told(incoming(whole_list(FSE=0)), edition(whole_list(FSE=0))) == []


@pytest.mark.parametrize(
    ("before", "now", "severity"),
    [
        (100, 79, REFUSE),
        (100, 80, WARN),
        (99, 20, WARN),
        (1000, 799, REFUSE),
        (1000, 800, WARN),
        (1000, 990, WARN),
        (1000, 991, None),
        (1000, 1000, None),
        (10, 9, WARN),
    ],
)
def test_falls(before: int, now: int, severity: Severity | None) -> None:
    said = told(incoming(whole_list(SDN=now)), edition(whole_list(SDN=before)))
    assert said == ([] if severity is None else [("list-fell", severity, "SDN")])


@pytest.mark.parametrize(
    ("before", "now", "severity"),
    [
        (99, 9900, None),
        (1000, 3000, None),
        (1000, 3001, WARN),
        (1000, 10_000, WARN),
        (1000, 10_001, REFUSE),
    ],
)
def test_rises(before: int, now: int, severity: Severity | None) -> None:
    said = told(incoming(whole_list(SDN=now)), edition(whole_list(SDN=before)))
    assert said == ([] if severity is None else [("list-rose", severity, "SDN")])


@pytest.mark.parametrize(("share", "refused"), [(0.79, True), (0.81, False), (1.3, False)])
def test_a_first_edition_is_measured_by_the_catalogue(share: float, refused: bool) -> None:
    source = load_catalogue().source("us-csl")
    counts = {known.code: known.expected for known in source.lists if known.expected}
    now = incoming(counts | {"SDN": round(counts["SDN"] * share)})
    found = [(f.code, f.severity, f.facts["list"]) for f in judge(source, now, None)]
    assert found == ([("list-below-expected", REFUSE, "SDN")] if refused else [])
    # Once there is an edition, that is the measure, and the catalogue's count no longer is.
    assert judge(source, now, edition(now.counts)) == ()


def test_a_list_without_expectation_may_hold_any_number() -> None:
    source = load_catalogue().source("ch-seco")
    assert judge(source, incoming({"CH-SECO": 1}, list_names={}), None) == ()


@pytest.mark.parametrize(
    ("kept", "now", "code"),
    [
        (Kept(1000, uids_gone=200, names_gone=200), 1000, ""),
        (Kept(1000, uids_gone=201, names_gone=201), 1000, "list-names-gone"),
        (Kept(1000, uids_gone=0, names_gone=900), 1000, "list-names-gone"),
        (Kept(1000, uids_gone=1000, names_gone=3), 1000, "list-ids-gone"),
        (Kept(1000, uids_gone=201, names_gone=200), 1100, "list-ids-gone"),
        # Half of 20 to 99 may be exchanged, all of fewer.
        (Kept(99, uids_gone=49, names_gone=49), 99, ""),
        (Kept(99, uids_gone=50, names_gone=50), 99, "list-names-gone"),
        (Kept(19, uids_gone=19, names_gone=19), 19, ""),
        # What is simply gone is a fall, and judged as one.
        (Kept(1000, uids_gone=190, names_gone=190), 810, ""),
        (Kept(1000, uids_gone=400, names_gone=400), 810, "list-names-gone"),
    ],
)
def test_a_list_of_the_same_length_with_others_on_it(kept: Kept, now: int, code: str) -> None:
    counts = whole_list(EL=now)
    before = edition(whole_list(EL=now))
    assert told(incoming(counts, kept={"EL": kept}), before) == (
        [(code, REFUSE, "EL")] if code else []
    )


def test_the_content_of_a_superseded_edition() -> None:
    before = edition(whole_list())
    for published in (None, date(2026, 11, 18)):
        old = incoming(
            whole_list(),
            published=published,
            published_said=published is not None,
            same_as="2026-11-01",
        )
        assert ("list-superseded", REFUSE, "") in told(old, before)
    # With a date of its own in the file, the publisher has taken something back.
    assert told(incoming(whole_list(), same_as="2026-11-01"), before) == []


def test_an_own_list_is_as_its_owner_keeps_it() -> None:
    own = load_catalogue().source("own:Bad debts")
    now = incoming({"OWN": 2}, list_names={}, published=None, same_as="2026-11-01")
    found = [(f.code, f.severity) for f in judge(own, now, edition({"OWN": 2}))]
    assert found == [("list-superseded", WARN)]


@pytest.mark.parametrize(
    ("rows", "misshapen", "refused"),
    [(30, 10, False), (30, 11, True), (1000, 50, False), (1000, 51, True)],
)
def test_rows_out_of_shape(rows: int, misshapen: int, refused: bool) -> None:
    said = told(incoming(whole_list(), rows=rows, misshapen=misshapen))
    assert said == ([("list-misshapen", REFUSE, "")] if refused else [])


def test_a_fall_says_how_far() -> None:
    (finding,) = judge(us_csl(), incoming(whole_list(SDN=600)), edition(whole_list(SDN=1000)))
    assert sentence(finding.code, finding.facts) == (
        "The number of listed parties on Specially Designated Nationals (SDN) fell from 1,000 to "
        "600 (40 % fewer)."
    )


def test_an_unknown_list_is_told_and_its_loss_judged() -> None:
    assert told(incoming(whole_list(NIL=3))) == [("list-unknown", WARN, "NIL")]
    assert told(incoming(whole_list()), edition(whole_list(NIL=100))) == [
        ("list-vanished", REFUSE, "NIL")
    ]
    assert told(incoming(whole_list()), edition(whole_list(NIL=99))) == [
        ("list-vanished", WARN, "NIL")
    ]


def test_a_renamed_list_is_told() -> None:
    names = NAMES | {"EL": ("Entity List (EL) - Bureau of Industry & Security",)}
    assert told(incoming(whole_list(), list_names=names)) == [("list-renamed", WARN, "EL")]


def test_an_older_file() -> None:
    older = incoming(whole_list(), published=date(2026, 11, 9))
    assert told(older, edition(whole_list())) == [("list-older", REFUSE, "")]
    assert told(older, edition(whole_list(), published=None)) == []
    same = incoming(whole_list(), published=date(2026, 11, 10))
    assert told(same, edition(whole_list())) == []


def test_dates_unknown_and_in_the_future() -> None:
    assert told(incoming(whole_list(), published=None)) == [("list-date-unknown", WARN, "")]
    assert told(incoming(whole_list(), published=date(2026, 11, 21))) == []
    assert told(incoming(whole_list(), published=date(2026, 11, 22))) == [
        ("list-date-ahead", REFUSE, "")
    ]


def test_completeness_of_a_format_without_an_end() -> None:
    csv = incoming(whole_list(), complete=False)
    assert told(csv) == [("completeness-unverified", WARN, "")]
    assert told(csv, edition(whole_list())) == []
    cut = incoming(whole_list(), complete=False, perhaps_cut=True)
    assert told(cut) == [("list-perhaps-cut", REFUSE, "")]


def test_oddities() -> None:
    odd = incoming(whole_list(), skipped=3, uneven=2, replaced=1, unchanged=True)
    assert [code for code, _, _ in told(odd)] == [
        "list-rows-skipped",
        "list-rows-uneven",
        "list-characters-replaced",
        "list-unchanged",
    ]


def test_the_gravest_comes_first_and_gives_the_refusal_its_words() -> None:
    findings = judge(us_csl(), incoming(whole_list(SDN=0), skipped=1), edition(whole_list(EL=999)))
    assert [f.severity for f in findings] == [REFUSE, REFUSE, WARN]
    error = refusal(findings)
    assert (error.code, error.facts["overridable"]) == ("list-absent", True)
    assert error.facts["findings"] == findings


def test_what_stops_an_edition() -> None:
    warn = (ListFinding("a", WARN),)
    refuse = (*warn, ListFinding("b", REFUSE))
    fatal = (*refuse, ListFinding("c", FATAL))
    assert not stops(warn, "")
    assert stops(refuse, " ")
    assert not stops(refuse, "The publisher merged two lists.")
    assert stops(fatal, "Because I say so.")


def test_a_retired_list_needs_a_reason_and_another_note_none() -> None:
    assert told(incoming(whole_list(), notes=("list-retired", "list-date-unknown"))) == [
        ("list-retired", REFUSE, ""),
        ("list-date-unknown", WARN, ""),
    ]
