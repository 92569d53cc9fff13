"""Sentences about long work, set-up and the desk itself."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "no-lists": _(
        "No control list is imported yet. Import the Consolidated Screening List first; "
        "without a list nothing can be screened."
    ),
    "list-left-behind": _(
        "What belongs to the list {source} could not be kept, and the list itself could not be "
        "taken out again: it is in use. {why}"
    ),
    "list-not-noted": _(
        "The list was imported and is in force, but the record of events could not be written: "
        "{why} It will be noted when the program starts next."
    ),
    "lists-too-old": _(
        "Older than {days} days: {lists}. Parties listed since are not in them. Import newer ones."
    ),
    "lists-date-unknown": _(
        "Of a date not known: {lists}. They may be old. Update them, or import the file again with "
        "the date on which it was published."
    ),
    "hash-bad": _("{text} is not the hash of an event: 16 to 64 digits and letters from a to f."),
    "program-changed": _(
        "ExportDesk was updated while it was open. Close it and start it again to screen."
    ),
    "listing-gone": _("The listing {uid} is missing from the lists file. Import the list again."),
    "party-empty": _("Give a name, an address or an identifier to screen."),
    "reason-missing": _("Say why. A decision without a reason is worth nothing in an audit."),
    "nothing-to-save": _("There is nothing to save yet: screen a party first."),
    "company-name-missing": _("Give your company's name: it goes at the top of every paper."),
    "language-unknown": _("ExportDesk does not speak {language}."),
    "age-limit-out-of-range": _("The age limit of lists is between 1 and 365 days."),
    "threshold-out-of-range": _("The lowest score shown is between 0 and 100."),
    "export-folder-not-empty": _(
        "{folder} already holds something. Choose a new or an empty folder."
    ),
    "file-missing": _("There is no file {path}."),
    "file-unreadable": _("{path} cannot be read: {detail}."),
    "file-kind-unknown": _("{path} is neither a CSV file nor a spreadsheet."),
    "out-kind-unknown": _("Results are written as .csv, .xlsx or .jsonl, not to {path}."),
    "out-is-in": _("{path} holds the parties to screen. Write the results to another file."),
    "out-folder-missing": _("There is no folder {folder} to write the results to."),
    "out-too-long": _("The results have more rows than a spreadsheet holds. Write them as .csv."),
    "file-no-name-column": _(
        "{path} has no column headed name, and no address or identifier column either. "
        "The first row must hold the column names: id, name, country, kind, address."
    ),
    "file-encoding": _("{path} is not text in an encoding the program can tell."),
    "no-display": _(
        "There is no display to open the window on. The commands of the terminal work without one:"
        " exportdesk --help"
    ),
    "display-unreachable": _(
        "The display does not answer, so the window cannot be opened. Try again; the commands of"
        " the terminal work without one: exportdesk --help"
    ),
    "text-garbled": _(
        "“{text}” did not arrive as it was typed: the terminal and the program do not write letters"
        " in the same encoding. Set the terminal to UTF-8, and rename a file whose name is"
        " written otherwise."
    ),
    "country-unknown": _("{country} is not a country code or name that the program knows."),
    "kind-unknown": _(
        "{kind} is not a kind of party. Use person, organization, vessel or aircraft."
    ),
    "date-bad": _("{text} is not a date. Write it as YYYY-MM-DD."),
    "demo-folder-taken": _(
        "{folder} holds something that is not the demo. Move it away, or give the demo another "
        "folder: exportdesk demo FOLDER."
    ),
    "screening-parties": _("Screening"),
    "making-sample": _("Choosing names to measure with"),
    "cancelled": _("Stopped. Nothing was changed."),
    "worker-died": _("The background work stopped unexpectedly. Nothing was changed; try again."),
}
