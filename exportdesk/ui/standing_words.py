"""How a customer or a match stands, in the words and colors that are the same everywhere."""

from collections.abc import Callable, Iterable, Mapping

from exportdesk.core.book import BookMatch
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.rulebook import Consequence
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.theme import Tone

_CONSEQUENCES: Mapping[Consequence, str] = {
    Consequence.BLOCK: _m("Stop"),
    Consequence.HOLD_LICENSE: _m("License likely required"),
    Consequence.DOCUMENT: _m("Statement needed"),
    Consequence.REVIEW: _m("Restricted"),
    Consequence.RED_FLAG: _m("Red flag"),
}
_STATUSES: Mapping[CustomerStatus, Tone] = {
    CustomerStatus.NOT_SCREENED: Tone.GREY,
    CustomerStatus.NO_OPEN_MATCH: Tone.GREEN,
    CustomerStatus.REVIEW: Tone.AMBER,
    CustomerStatus.LISTED: Tone.AMBER,
    CustomerStatus.STALE: Tone.GREY,
    CustomerStatus.DELETED: Tone.GREY,
    CustomerStatus.CHECK_NAME: Tone.AMBER,
}
_STATES: Mapping[MatchState, Tone] = {
    MatchState.OPEN: Tone.AMBER,
    MatchState.RETURNED: Tone.AMBER,
    MatchState.RESEARCH: Tone.AMBER,
    MatchState.NOT_SAME: Tone.GREY,
    MatchState.SAME: Tone.RED,
}


def consequence_words(consequence: Consequence) -> str:
    """Return what a confirmed match leads to, in one or two words."""
    return _(_CONSEQUENCES[consequence])


def customer_chip(status: CustomerStatus, consequence: str = "") -> tuple[str, Tone]:
    """Return the words and the tone of a customer's chip: red only for what stops a shipment."""
    if status is CustomerStatus.LISTED and consequence:
        led_to = Consequence(consequence)
        return consequence_words(led_to), Tone.RED if led_to.stops else Tone.AMBER
    return word(status), _STATUSES[status]


def customer_status_said(status: CustomerStatus) -> str:
    """Return what a status means, in a sentence."""
    return {
        CustomerStatus.NOT_SCREENED: _("Nobody has looked this customer up yet."),
        CustomerStatus.NO_OPEN_MATCH: _(
            "No match of this customer is undecided or confirmed, as of its last screening."
        ),
        CustomerStatus.REVIEW: _("There are matches that nobody has decided."),
        CustomerStatus.CHECK_NAME: _(
            "No match is undecided, but a name begins as those of several listed parties."
        ),
        CustomerStatus.LISTED: _("A match was confirmed: this customer, or somebody related."),
        CustomerStatus.STALE: _("The lists or the customer changed since the last screening."),
        CustomerStatus.DELETED: _("It is not in the book any more, and can be brought back."),
    }[status]


def match_chip(state: MatchState) -> tuple[str, Tone]:
    """Return the words and the tone of a match's chip."""
    return word(state), _STATES[state]


def party_chip(
    matches: Iterable[BookMatch],
    *,
    screened: bool,
    led_to: Callable[[BookMatch], Consequence],
) -> tuple[str, Tone]:
    """Return the words and the tone for one party of a customer, by its matches.

    `led_to` tells what a confirmed match leads to.
    """
    found = list(matches)
    confirmed = [led_to(one) for one in found if one.state is MatchState.SAME]
    undecided = sum(1 for one in found if one.state.is_undecided)
    if confirmed:
        strictest = min(confirmed, key=list(Consequence).index)
        chip, tone = customer_chip(CustomerStatus.LISTED, strictest.value)
        if not undecided:
            return chip, tone
        left = ngettext("{chip}, {count} undecided", "{chip}, {count} undecided", undecided)
        return left.format(chip=chip, count=figure(undecided)), tone
    if undecided:
        return ngettext("{count} match", "{count} matches", undecided).format(
            count=undecided
        ), Tone.AMBER
    status = CustomerStatus.NO_OPEN_MATCH if screened else CustomerStatus.NOT_SCREENED
    return customer_chip(status)


def customer_follows(row: CustomerRow | None) -> tuple[str, Tone]:
    """Return what follows for a customer from a confirmed match, and that matches wait; "" for
    neither.
    """
    if row is None:
        return "", Tone.GREY
    count = row.open_matches
    waits = ngettext(
        "{count} match of {name} waits in Review.",
        "{count} matches of {name} wait in Review.",
        count,
    ).format(count=figure(count), name=row.name)
    if row.status is CustomerStatus.LISTED and row.consequence:
        led_to = Consequence(row.consequence)
        said = _("{chip}: a match of {name} was confirmed. {means}").format(
            chip=consequence_words(led_to),
            name=row.name,
            means=sentence(f"consequence-{led_to}-means"),
        )
        told = f"{said} {waits}" if count else said
        return told, Tone.RED if led_to.stops else Tone.AMBER
    return (waits, Tone.AMBER) if count else ("", Tone.GREY)
