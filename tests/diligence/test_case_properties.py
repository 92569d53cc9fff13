"""What holds for every case, whatever the facts: seeded, so that a failure comes back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from exportdesk.core.cases import Outcome, Remedy
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.weighing import Assessment, assess, remedies, weigh
from exportdesk.diligence.weighing import worst as worst_of
from tests.diligence.case_tables import bases, facts_of, resolution, rulebook, whole
from tests.sampling import sample

Table = dict[str, Any]

LISTS = ("SDN", "EL", "EL-ADDR", "UVL", "SSI", "EU-FSF", "DPL")
STATES = ("open", "not_same", "same")
QUESTIONS = {one.code: one for one in rulebook().questions.all() if one.values}
VERDICTS = ("likely_required", "depends", "not_indicated", "not_checked")
FLAGS = ("KYC-05", "KYC-06", "KYC-08", "FB22-05", "FB22-14", "FB23-07")
CERTIFICATIONS = ("none", "draft", "returned", "rejected", "accepted|2027-11-01", "expired")

answers = st.fixed_dictionaries(
    {}, optional={code: st.sampled_from(("", *one.values)) for code, one in QUESTIONS.items()}
)
matches = st.lists(
    st.builds("purchaser|{}|{}".format, st.sampled_from(LISTS), st.sampled_from(STATES)),
    max_size=2,
)
roles = st.fixed_dictionaries(
    {},
    optional={
        "bank": st.sampled_from(("none", "unknown", "", "Bank|DE|Platz 1", "Bank|BY|Minsk 1")),
        "end_user": st.sampled_from(("same:purchaser", "unknown", "Zavod|RU|Lenina 1")),
    },
)
tables = st.fixed_dictionaries(
    {"base": st.sampled_from(("germany", "plain", "turkey", "hongkong", "thailand"))},
    optional={
        "answers": answers,
        "matches": matches,
        "roles": roles,
        "flags": st.dictionaries(st.sampled_from(FLAGS), st.sampled_from(("open", "resolved"))),
        "certification": st.sampled_from(CERTIFICATIONS),
        "indication": st.lists(st.sampled_from(VERDICTS), min_size=1, max_size=3),
        "look_up": st.sampled_from(("", "found|2026-11-20", "not_found|2026-11-20")),
        "letters": st.lists(
            st.sampled_from(("red_flag|P", "guardian|P", "informed|P")), max_size=1
        ),
        "lists": st.sampled_from(([], ["us-csl|2026-11-22"], ["us-csl|2026-01-01"])),
        "export_on": st.sampled_from(("", "2026-12-01", "2026-11-01")),
        "licenses": st.sampled_from(([], ["BIS|D1|2027-06-01"], ["OFAC|D1|2026-11-30"])),
    },
)
marks = st.lists(st.integers(0, 5), min_size=60, max_size=60)


def settled(table: Table, chosen: list[int]) -> CaseFacts:
    """Return the facts with some findings settled, each by some remedy, not always rightly."""
    facts = facts_of(table | {"base_resolve": False})
    found = [one.finding for one in assess(facts).findings if not one.finding.is_note]
    made = []
    for finding, mark in zip(found, chosen, strict=False):
        if mark >= 2:
            able = (*(r for r in remedies(finding) if r.is_recorded), Remedy.OVERRIDE)
            what = ("D1",) if able[mark % len(able)] is Remedy.LICENSE else ()
            made.append(resolution(finding, able[mark % len(able)], *what))
    return with_resolutions(facts, made)


def with_resolutions(facts: CaseFacts, made: list[Any]) -> CaseFacts:
    return replace(facts, case=replace(facts.case, resolutions=tuple(made)))


def told(result: Assessment) -> set[tuple[str, str, str]]:
    """Return what an assessment says, without its order."""
    return {(w.finding.key, w.stand.value, w.weighs.value) for w in result.findings}


def benign(table: Table) -> list[str]:
    """Return the questions whose answer raises nothing as it is."""
    given_answers = whole(table)["answers"]
    return [
        code
        for code, value in given_answers.items()
        if code in QUESTIONS
        and value in QUESTIONS[code].values
        and value != "unknown"
        and not QUESTIONS[code].raised_by(value)
        and code != "route_direct"
    ]


Worse = Callable[[Table, Mapping[str, Any], int], Table]


def add(key: str, *texts: str) -> Worse:
    return lambda table, now, at: table | {key: [*now.get(key, ()), texts[at % len(texts)]]}


def put(key: str, **changes: Any) -> Worse:
    return lambda table, now, at: table | {key: {**table.get(key, {}), **changes}}


def worse_answer(table: Table, now: Mapping[str, Any], at: int) -> Table:
    """Turn an answer that raises nothing into one that does."""
    codes = benign(table)
    if not codes:
        return table
    code = codes[at % len(codes)]
    values = [v for v in QUESTIONS[code].values if QUESTIONS[code].raised_by(v)] or ["unknown"]
    return put("answers", **{code: values[at % len(values)]})(table, now, at)


def open_flag(table: Table, now: Mapping[str, Any], at: int) -> Table:
    left = [one for one in FLAGS if one not in now.get("flags", {})]
    return put("flags", **{left[at % len(left)]: "open"})(table, now, at) if left else table


def worse_bank(table: Table, now: Mapping[str, Any], at: int) -> Table:
    if now["roles"].get("bank") != "none":
        return table
    bank = ("unknown", "Bank|BY|Minsk 1", "Bank||")[at % 3]
    return put("roles", bank=bank)(table, now, at)


def no_certification(table: Table, now: Mapping[str, Any], at: int) -> Table:
    if now.get("certification", "none") != "accepted|2027-11-01":
        return table
    return table | {"certification": ("none", "sent", "rejected", "expired")[at % 4]}


def to_an_embargo(table: Table, now: Mapping[str, Any], at: int) -> Table:
    return put("destination", country=("RU", "BY", "CU", "IR", "KP", "SY")[at % 6])(table, now, at)


WORSE: tuple[Worse, ...] = (
    add("matches", *(f"purchaser|{one}|same" for one in LISTS)),
    add("matches", *(f"purchaser|{one}|open" for one in LISTS)),
    add("letters", "red_flag|Q", "supplier_list|Q", "guardian|Q", "informed|Q"),
    add("indication", "likely_required", "depends", "not_checked"),
    add("licenses", "BIS|D8|2026-11-20"),
    add("lists", "own|", "own|2026-01-01"),
    add("products", "8542.32||ITAR|1|pcs|1|USD", "|||||", "8525.80|EAR99|EAR|1|pcs|1|USD"),
    add("route", "RU", "AE", "XX"),
    put("screening", purchaser="not_screened"),
    put("screening", purchaser="stale"),
    put("owners", parties="L=EL", holdings="A>X:50 L>X:50"),
    put("owners", parties="L=SDN/SDGT", holdings="A>X:40 L>X:60"),
    put("owners", parties="", holdings=""),
    worse_answer,
    worse_answer,
    open_flag,
    worse_bank,
    no_certification,
    to_an_embargo,
)


@seed(20261122)
@settings(max_examples=sample(120, 400), deadline=None)
@given(tables, marks, st.sampled_from(range(len(WORSE))), st.integers(0, 41))
def test_a_worse_fact_never_improves_the_outcome(
    table: Table, chosen: list[int], which: int, at: int
) -> None:
    before = settled(table, chosen)
    changed = WORSE[which](table, whole(table), at)
    after = facts_of(changed | {"base_resolve": False})
    after = with_resolutions(after, list(before.case.resolutions))
    assert assess(after).outcome.rank <= assess(before).outcome.rank


@seed(20261122)
@settings(max_examples=sample(50, 150), deadline=None)
@given(tables, marks, st.randoms())
def test_the_order_of_what_was_entered_does_not_matter(
    table: Table, chosen: list[int], random: Any
) -> None:
    facts = settled(table, chosen)

    def mixed(values: Any) -> Any:
        mixed_up = list(values)
        random.shuffle(mixed_up)
        return tuple(mixed_up)

    case = replace(
        facts.case,
        answers=mixed(facts.case.answers),
        parties=mixed(facts.case.parties),
        flags=mixed(facts.case.flags),
        resolutions=mixed(facts.case.resolutions),
        licenses=mixed(facts.case.licenses),
    )
    parties = mixed(replace(one, matches=mixed(one.matches)) for one in facts.parties)
    other = replace(
        facts, case=case, parties=parties, letters=mixed(facts.letters), lists=mixed(facts.lists)
    )
    assert told(assess(other)) == told(assess(facts))
    assert assess(other).outcome is assess(facts).outcome


@seed(20261122)
@settings(max_examples=sample(50, 150), deadline=None)
@given(tables)
def test_an_override_never_lifts_what_may_not_be_overridden(table: Table) -> None:
    facts = facts_of(table | {"base_resolve": False})
    before = assess(facts)
    made = [resolution(one.finding, Remedy.OVERRIDE) for one in before.findings]
    after = assess(with_resolutions(facts, made))
    for was, now in zip(before.findings, after.findings, strict=True):
        if not was.finding.is_policy:
            assert (now.stand, now.weighs) == (was.stand, was.weighs)
    fixed = [one.weighs for one in before.findings if not one.finding.is_policy]
    assert after.outcome.rank <= worst_of(fixed).rank


@seed(20261122)
@settings(max_examples=sample(50, 150), deadline=None)
@given(tables, marks)
def test_the_outcome_is_never_better_than_the_worst_open_finding(
    table: Table, chosen: list[int]
) -> None:
    facts = settled(table, chosen)
    result = assess(facts)
    for one in result.findings:
        assert weigh(one.finding, facts) == one
        if one.is_open:
            assert one.weighs is one.finding.leads_to
            assert result.outcome.rank <= one.finding.leads_to.rank
    if result.outcome is Outcome.NO_OBJECTION:
        assert not result.open
        assert not result.conditions


@seed(20261122)
@settings(max_examples=sample(50, 150), deadline=None)
@given(tables)
def test_an_accepted_certification_settles_nothing_but_that_it_was_asked_for(table: Table) -> None:
    without = assess(facts_of(table | {"base_resolve": False, "certification": "none"}))
    accepted = {"base_resolve": False, "certification": "accepted|2027-11-01"}
    with_it = assess(facts_of(table | accepted))
    about = ("certification-missing:", "certification-accepted:", "certification-expired:")
    assert {one for one in told(without) if one[0] not in about} == {
        one for one in told(with_it) if one[0] not in about
    }


def test_the_properties_begin_with_every_base() -> None:
    assert {"germany", "plain", "turkey", "hongkong", "thailand", "india"} == bases().keys()
