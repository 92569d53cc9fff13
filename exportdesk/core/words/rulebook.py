"""Sentences about the rulebook: its files, and what a confirmed match leads to."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "rulebook-bad": _("The rulebook file {file} cannot be used. In {where}: {why}."),
    "rulebook-no-file": _("There is no file or folder {path}."),
    "rulebook-not-one": _(
        "{file} is neither a rulebook (a folder or zip archive) nor a file with tables of the EAR."
    ),
    "rulebook-incomplete": _("{file} is not a whole rulebook. It lacks {missing}."),
    "rulebook-older": _(
        "This rulebook is as of {as_of}, older than the one in use ({in_use}). Nothing was changed."
    ),
    "rulebook-unknown": _("There is no rulebook {edition} in this workspace."),
    "rulebook-altered": _("The rulebook {edition} is not as it was imported."),
    "rulebook-fell-back": _(
        "The rulebook {edition} cannot be used, so the one that comes with the program is. {why}"
    ),
    "ear-date-missing": _(
        "{file} does not say of which day it is. Put the day into the name of the file, such as "
        "part-774 2026-07-23.xml, or give it: --as-of YYYY-MM-DD."
    ),
    "ear-tables-older": _(
        "This file has the {table} as of {as_of}, older than the one in use ({in_use}). Nothing "
        "was changed."
    ),
    "ear-not-tried": _(
        "Read from the eCFR's XML; this reader was not yet tried on official files."
    ),
    "ear-derived": _("Read from tables that somebody made of the eCFR."),
    "supplement-whole": _("Held whole."),
    "ear-missing": _("Not there: what rests on it is not checked."),
    "ear-unplaced": _("No country this program knows has the name {names}; its row is left out."),
    # A chip's one or two words for each consequence.
    "consequence-block": _("Stop"),
    "consequence-hold_license": _("License likely required"),
    "consequence-document": _("Statement needed"),
    "consequence-review": _("Restricted"),
    "consequence-red_flag": _("Red flag"),
    # The same as one sentence, for a paper or a tooltip.
    "consequence-block-means": _("Stop. Nothing may go to this party unless the agency allows it."),
    "consequence-hold_license-means": _(
        "Stop until there is a license, or until it is written down why none is required."
    ),
    "consequence-document-means": _(
        "Not a ban: a signed statement and an export filing come first."
    ),
    "consequence-review-means": _(
        "Not a ban on goods as such: read the listing, and say in the reason of the decision why "
        "you go on or not."
    ),
    "consequence-red_flag-means": _(
        "A warning sign: ask, settle it, and write down how it was settled before you ship."
    ),
    # How well a text of the rulebook was checked.
    # `as_of` is of what was read, and no day on which the rule begins or anybody checked it.
    "status-verified": _("Checked against the rule as it stood on {as_of}."),
    "status-secondary": _(
        "Checked against summaries of the rule as they stood on {as_of}, not its own text."
    ),
    "status-unverified": _("Not checked. Read the rule before you rely on this."),
    "denial-order-ended": _(
        "This denial order ended on {end_date}. It is shown as history and stops nothing by itself."
    ),
}
