"""The steps of assessing a match: what the data answers by itself, what follows, and in what words.

The steps are those OFAC publishes (resources/rulebook/review_questions.toml). They propose; the
person decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exportdesk.core.comparisons import Agreement, SideField, SideLine
from exportdesk.core.i18n import of_rulebook
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Feature, Match, Relation
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.core.words.parties import Origin
from exportdesk.rulebook.review_questions import ReviewQuestions
from exportdesk.screening.normalize import read_name
from exportdesk.screening.ofac_view import OFAC_LISTS
from exportdesk.screening.summary import is_distinctive

STEPS = ("list", "kind", "name", "detail", "exact")
_MET = frozenset(
    {Relation.SAME, Relation.SIMILAR, Relation.SOUNDS_ALIKE, Relation.OTHER_SCRIPT}
    | {Relation.ABBREVIATION, Relation.SAME_MEANING}
)
# What is compared besides name and kind.
_DETAILS = (SideField.ADDRESSES, SideField.COUNTRIES, SideField.DATES, SideField.IDENTIFIERS)
_LEAST_DETAILS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What the data says of a match: an answer for each question, and what it rests on.

    An answer is "" where the data does not settle it: the person has to. `seen` tells of each, in
    words. `is_held` where a number or the address agrees exactly: then no single question ends the
    walk early.
    """

    answers: Mapping[str, str]
    seen: Mapping[str, str]
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """Where a walk ended: the proposal, the question that decided it, the reason in words."""

    verdict: Verdict
    by: str
    reason: str


def known(
    match: Match, listing: Listing, origin: Origin, lines: Sequence[SideLine], list_title: str
) -> Known:
    """Return what the data answers. `lines` are both sides (`side_by_side`)."""
    by_field = {line.field: line for line in lines}
    name, about_name = _name(match, by_field.get(SideField.NAMES))
    kind, about_kind = _kind(by_field.get(SideField.KIND))
    detail, about_detail = _detail(by_field)
    exact, about_exact = _exact(by_field)
    return Known(
        answers={
            "list": _list(listing, origin),
            "kind": kind,
            "name": name,
            "detail": detail,
            "exact": exact,
        },
        seen={
            "list": sentence("assess-list", {"list": list_title}),
            "kind": about_kind,
            "name": about_name,
            "detail": about_detail,
            "exact": about_exact,
        },
        is_held=any(
            by_field[field].agreement is Agreement.SAME
            for field in (SideField.IDENTIFIERS, SideField.ADDRESSES)
            if field in by_field
        ),
    )


def steps(answers: Mapping[str, str], *, is_held: bool) -> tuple[str, ...]:
    """Return the questions to ask, as far as they are known after these answers.

    The last one is still to be answered, unless `verdict` has a word on all of them.
    """
    asked: list[str] = []
    for step in STEPS:
        asked.append(step)
        if step not in answers or _end(step, answers[step], is_held=is_held) is not None:
            break
    return tuple(asked)


def verdict(answers: Mapping[str, str], *, is_held: bool) -> tuple[Verdict, str] | None:
    """Return what follows from the answers and which question decided it; None while one lacks."""
    last = steps(answers, is_held=is_held)[-1]
    if last not in answers:
        return None
    found = _end(last, answers[last], is_held=is_held)
    if found is None:
        found = _from_exact(answers, is_held=is_held)
    return found, last


def assessed(
    answers: Mapping[str, str], known: Known, questions: ReviewQuestions
) -> Assessed | None:
    """Return the proposal with its reason in words; None while an answer lacks.

    What the person answered otherwise than the data is told as the person's own.
    """
    found = verdict(answers, is_held=known.is_held)
    if found is None:
        return None
    said = []
    for step in steps(answers, is_held=known.is_held):
        given, seen = answers[step], known.seen[step]
        if given == known.answers[step] and seen:
            said.append(seen)
        else:
            question = questions.question(step)
            words = of_rulebook(question.answer(given).text)
            facts = {"title": of_rulebook(question.title), "answer": _small(words)}
            said.append(sentence("assess-own-answer", facts))
    return Assessed(found[0], found[1], " ".join(said))


def _end(step: str, answer: str, *, is_held: bool) -> Verdict | None:
    """Return what an answer settles by itself, None where the next question is asked."""
    if (step, answer) in (("kind", "other"), ("name", "one")):
        return None if is_held else Verdict.NOT_SAME
    if step == "detail" and answer != "enough":
        return None if is_held else Verdict.RESEARCH
    return None


