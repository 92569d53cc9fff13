"""Which rules of the rulebook differ since a sign-off: those that the case is about by themselves,
the others counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from exportdesk.diligence.case_answers import asked
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.since import Became, Ground, Since
from exportdesk.rulebook import RowChange

_BY_ROW = frozenset(
    (
        "countries.csv",
        "country_rules.csv",
        "high_priority.csv",
        "list_meanings.toml",
        "next_steps.toml",
        "notes.toml",
        "questions.toml",
        "red_flags.csv",
        "regions.csv",
        "retired_hs_codes.csv",
        "review_questions.toml",
    )
)
"""Files with a rule for one country, code, list or question each. Other rules are for all."""

_MOST = 20


def rules_since(changes: Iterable[RowChange], facts: CaseFacts) -> Iterator[Since]:
    """Yield each rule that differs and that this case is about, and how many others do."""
    mine = _names(facts)
    told: set[tuple[str, str]] = set()
    others: set[tuple[str, str]] = set()
    for one in changes:
        rule = (one.file, one.row)
        concerns = one.file not in _BY_ROW or bool(mine & set(one.row.split()))
        if concerns and (rule in told or len(told) < _MOST):
            told.add(rule)
            yield _since(one)
        else:
            others.add(rule)
    for file, count in Counter(file for file, _row in sorted(others)).items():
        yield Since(Ground.RULEBOOK, file, after=str(count))


def _since(one: RowChange) -> Since:
    change = Became.NEW if one.is_new else Became.GONE if one.is_gone else Became.CHANGED
    return Since(
        Ground.RULEBOOK,
        one.file,
        one.before,
        one.after,
        change,
        name=one.row if one.file == "country_rules.csv" else one.title,
        field=one.field,
        label=one.row,
    )


def _names(facts: CaseFacts) -> set[str]:
    """Return what the rows are called that say something of this case."""
    found = {*facts.countries, *facts.case.route, facts.case.destination.region}
    for party in facts.parties:
        found |= set(party.profile.countries)
        found |= {match.list for match in party.matches}
    for item in facts.items:
        found.add(item.item.product.hs_code[:6])
        found |= {finding.code for finding in item.checked.findings}
    found |= {one.code for one in asked(facts)} | {one.code for one in facts.case.answers}
    found |= {one.flag for one in facts.case.flags}
    found |= {one.id for flags in facts.rulebook.red_flags.asked(facts.situations) for one in flags}
    return found - {""}
