"""One plain sentence for a match, from its reasons."""

from collections.abc import Iterable, Sequence

from exportdesk.core.matches import Feature, Reason, Relation
from exportdesk.core.words import sentence
from exportdesk.screening.glossary import BUSINESS_WORDS, COMPANY_PARTS, PLACES
from exportdesk.screening.normalize import read_name

_NOT_MET = frozenset({Relation.MISSING, Relation.EXTRA})


def summary(reasons: Sequence[Reason]) -> str:
    """Return the sentence: "2 of 2 distinctive words match; country differs"."""
    clauses = [sentence(code, facts) for code, facts in _clauses(reasons)]
    whole = "; ".join(clauses)
    return whole[:1].upper() + whole[1:]


def _clauses(reasons: Sequence[Reason]) -> Iterable[tuple[str, dict[str, object]]]:
    for reason in reasons:
        if reason.feature is Feature.IDENTIFIER:
            sure = reason.relation is Relation.SAME
            yield "match-identifier" if sure else "match-identifier-unsure", {}
    yield from _about_name([reason for reason in reasons if reason.feature is Feature.NAME])
    for reason in reasons:
        if reason.feature is Feature.ADDRESS:
            yield f"match-address-{reason.relation}", {}
    for reason in reasons:
        if reason.feature is Feature.LEGAL_FORM and reason.relation is not Relation.SAME:
            yield "match-legal-form-ignored", {}
        elif reason.feature is Feature.KIND and reason.relation is Relation.DIFFERS:
            yield "match-kind-differs", {}
        elif reason.feature is Feature.COUNTRY:
            yield f"match-country-{reason.relation}", {}


def _about_name(reasons: Sequence[Reason]) -> Iterable[tuple[str, dict[str, object]]]:
    if not reasons:
        return
    met = [
        r
        for r in reasons
        if r.relation not in _NOT_MET | {Relation.GENERIC} and is_distinctive(r.theirs)
    ]
    missing = [r for r in reasons if r.relation is Relation.MISSING and is_distinctive(r.ours)]
    extra = [r for r in reasons if r.relation is Relation.EXTRA and is_distinctive(r.theirs)]
    if met:
        yield "match-words", {"met": len(met), "all": len(met) + len(missing)}
    else:
        yield "match-generic-only", {}
    if any(r.relation is Relation.OTHER_SCRIPT for r in met):
        yield "match-other-script", {}
    elif any(r.relation in (Relation.SIMILAR, Relation.SOUNDS_ALIKE) for r in met):
        yield "match-spelling-differs", {}
    if extra:
        yield "match-extra-words", {"words": ", ".join(r.theirs for r in extra)}


def is_distinctive(written: str) -> bool:
    """Whether words tell parties apart, and are not common ones of business or places."""
    keys = read_name(written).keys
    plain = BUSINESS_WORDS | COMPANY_PARTS | PLACES
    return any(key not in plain and len(key) > 1 for key in keys)
