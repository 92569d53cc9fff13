"""What is answered in a case: by a person, else by what the book knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.cases import UNKNOWN
from exportdesk.core.customers import Profile
from exportdesk.core.mail_domains import FREE_MAIL
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.rulebook import Question, Raises

# A maker may work for a military all the same, and goods may go to somebody else than the customer,
# whose address was asked for.
_TOLD_IN_PART = frozenset(("FB22-02", "FB23-07"))


@dataclass(frozen=True, slots=True)
class Known:
    """What the book answers to a question, and the sentence that says whence it knows."""

    value: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def known(facts: CaseFacts, question: str) -> Known | None:
    """Return what the book knows of a question, None where it knows nothing."""
    customer = facts.customer
    profile = customer.profile if customer else None
    if question == "formed_on" and profile and profile.formed_on:
        return Known(profile.formed_on, "known-formed-on", {"formed_on": profile.formed_on})
    where = _own_site(profile) if question == "web_presence" and profile else ""
    if where:
        return Known("yes", "known-web-presence", {"where": where})
    if question == "imports_before":
        before = [
            one.on
            for one in facts.history
            if one.hs6 in facts.hs6 and one.on < facts.rulebook.policy.watershed
        ]
        if before:
            return Known("these", "known-imports", {"on": min(before).isoformat()})
    if question == "letters_known" and facts.letters:
        numbers = ", ".join(sorted(one.number for one in facts.letters))
        return Known("yes", "known-letters", {"letters": numbers})
    return None


def _own_site(profile: Profile) -> str:
    """Return its website, else its mail domain; one that everybody may use is not its own."""
    domain = profile.email_domain
    return profile.website or (domain if domain.casefold() not in FREE_MAIL else "")


def answered(facts: CaseFacts, question: Question) -> str:
    """Return the answer that counts: a person's if it is one, else the book's, else ""."""
    value = facts.case.value(question.code)
    if value and question.takes(value):
        return value
    found = known(facts, question.code)
    return found.value if found and question.takes(found.value) else ""


def asked(facts: CaseFacts) -> tuple[Question, ...]:
    """Return the questions of this case, in their order."""
    return tuple(
        one
        for one in facts.rulebook.questions.asked(facts.situations)
        if answered(facts, one) or not _is_moot(facts, one)
    )


def spoken_of(facts: CaseFacts) -> frozenset[str]:
    """Return the red flags of which an answer says already whether they are there.

    A question that was not asked because of another answer is answered by that one.
    """
    return frozenset(
        raised.flag
        for one in facts.rulebook.questions.asked(facts.situations)
        for raised in one.raises
        if raised.flag and _is_spoken(facts, one, raised)
    )


def _is_spoken(facts: CaseFacts, question: Question, raised: Raises) -> bool:
    """Whether an answer raised it, or left nothing to ask about it.

    Whoever names the one odd thing of a choice has not said that nothing else is odd.
    """
    value = answered(facts, question)
    if value in raised.answers:
        return True
    if raised.flag in _TOLD_IN_PART:
        return False
    if value not in ("", UNKNOWN):
        return not any(one.flag for one in question.raised_by(value))
    after = question.after
    earlier = facts.rulebook.questions.get(after.question) if after else None
    value = answered(facts, earlier) if earlier else ""
    return after is not None and bool(value) and value not in after.answers


def _is_moot(facts: CaseFacts, question: Question) -> bool:
    """Whether another answer makes it pointless: a firm that was not there bought nothing."""
    if question.after is not None:
        earlier = facts.rulebook.questions.get(question.after.question)
        return earlier is None or answered(facts, earlier) not in question.after.answers
    return question.code == "imports_before" and formed(facts) is True


def formed(facts: CaseFacts) -> bool | None:
    """Return whether the customer's firm was formed after the watershed, None where open."""
    question = facts.rulebook.questions.get("formed_on")
    value = answered(facts, question) if question else ""
    if not value or value == UNKNOWN:
        return None
    first, last = _days(value)
    watershed = facts.rulebook.policy.watershed
    if first > watershed:
        return True
    return False if last <= watershed else None


def _days(text: str) -> tuple[date, date]:
    """Return the first and the last day that an ISO day, month or year may be."""
    if len(text) == 10:
        day = date.fromisoformat(text)
        return day, day
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return first, date.fromordinal(after.toordinal() - 1)
    return date(int(text), 1, 1), date(int(text), 12, 31)
