"""Sentences about numbered papers, and how a company has its papers."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "accent-not-color": _("{color} is no color. Write it as #RRGGBB, for example #0F6B6B."),
    "accent-too-pale": _(
        "{color} is too pale to read on white: its contrast is {contrast} to 1, and {least} is "
        "needed. Choose a darker color."
    ),
    "clauses-not-there": _("No clauses can be added to this paper."),
    "clauses-too-many": _("No more than {most} clauses can be added to a paper."),
    "clause-too-long": _("A clause is longer than {most} characters."),
    "logo-not-kept": _(
        "The logo is not kept here any more. Choose the picture again in Settings, or go on "
        "without one."
    ),
    "paper-wording-bad": _("The wording {file} cannot be used. In {where}: {why}."),
    "wording-text-empty": _("This text is missing."),
    "wording-text-long": _("This text is longer than {most} characters."),
    "wording-brace": _("There is a single brace here. Write {{{{ for a brace on paper."),
    "wording-place": _("Nothing fills {place} here."),
    "wording-place-known": _("Nothing fills {place} here. What is filled in: {places}."),
    "wording-place-lacks": _("{place} has to be in this text: the program fills it in."),
    "wording-note-missing": _("Say who read it over, or that nobody did."),
    "wording-too-many": _("There may be no more than {most} of these."),
    "wording-no-clauses": _("At least one clause has to be there."),
    "wording-passage-needed": _("{id} cannot be left out: the program asks for it."),
    "wording-version-bad": _("A version is up to 40 letters, digits, dots and hyphens."),
    "wording-version-taken": _(
        "There was a version {version} before. Give this one another: what was signed is found by"
        " it."
    ),
    "wording-not-toml": _("{file} cannot be read: {why}."),
    "paper-unknown": _("There is no paper {number}."),
    "paper-not-printed": _("{number} has no second version for print: it has no fields."),
    "paper-number-taken": _(
        "Papers were issued so quickly elsewhere that no number was left for this one. Try again."
    ),
    "issued-paper-altered": _("What is kept of paper {number} is not as it was issued."),
    "issued-paper-lost": _("Paper {number} was issued and is not kept any more."),
    "template-logo-lost": _("The picture of the logo is gone or was changed outside the program."),
    "days-turned": _("The last day, {last}, is before the first, {first}."),
    "case-other-customer": _("{number} is a case of another customer than {name}."),
    "asks-missing": _("There is nothing to ask for. Choose what is missing."),
    "ask-because-missing": _("This is missing in the customer's record."),
    "ask-because-match": _("There are undecided matches, and this helps to decide them."),
    "caution-counsel": _(
        "Have counsel read this before it goes. It gives no reasons on purpose; add none."
    ),
    "caution-blocked": _(
        "A party of {customer} is confirmed as listed, and the list says: Stop. Blocked property"
        " is held, not returned, and blocked property and rejected transactions are to be reported"
        " to OFAC within 10 business days (31 CFR 501.603 and 501.604; taken from a secondary"
        " source). Ask counsel before you write, or send goods or money back."
    ),
    "caution-agency-letter": _(
        "BIS wrote to you about {customer} ({letter}). Read what it asks, and ask there before you"
        " tell the customer anything."
    ),
    "caution-undecided": _(
        "There are undecided matches of {customer}: {count}. The letter must not say so."
    ),
    "caution-uvl-none": _(
        "No party of {customer} is confirmed as being on the Unverified List. A UVL statement is "
        "signed by the party that is listed."
    ),
    "caution-uvl-draft": _(
        "The wording is a draft: compare it with 15 CFR 744.15(b) as it is in force, then say in "
        "Settings that you did."
    ),
    "caution-box": _(
        "The address of {party} looks like a post office box, which alone is not enough."
    ),
    "caution-no-items": _(
        "No items are named. Make the statement from a case, or choose products."
    ),
    "caution-no-return": _("There is no e-mail address to answer to. Give one in Settings."),
    "caution-stale": _(
        "{count} customers are not screened with the lists in force. Screen them first."
    ),
    "paper-screening_record": _("Screening record"),
    "paper-case_record": _("Case record"),
    "paper-certification": _("Customer certification"),
    "paper-screening_summary": _("Screening summary"),
    "paper-uvl_statement": _("UVL statement"),
    "paper-end_use_statement": _("End-use statement"),
    "paper-refusal_letter": _("Letter: we cannot ship"),
    "paper-information_letter": _("Letter: what is missing"),
    "paper-list_changes": _("List-change report"),
    "making-samples": _("Making the sample papers"),
}
