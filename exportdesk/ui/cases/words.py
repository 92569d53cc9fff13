"""What the Due diligence page says of cases, steps, findings and differences."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from exportdesk.core.cases import Case, CaseState, CaseStep, Outcome, PartyAnswer
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.parties import Role
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_differences import Difference
from exportdesk.diligence.flow import StepState, StepView
from exportdesk.diligence.since import Since
from exportdesk.diligence.since_words import since_sentence
from exportdesk.diligence.weighing import Stand, Weighed
from exportdesk.operations.cases import CaseView
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.theme import Tone
from exportdesk.wiring import Desk

_OUTCOMES: Mapping[Outcome, Tone] = {
    Outcome.DO_NOT_SHIP: Tone.RED,
    Outcome.HOLD_LICENSE: Tone.RED,
    Outcome.HOLD_RESOLVE: Tone.AMBER,
    Outcome.CONDITIONS: Tone.ACCENT,
    Outcome.NO_OBJECTION: Tone.GREEN,
}
_STEPS: Mapping[StepState, tuple[str, str]] = {
    StepState.DONE: ("check-circle", "green"),
    StepState.PASSED_ON: ("circle-half-full", "amber"),
    StepState.OPEN: ("circle-outline", "quiet"),
    StepState.MOOT: ("minus-circle-outline", "quiet"),
    StepState.BLOCKED: ("alert-octagon-outline", "red"),
}
_TOPICS: Mapping[CaseStep, str] = {
    CaseStep.TRIGGER: "products-and-tier",
    CaseStep.TRADE_INTEGRITY: "trade-integrity-project",
    CaseStep.PROFILE: "customer-profile",
    CaseStep.ORDER: "order-payment-route",
    CaseStep.RED_FLAGS: "looking-for-red-flags",
    CaseStep.LETTERS: "letters-from-bis",
    CaseStep.DECISION: "decide-and-sign-off",
    CaseStep.FOLLOW_UP: "after-the-sign-off",
}
_CODE = re.compile(r"^[0-9a-f-]{16,}$")


def outcome_chip(outcome: Outcome) -> tuple[str, Tone]:
    """Return the words and the tone of an outcome."""
    return word(outcome), _OUTCOMES[outcome]


def state_chip(state: CaseState, outcome: Outcome, *, changed: bool) -> tuple[str, Tone]:
    """Return the words and the tone of how a case stands."""
    if state is CaseState.SIGNED and changed:
        return _("Changed since"), Tone.AMBER
    if state is CaseState.OPEN and not outcome.lets_go:
        return _("On hold"), Tone.AMBER
    signed = Tone.GREEN if outcome.lets_go else Tone.AMBER
    tones = {CaseState.OPEN: Tone.ACCENT, CaseState.SIGNED: signed}
    return word(state), tones.get(state, Tone.GREY)


def step_words(step: CaseStep) -> str:
    """Return what a step is called."""
    return sentence(f"step-{step.value}")


def step_look(state: StepState, *, waiting: bool) -> tuple[str, str]:
    """Return glyph and color of a step; `waiting`: something was found there that is open."""
    if state is StepState.OPEN and waiting:
        return "alert-circle-outline", "amber"
    return _STEPS[state]


def is_skipped(view: CaseView, step: CaseStep) -> bool:
    """Whether there is nothing to do or to see at a step; Follow-up tells of a withdrawal."""
    if step is CaseStep.FOLLOW_UP and view.withdrawn is not None:
        return False
    found = view.flow.of(step)
    return found.state is StepState.MOOT and not found.open and not found.differences


def look_off(view: StepView) -> tuple[str, str]:
    """Return glyph and color of a step where the case was withdrawn undecided: nothing waits."""
    was_done = view.state is StepState.DONE and view.step is not CaseStep.DECISION
    if was_done:
        return _STEPS[StepState.DONE][0], "quiet"
    is_moot = view.state is StepState.MOOT and view.step is not CaseStep.FOLLOW_UP
    is_moot = is_moot or view.step is CaseStep.DECISION  # Follow-up tells who withdrew it, and why
    return _STEPS[StepState.MOOT if is_moot else StepState.OPEN]


def ended(view: CaseView) -> CaseState | None:
    """Return how a case ended: signed off, or withdrawn undecided; None while it is worked on."""
    if view.case.sign_off is not None:
        return CaseState.SIGNED
    return CaseState.WITHDRAWN if view.withdrawn is not None else None


def look_signed(view: StepView) -> tuple[str, str]:
    """Return glyph and color of a step of a case that was signed off: it calls for nothing."""
    glyph, color = _STEPS[_when_signed(view)]
    return glyph, "quiet" if color == "amber" else color


def signed_words(view: StepView) -> str:
    """Return how a step stands in a case that was signed off, in a word."""
    state = _when_signed(view)
    return _("Left open") if state is StepState.OPEN else step_state_words(state)


def _when_signed(view: StepView) -> StepState:
    """Return how a step stands once the case is signed off: the decision is made then."""
    is_made = view.step is CaseStep.DECISION and view.state is not StepState.BLOCKED
    return StepState.DONE if is_made else view.state


def step_topic(step: CaseStep) -> str:
    """Return the part of the guide that goes with a step."""
    return f"due-diligence#{_TOPICS.get(step, step.value.replace('_', '-'))}"


def step_state_words(state: StepState) -> str:
    """Return how a step stands, in a word."""
    return sentence(f"step-state-{state.value}")


def finding_words(weighed: Weighed) -> str:
    """Return the sentence of a finding."""
    facts = dict(weighed.finding.facts)
    for name in ("role",):
        if isinstance(facts.get(name), Role):
            facts[name] = word(facts[name])  # type: ignore[arg-type] # a role, as just seen
    return sentence(weighed.finding.code, facts)


def finding_chip(weighed: Weighed) -> tuple[str, Tone]:
    """Return the words and the tone of how a finding stands."""
    tones = {Stand.SETTLED: Tone.GREEN, Stand.OVERRIDDEN: Tone.ACCENT, Stand.NOTED: Tone.GREY}
    tone = tones.get(weighed.stand, Tone.AMBER)
    if weighed.is_open and weighed.weighs.rank <= Outcome.HOLD_LICENSE.rank:
        tone = Tone.RED
    return sentence(f"stand-{weighed.stand.value}"), tone


def case_line(view: CaseView) -> str:
    """Return the line below the number of a case: whose, what, which order."""
    case, facts = view.case, view.facts
    customer = facts.customer
    country = facts.spoken_country(case.destination.country) if case.destination.country else ""
    count = len(case.items)
    tiers = sorted(one.high_priority.tier.tier.value for one in facts.items if one.high_priority)
    goods = ngettext("{count} product", "{count} products", count).format(count=count)
    if tiers:
        one, several = _("{goods}, tier {tier}"), _("{goods}, highest tier {tier}")
        goods = (one if count == 1 else several).format(goods=goods, tier=tiers[0])
    parts = [
        customer.name if customer else _("No customer yet"),
        country,
        _("order {reference}").format(reference=case.reference) if case.reference else "",
        _("export {day}").format(day=day_text(case.export_on)) if case.export_on else "",
        goods.replace(" ", "\N{NO-BREAK SPACE}"),  # last: where room is short, the end is cut
    ]
    return "  ·  ".join(part for part in parts if part)


def withdrawn_words(view: CaseView) -> list[str]:
    """Return why a case was withdrawn, then by whom and when; nothing where that is not known."""
    told = view.withdrawn
    if told is None:
        return []
    reason = _("Reason: {text}").format(text=told.reason) if told.reason else ""
    who = ", ".join(part for part in (told.by or _("nobody named"), moment_text(told.at)) if part)
    return [part for part in (reason, who) if part]


def difference_words(view: CaseView, one: Difference) -> str:
    """Return what is different from the last case of this customer, as a sentence."""
    facts = {
        "about": _about(view, one),
        "before": _value(view, one, one.before),
        "after": _value(view, one, one.after),
    }
    return sentence(one.code, facts)


def since_words(desk: Desk, one: Since) -> str:
    """Return one thing that is different since the sign-off, as a sentence."""
    return since_sentence(one, replace(desk.since_names, day=day_or_none))


def day_or_none(text: str) -> str:
    """Return a day of the storage as it is read; "" for none."""
    return day_text(date.fromisoformat(text[:10])) if text else ""


def _about(view: CaseView, one: Difference) -> str:
    if one.code.startswith("differs-party"):
        role, _slash, field = one.about.partition("/")
        named = word(Role(role))
        if not field:
            return named
        what = {
            "names": _("names"),
            "kind": _("kind"),
            "addresses": _("addresses"),
            "countries": _("countries"),
            "identifiers": _("identifiers"),
        }
        return f"{named}, {what.get(field, field)}"
    if one.code == "differs-answer":
        question = view.facts.rulebook.questions.get(one.about)
        return of_rulebook(question.text) if question else one.about
    if one.code == "differs-destination":
        return {"country": _("country"), "region": _("region"), "address": _("address")}.get(
            one.about, one.about
        )
    return one.about


def _value(view: CaseView, one: Difference, text: str) -> str:
    if not text:
        return _("nothing")
    if one.code == "differs-party":
        return "; ".join(_party(view, part) for part in text.split("; "))
    if one.code == "differs-answer":
        return answer_text(view, one.about, text)
    if one.about == "country" or one.code == "differs-route":
        return ", ".join(view.facts.spoken_country(code) for code in text.split())
    return text


def answer_text(view: CaseView, code: str, value: str) -> str:
    """Return an answer as a person reads it."""
    question = view.facts.rulebook.questions.get(code)
    if value in ("yes", "no", "unknown"):
        return {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}[value]
    choices = question.choices if question else ()
    return next((of_rulebook(one.text) for one in choices if one.value == value), value)


def _party(view: CaseView, text: str) -> str:
    if text.startswith("= "):
        return _("same as {role}").format(role=word(Role(text[2:])).lower())
    if text in {one.value for one in PartyAnswer}:
        return word(PartyAnswer(text))
    for case in (view.case, view.facts.last_case):
        name = _name_in(case, text)
        if name:
            return name
    return _("somebody else") if _CODE.match(text) else text


def _name_in(case: Case | None, party: str) -> str:
    for one in case.parties if case else ():
        if one.party == party and one.profile is not None:
            return one.profile.name
    return ""