def _from_exact(answers: Mapping[str, str], *, is_held: bool) -> Verdict:
    exact, name = answers["exact"], answers["name"]
    if exact == "none":
        return Verdict.NOT_SAME
    if answers["kind"] == "other":
        return Verdict.RESEARCH
    if exact == "several":
        return Verdict.SAME if name == "all" or is_held else Verdict.RESEARCH
    return Verdict.RESEARCH


def _list(listing: Listing, origin: Origin) -> str:
    if origin is Origin.OWN:
        return "own"
    if origin is Origin.FOREIGN:
        return "foreign"
    return "ofac" if listing.list in OFAC_LISTS else "us_other"


def _kind(line: SideLine | None) -> tuple[str, str]:
    ours = line.ours[0].text if line is not None and line.ours else ""
    theirs = line.theirs[0].text if line is not None and line.theirs else ""
    facts = {
        "ours": sentence(f"assess-a-{ours}") if ours else "",
        "theirs": sentence(f"assess-a-{theirs}") if theirs else "",
    }
    if line is None or not line.agreement.is_compared:
        told = "-ours-only" if ours else "-theirs-only" if theirs else "-unknown"
        return "unknown", sentence(f"assess-kind{told}", facts)
    if line.agreement is Agreement.SAME:
        return "same", sentence(f"assess-kind-both-{ours}")
    return "other", sentence("assess-kind-other", facts)


def _name(match: Match, line: SideLine | None) -> tuple[str, str]:
    """Count the telling parts of the listed and of our name that met."""
    reasons = [one for one in match.reasons if one.feature is Feature.NAME]
    if not reasons or line is None:
        by = {one.feature for one in match.reasons if one.relation is not Relation.NOT_GIVEN}
        found = [one for one in (Feature.ADDRESS, Feature.IDENTIFIER) if one in by]
        return "none", sentence(f"assess-name-none-{found[0]}" if found else "assess-name-none")
    met = [one for one in reasons if one.relation in _MET and is_distinctive(one.theirs)]
    missing = [r.ours for r in reasons if r.relation is Relation.MISSING and is_distinctive(r.ours)]
    extra = [r.theirs for r in reasons if r.relation is Relation.EXTRA and is_distinctive(r.theirs)]
    if not met:
        return "one", sentence("assess-name-common")
    parts = sum(max(1, len(read_name(one.theirs).keys)) for one in met)
    ours, theirs = parts + len(missing), parts + len(extra)
    words = _listed(one.theirs for one in met)
    facts = {"met": parts, "all": ours, "ours": ours, "theirs": theirs, "words": words}
    said = [sentence("assess-name" if ours == theirs else "assess-name-uneven", facts)]
    if missing:
        said.append(sentence("assess-name-ours-only", {"words": _listed(missing)}))
    if extra:
        said.append(sentence("assess-name-theirs-only", {"words": _listed(extra)}))
    if line.agreement is Agreement.SAME or not (missing or extra):
        return "all", " ".join(said)
    if parts > 1:
        return "most", " ".join(said)
    # One part that is all of a name is not "just one of two or more": it may be a short form.
    return ("one" if missing and extra else ""), " ".join(said)


def _detail(lines: Mapping[SideField, SideLine]) -> tuple[str, str]:
    found = {field: lines[field].agreement for field in _DETAILS if field in lines}
    compared = [field for field, agreement in found.items() if agreement.is_compared]
    if len(compared) >= _LEAST_DETAILS:
        return "enough", sentence("assess-detail-enough", {"fields": _fields(compared)})
    ours = [field for field, one in found.items() if one is Agreement.OURS_MISSING]
    if ours:
        return "ours_missing", sentence("assess-detail-ours", {"fields": _fields(ours)})
    theirs = [f for f in _DETAILS if found.get(f) in (None, Agreement.THEIRS_MISSING)]
    return "theirs_missing", sentence("assess-detail-theirs", {"fields": _fields(theirs)})


def _exact(lines: Mapping[SideField, SideLine]) -> tuple[str, str]:
    found = {field: lines[field].agreement for field in _DETAILS if field in lines}
    same = [field for field, agreement in found.items() if agreement is Agreement.SAME]
    differs = [field for field, agreement in found.items() if agreement is Agreement.DIFFERS]
    said = sentence("assess-exact", {"fields": _fields(same)})
    if not same:
        said = sentence("assess-exact-none")
    if differs:
        said += " " + sentence("assess-exact-differs", {"fields": _fields(differs)})
    return ("several" if len(same) > 1 else "one" if same else "none"), said


def _fields(fields: Iterable[SideField]) -> str:
    return ", ".join(sentence(f"assess-field-{field}") for field in fields)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
