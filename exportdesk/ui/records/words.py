"""What the Records page says of screenings and events."""

from collections.abc import Mapping

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.events import Event
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _mark
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.ui.theme import Tone

_KINDS: Mapping[str, str] = {
    "screening_saved": _mark("Screening saved"),
    "paper_made": _mark("Record made as PDF"),
    "list_imported": _mark("Control list imported"),
    "list_date_changed": _mark("Date of a control list changed"),
    "company_changed": _mark("Company details changed"),
    "settings_changed": _mark("Settings changed"),
    "rulebook_imported": _mark("Rulebook imported"),
    "rulebook_chosen": _mark("Rulebook chosen"),
    "ear_tables_imported": _mark("Tables of the EAR imported"),
    "threshold_measured": _mark("Threshold measured"),
    "source_turned_on": _mark("Source of lists turned on"),
    "source_turned_off": _mark("Source of lists turned off"),
    "customers_add": _mark("Customer added"),
    "customers_edit": _mark("Customer changed"),
    "customers_delete": _mark("Customer deleted"),
    "customers_import": _mark("Customers imported"),
    "customers_undo": _mark("Step with customers taken back"),
    "customers_demo": _mark("Customers of the demo added"),
    "products_add": _mark("Product added"),
    "products_edit": _mark("Product changed"),
    "products_delete": _mark("Product deleted"),
    "products_import": _mark("Products imported"),
    "products_undo": _mark("Step with products taken back"),
    "products_demo": _mark("Products of the demo added"),
    "finding_put_aside": _mark("Finding about customers put aside"),
    "finding_taken_back": _mark("Finding about customers brought back"),
    "book_screened": _mark("Customers screened"),
    "match_decided": _mark("Match of a customer decided"),
    "decision_revoked": _mark("Decision taken back"),
    "name_looked_at": _mark("Name looked at"),
    "name_look_revoked": _mark("Look at a name taken back"),
    "match_opened": _mark("Listed party opened as a match"),
    "match_closed": _mark("Opening of a match taken back"),
    "file_added": _mark("File of a customer added"),
    "file_removed": _mark("File of a customer taken away"),
    "customer_record_made": _mark("Record of a customer saved"),
    "demo_filled": _mark("Demo workspace filled"),
    "case_opened": _mark("Case opened"),
    "case_saved": _mark("Case changed"),
    "case_customer_changed": _mark("Customer of a case changed"),
    "case_answered": _mark("Question of a case answered"),
    "case_flag_raised": _mark("Red flag raised"),
    "case_flags_looked": _mark("Red flags looked for and not seen"),
    "case_flags_looked_taken_back": _mark("Red flags not seen, taken back"),
    "case_flag_taken_back": _mark("Red flag taken back"),
    "case_flag_resolved": _mark("Red flag resolved"),
    "case_finding_resolved": _mark("Finding of a case settled"),
    "case_finding_reopened": _mark("Finding of a case opened again"),
    "case_finding_put_back": _mark("What settled a finding of a case, put back"),
    "case_party_kept": _mark("Party of a case taken into the book"),
    "case_signed": _mark("Case signed off"),
    "case_withdrawn": _mark("Case withdrawn"),
    "case_policy_changed": _mark("Company policy changed"),
    "parties_screened": _mark("Parties of cases screened"),
    "letter_recorded": _mark("Letter from BIS recorded"),
    "letter_changed": _mark("Letter from BIS changed"),
    "certification_drafted": _mark("Certification drafted"),
    "certification_saved": _mark("Draft of a certification changed"),
    "certification_discarded": _mark("Draft of a certification discarded"),
    "certification_put_back": _mark("Draft of a certification brought back"),
    "certification_sent": _mark("Certification sent"),
    "certification_returned": _mark("Certification came back"),
    "certification_signature_seen": _mark("Signature of a certification seen"),
    "certification_accepted": _mark("Certification accepted"),
    "certification_rejected": _mark("Certification rejected"),
    "certification_replaced": _mark("Certification replaced by another"),
    "certification_file_added": _mark("File of a certification added"),
    "paper_issued": _mark("Paper issued"),
    "template_changed": _mark("Look of the papers changed"),
    "wording_changed": _mark("Wording of a paper changed"),
    "wording_reset": _mark("Program's own wording used again"),
    "backup_made": _mark("Backup made"),
    "backup_plan_changed": _mark("Daily backups changed"),
    "workspace_restored": _mark("Backup restored"),
    "workspace_salvaged": _mark("Damaged workspace salvaged"),
    "password_set": _mark("Password set"),
    "password_changed": _mark("Password changed"),
    "password_removed": _mark("Password removed"),
    "recovery_code_changed": _mark("Recovery code made"),
    "unencrypted_deleted": _mark("Unencrypted copies deleted"),
    "papers_put_aside": _mark("Papers without a record put aside"),
}

