"""Words for keeping cases and letters, and for files that open them."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "case-unknown": _("There is no such case any more."),
    "case-number-unknown": _("There is no case {number}."),
    "case-locked": _(
        "{number} is signed off or withdrawn, and stays as it is. Open a case for a repeat order"
        " to go on from it."
    ),
    "case-changed-elsewhere": _(
        "{number} was changed elsewhere meanwhile. Look at it again, then make the change anew."
    ),
    "question-unknown": _("The rulebook has no question {question}."),
    "answer-not-taken": _("The question {question} does not take the answer {value}."),
    "answer-ahead": _("{value} is still to come. Write when it was."),
    "flag-unknown": _("The rulebook has no red flag {flag}."),
    "flag-not-raised": _("Nobody raised the red flag {flag} in this case."),
    "finding-gone": _("The case does not say this any more. Look at it again."),
    "remedy-not-allowed": _("This cannot be settled in that way."),
    "file-empty": _("{name} is empty."),
    "policy-out-of-range": _("Ages are between 1 and 3650 days, and a growth factor is 2 or more."),
    "case-party-unknown": _("{number} names no such party."),
    "letter-unknown": _("There is no such letter."),
    "letter-changed-elsewhere": _(
        "{number} was changed elsewhere meanwhile. Look at it again, then make the change anew."
    ),
    "letter-names-nothing": _(
        "The letter names no party, no customer, no item and no country yet, so that it would touch"
        " nothing. Say at least one of them."
    ),
    "letter-list-name": _("Give the list of its parties a name, or the letter a reference."),
    "letter-list-emptied": _(
        "Nobody would be left in the list {name}. Keep one party, or say that the letter ended and "
        "turn its list off under Control lists."
    ),
    "letter-list-taken": _(
        "There is an own list “{name}” already. Give the list of this letter another name."
    ),
    "letter-code-bad": _(
        "{code_as_written} is no code that a letter can name: it takes 4 to 10 digits."
    ),
    "letter-eccn-bad": _("{eccn} is not written like an ECCN."),
    "file-gone": _("{number} is gone, although the record of events tells of it."),
    "file-altered": _("{number} is not as it was saved: it was altered outside of the program."),
    # files that tell of cases and letters
    "told-file-missing": _("There is no file {file}."),
    "told-file-big": _("{file} is larger than {most} MB: that is no file of one case or letter."),
    "told-file-bad": _("{file}: {place} {why}."),
    "case-there": _(
        "{number} is open for {reference} of this customer already. Nothing was opened; --again"
        " opens another."
    ),
    "case-report-form": _("{file}: a report is written as .json or .pdf."),
    "customer-reference-unknown": _("No customer has the reference {reference}."),
}
