"""Sentences about editions of the past: what changed, as of a day, bundles."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # what changed
    "comparing-editions": _("Comparing two editions"),
    "edition-unknown": _("There is no edition {edition}. Give its id, or a date as YYYY-MM-DD."),
    "edition-other-source": _("The edition {edition} is one of {said}, not of {source}."),
    "edition-none-then": _("{source} had no edition by {day}."),
    "edition-only-one": _("{source} has had one edition only: there is nothing to compare."),
    "edition-none": _("{source} has never been imported."),
    "changes-out-kind": _("Changes are written as .csv or .xlsx, not to {path}."),
    "cell-cut": _("{text} ... (cut here; the CSV file has all of it)"),
    # whom it touches
    "touch-added": _("{listed} ({list}) is new on the list, and may be {party}."),
    "touch-changed": _("{listed} ({list}) was changed ({fields}), and may be {party}."),
    "touch-screening-added": _("{listed} ({list}), met by {party}, is on the list again."),
    "touch-screening-changed": _("{listed} ({list}), met by {party}, was changed: {fields}."),
    "touch-screening-removed": _("{listed} ({list}), met by {party}, is no longer on the list."),
    # as of a day
    "as-of-ahead": _("{day} is still to come: what will be in force then is not known."),
    "as-of-no-lists": _("No list had been imported by {day}: there is nothing to screen against."),
    "as-of-no-edition": _("{name} ({source}) had no edition on this computer by {day}."),
    "as-of-too-old": _(
        "On {day} the lists were more than {days} days old: parties listed in those days are not "
        "in them."
    ),
    "as-of-undated": _("On {day} nobody knew how old these lists were: {lists}."),
    # bundles
    "bundle-writing": _("Writing the bundle"),
    "bundle-verifying": _("Verifying the bundle"),
    "bundle-origin": _("{path} (bundle written on {day} on {host})"),
    "bundle-damaged": _(
        "{file} is damaged: {detail}. Nothing of it was imported. Write the bundle again."
    ),
    "bundle-not-one": _("{file} is not a bundle that ExportDesk wrote."),
    "bundle-too-new": _(
        "{file} was written by a newer version of ExportDesk ({program}). Install that version "
        "here first."
    ),
    "bundle-without": _("{file} holds no edition of {source}."),
    "bundle-older": _(
        "{file} holds {source} as it was imported on {taken}; the edition in force was imported "
        "later, on {in_force}, and holds something else."
    ),
    "bundle-stopped": _(
        "Stopped. Lists of the bundle that were imported before stay in force; those after them "
        "were not taken."
    ),
    "bundle-date-given": _("A bundle tells the date of each list by itself."),
}