_SUBJECTS: Mapping[str, str] = {
    "cases": _mark("Cases"),
    "company": _mark("Company"),
    "customers": _mark("Customers"),
    "papers": _mark("Papers"),
    "products": _mark("Products"),
    "settings": _mark("Settings"),
    "threshold": _mark("Threshold"),
    "workspace": _mark("Workspace"),
}


def state_words(row: ScreeningRow) -> str:
    """Return the words on a screening's chip: what is gravest about it, and what is still open."""
    said = []
    if row.confirmed:
        confirmed = ngettext("{count} same party", "{count} same party", row.confirmed)
        said.append(confirmed.format(count=row.confirmed))
    if row.undecided:
        undecided = ngettext("{count} undecided", "{count} undecided", row.undecided)
        said.append(undecided.format(count=row.undecided))
    if row.research:
        research = ngettext("{count} to research", "{count} to research", row.research)
        said.append(research.format(count=row.research))
    if row.unlooked:
        names = ngettext("{count} name to check", "{count} names to check", row.unlooked)
        said.append(names.format(count=row.unlooked))
    if said:
        return ", ".join(said[:2])
    return _("Decided") if row.matches else _("No possible match")


def state_tone(row: ScreeningRow) -> Tone:
    """Return the tone of a screening's chip."""
    if row.confirmed:
        return Tone.RED
    if row.waits:
        return Tone.AMBER
    return Tone.GREEN if row.matches else Tone.GREY


def state_order(row: ScreeningRow) -> tuple[int, ...]:
    """Return what sorts the chips: the gravest last."""
    return (row.confirmed, row.undecided, row.research, row.unlooked, row.matches)


def state_in_full(row: ScreeningRow) -> str:
    """Return every figure of a screening in one sentence."""
    names = ngettext(
        "{count} name shares a word with listed parties, and nobody has looked at that.",
        "{count} names share a word with listed parties, and nobody has looked at that.",
        row.unlooked,
    ).format(count=row.unlooked)
    if not row.matches:
        nothing = _("No possible match found in the lists of that day.")
        return names if row.unlooked else nothing
    said = _(
        "{matches} possible matches: {undecided} undecided, {research} to research, "
        "{confirmed} said to be the same party."
    ).format(
        matches=row.matches,
        undecided=row.undecided,
        research=row.research,
        confirmed=row.confirmed,
    )
    return f"{said} {names}" if row.unlooked else said


def first_name(row: ScreeningRow) -> str:
    """Return the first party's name."""
    return _names(row)[0]


def other_names(row: ScreeningRow) -> str:
    """Return how many parties there are, and the names of the others, on one line."""
    if row.parties < 2:
        return _("1 party")
    return ngettext(
        "{count} party: also {names}", "{count} parties: also {names}", row.parties
    ).format(count=row.parties, names=", ".join(_names(row)[1:]))


def event_words(event: Event) -> str:
    """Return what an event says, in words."""
    known = _KINDS.get(event.kind)
    return _(known) if known else event.kind.replace("_", " ").capitalize()


def subject_words(subject: str) -> str:
    """Return what an event is about where that is no one thing, "" where it is."""
    known = _SUBJECTS.get(subject)
    return _(known) if known else ""


def event_moment(event: Event, zone: str) -> Moment:
    """Return when an event was, as lived in `zone`: events keep the instant only."""
    return Moment.of(parse_utc(event.at), zone)


def _names(row: ScreeningRow) -> list[str]:
    return [name or _("(no name)") for name in row.names.split("\n")]
