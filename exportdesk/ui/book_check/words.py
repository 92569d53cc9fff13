"""What the check of the book says."""

from collections.abc import Mapping, Sequence

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.words import sentence
from exportdesk.operations.hygiene import HygieneFinding, Unclean
from exportdesk.ui.customers.words import customers_count
from exportdesk.ui.dates import day_text, moment_text

_REASONS: Mapping[Unclean, tuple[str, ...]] = {
    Unclean.LEGAL_FORM_ONLY: (_m("This is the whole name"), _m("Not in use")),
    Unclean.GENERIC_NAME: (_m("This is the whole name"), _m("No more is known")),
    Unclean.NO_COUNTRY: (_m("The country is not known"), _m("Not in use")),
    Unclean.SAME_NAME: (_m("Two different parties"), _m("Two sites kept apart")),
    Unclean.NEAR_NAME: (_m("Two different parties"), _m("Two sites kept apart")),
    Unclean.SAME_IDENTIFIER: (_m("One group, one number"), _m("Two sites kept apart")),
    Unclean.SAME_ADDRESS: (_m("A shared building"), _m("An agent's address"), _m("One group")),
    Unclean.SAME_DOMAIN: (_m("One group"), _m("A shared provider")),
}


def kind_words(what: Unclean | None) -> str:
    """Return the title of a kind of finding, None for what was put aside."""
    return _("Put aside") if what is None else sentence(f"hygiene-title-{what.value}")


def kind_hint(what: Unclean | None) -> str:
    """Return what a kind of finding is about."""
    if what is None:
        return _("Findings somebody looked at and put aside with a reason.")
    if what in (Unclean.SAME_IDENTIFIER, Unclean.SAME_ADDRESS, Unclean.SAME_DOMAIN):
        return kind_words(what)
    return sentence(f"hygiene-{what.value}")


def finding_words(one: HygieneFinding) -> str:
    """Return what a finding says."""
    return sentence(f"hygiene-{one.what.value}", {"count": len(one.customers), "value": one.value})


def aside_words(one: HygieneFinding, zone: str) -> str:
    """Return why, by whom and when a finding was put aside, "" where it was not."""
    if one.aside is None:
        return ""
    day = day_text(Moment.of(parse_utc(one.aside.at), zone).local.date())
    if not one.aside.by:
        return _("{reason} ({day})").format(reason=one.aside.reason, day=day)
    return _("{reason} ({name}, {day})").format(reason=one.aside.reason, name=one.aside.by, day=day)


def reasons(findings: Sequence[HygieneFinding]) -> list[str]:
    """Return the common reasons for putting these findings aside."""
    whats = dict.fromkeys(one.what for one in findings)
    return [_(text) for text in dict.fromkeys(text for what in whats for text in _REASONS[what])]


def findings_count(count: int) -> str:
    """Return `12 findings`."""
    return ngettext("{count} finding", "{count} findings", count).format(count=figure(count))


def looked_words(customers: int, at: Moment) -> str:
    """Return of how many customers, and when, the book was looked over."""
    return _("{customers} checked on {when}").format(
        customers=customers_count(customers), when=moment_text(at)
    )
