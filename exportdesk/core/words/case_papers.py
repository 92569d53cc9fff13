"""Sentences about the papers of cases and about evidence packs."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "case-open": _("{number} is still open. Its paper is a draft until it is signed off."),
    "case-paper-not-made": _(
        "{number} is signed off or withdrawn; do not do it again. Only its paper could not be made:"
        " {why} Ask for the case record again to make it."
    ),
    "export-customer-days": _(
        "Everything about one customer is of all days: leave out --customer, or --from and --to."
    ),
    "pack-exists": _("There is something at {path} already. Choose another name or folder."),
    "pack-not-one": _("{path} is no evidence pack: it has no list of hashes."),
    "pack-file-missing": _("{file} is named in the list of hashes and is not there."),
    "pack-file-altered": _("{file} is not as it was written: its SHA-256 differs."),
    "pack-file-untold": _("{file} is there, but the list of hashes does not name it."),
    "pack-file-twice": _("{file} is in the pack twice."),
    "pack-line-bad": _("Line {line} of the list of hashes is none."),
    "pack-events-bad": _("Line {line} of {file} is no event that fits its hash."),
    "pack-rulebook-gone": _(
        "The rulebook of a sign-off (SHA-256 {sha256}) is not kept here any more, so its files are"
        " not in the pack."
    ),
    "writing-pack": _("Writing the evidence pack"),
    "checking-pack": _("Checking the evidence pack"),
}
