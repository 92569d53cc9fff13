"""What the Customers page says."""

from collections.abc import Mapping

from exportdesk.core.book import Act, Batch, BookScreening, Trigger
from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.customer_changes import CustomerChange, CustomerField, Use
from exportdesk.core.customers import Customer, RelatedParty
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.screenings import Verdict
from exportdesk.core.words.choices import word
from exportdesk.ui.dates import day_text, moment_text

_EVENTS: Mapping[str, str] = {
    "match_decided": _m("Match decided"),
    "decision_revoked": _m("Decision taken back"),
    "name_looked_at": _m("Name looked at"),
    "name_look_revoked": _m("Look at a name taken back"),
    "match_opened": _m("Listed party opened as a match"),
    "match_closed": _m("Opening of a match taken back"),
    "file_added": _m("File added"),
    "file_removed": _m("File taken away"),
    "customer_record_made": _m("Screening record saved"),
    "finding_put_aside": _m("Finding of the customer check put aside"),
    "finding_taken_back": _m("Finding of the customer check shown again"),
}
_TRIGGERS: Mapping[Trigger, str] = {
    Trigger.IMPORT: _m("after an import"),
    Trigger.EDIT: _m("after an edit"),
    Trigger.LISTS: _m("after the lists changed"),
    Trigger.SCHEDULE: _m("by the daily check"),
    Trigger.ASKED: _m("because somebody asked"),
}


def kind_words(kind: PartyKind) -> str:
    """Return the word for a kind of customer, "" where it is not said."""
    return "" if kind is PartyKind.UNKNOWN else word(kind)


def when(utc_text: str, zone: str) -> str:
    """Return a stored time as people read it, "" for none."""
    return moment_text(Moment.of(parse_utc(utc_text), zone)) if utc_text else ""


def day_of(utc_text: str, zone: str) -> str:
    """Return the day of a stored time as people read it, "" for none."""
    return day_text(Moment.of(parse_utc(utc_text), zone).local.date()) if utc_text else ""


def customers_count(count: int) -> str:
    """Return `12 customers`."""
    return ngettext("{count} customer", "{count} customers", count).format(count=figure(count))


def role_words(related: RelatedParty, customer: Customer) -> str:
    """Return what a related party is: "Owner, 60 %", and of whom, if not of the customer."""
    said = word(related.role)
    if related.percent:
        share = related.percent.removesuffix("%").strip()
        said = _("{role}, {percent} %").format(role=said, percent=share)
    if related.of != customer.id:
        said = _("{role} of {name}").format(role=said, name=name_of(customer, related.of))
    return said


def name_of(customer: Customer, party: str) -> str:
    """Return the name of one of a customer's parties."""
    return next(
        (one.profile.name for one in customer.parties() if one.id == party), _("somebody gone")
    )


def event_words(kind: str) -> str:
    """Return what an event about a customer says."""
    known = _EVENTS.get(kind)
    return _(known) if known else kind.replace("_", " ").capitalize()


DECISION_EVENTS = ("match_decided", "decision_revoked")


def decision_words(verdict: Verdict | None) -> str:
    """Return what was decided of a match, in a few words."""
    if verdict is None:
        return event_words("decision_revoked")
    return _("Match decided: {verdict}").format(verdict=word(verdict))


def undo_words(act: Act) -> str:
    """Return what the button says that takes such a step back."""
    said = {
        Act.ADD: _("Undo adding it"),
        Act.IMPORT: _("Undo the import…"),
        Act.EDIT: _("Undo this change"),
    }
    return said.get(act, _("Undo"))


def step_words(batch: Batch) -> str:
    """Return what a step did, in a few words."""
    said = word(batch.act)
    if batch.act is Act.IMPORT and batch.label:
        said = _("Imported from {file}").format(file=batch.label)
    if batch.facts.get("merged"):
        said = _("Merged with {name}").format(name=batch.facts["merged"])
    if batch.act is Act.ADD and batch.facts.get("screening"):
        said = _("Kept from screening {number}").format(number=batch.facts["screening"])
    return said


def change_words(change: CustomerChange) -> tuple[str, str, str]:
    """Return a changed field as its name, what it was, and what it is then."""
    name = word(change.field)
    if change.party:
        name = _("{field} of {name}").format(field=name, name=change.party)
    return (
        name,
        _texts(change.field, change.before, change.uses_before),
        _texts(change.field, change.after, change.uses_after),
    )


def _texts(field: CustomerField, texts: tuple[str, ...], uses: tuple[Use, ...]) -> str:
    if field is CustomerField.KIND:
        texts = tuple(word(PartyKind(text)) for text in texts)
    elif field is CustomerField.ROLE:
        texts = tuple(word(Role(text)) for text in texts)
    elif uses:
        said = zip(texts, uses, strict=True)
        texts = tuple(f"{text} ({word(use)})" if use else text for text, use in said)
    return "; ".join(texts) or _("nothing")


def screened_words(screened_at: str, zone: str, last: BookScreening | None) -> str:
    """Return when a customer was last screened, and why."""
    if not screened_at:
        return _("Not screened yet.")
    moment = when(screened_at, zone)
    if last is None:
        return _("Last screened {when}.").format(when=moment)
    why = _(_TRIGGERS[last.trigger])
    return _("Last screened {when}, {why}.").format(when=moment, why=why)


def left_words(count: int) -> str:
    """Return that an undo left so many customers as they are."""
    return ngettext(
        "{count} customer was changed since, and is left as it is.",
        "{count} customers were changed since, and are left as they are.",
        count,
    ).format(count=figure(count))
