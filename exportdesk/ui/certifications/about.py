"""What is shown of one certification: what was asked, what came back, its files, its history."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.certification_life import CameBack, Certification, ReturnFinding
from exportdesk.core.certifications import ENGLISH, Answers, CertifiedItem
from exportdesk.core.days import day_here
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.returned_forms import DigitalSignature
from exportdesk.core.standing import Evidence
from exportdesk.core.words.certifications import lacks_words
from exportdesk.core.words.choices import word
from exportdesk.documents.wording_points import lacking
from exportdesk.operations.certification_values import finding_text
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.cases.evidence_box import FileChip
from exportdesk.ui.certifications.looking import CertificationView
from exportdesk.ui.certifications.wording_note import review_words
from exportdesk.ui.certifications.words import act_words, signature_words, use_words, weight_tone
from exportdesk.ui.dates import moment_text
from exportdesk.ui.matches.parts import Column
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Chip, label, rule, selectable
from exportdesk.ui.widgets.flow import FlowLayout

Country = Callable[[str], str]
_HS6 = 6


class Told(Column):
    """A column of captions and what stands under each."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(16), px(12), px(16), px(12))
        self.column.setSpacing(px(6))

    def heading(self, words: str) -> None:
        """Put a heading in, with a line above where it is not the first."""
        if self.column.count():
            self.column.addSpacing(px(4))
            self.column.addWidget(rule())
        self.column.addWidget(label(words, "section", wrap=True))

    def pair(self, caption: str, words: str) -> None:
        """Put a caption and its words in, where there are any."""
        if words:
            self.column.addWidget(label(caption, "caption"))
            self.column.addWidget(selectable(label(words, wrap=True)))

    def say(self, words: str, kind: str = "") -> None:
        """Put words in."""
        if words:
            self.column.addWidget(selectable(label(words, kind, wrap=True)))

    def end(self) -> "Told":
        """Leave the rest empty."""
        self.column.addStretch(1)
        return self


def asked_told(view: CertificationView, country: Country) -> Told:
    """Return what was asked of the customer."""
    form, told = view.one.form, Told()
    if form.replaces:
        told.pair(_("Takes the place of"), form.replaces)
    told.pair(_("Case"), form.record)
    _answers(told, form.asked, country)
    told.heading(_("Items"))
    for item in form.items:
        told.say(item_words(item))
    if not form.items:
        told.say(_("No items are named."), "quiet")
    if form.own_clauses:
        told.heading(_("Your own clauses"))
        for clause in form.own_clauses:
            told.say(clause)
    told.heading(_("Wording"))
    texts = view.wordings
    for caption, language, version in (
        (_("English"), ENGLISH, form.wording),
        (_("Translation"), form.language, form.translation),
    ):
        in_use = language in texts and bool(version)
        told.pair(caption, review_words(texts[language]) if in_use else version)
    if ENGLISH in texts:
        told.say(lacks_words(lacking(texts[ENGLISH].texts, texts[ENGLISH].clauses)))
    told.pair(_("Code on the paper"), form.code.text if form.number else "")
    return told.end()


def returned_told(
    view: CertificationView, country: Country, open_file: Callable[..., object]
) -> Told:
    """Return what came back, the newest first, with what is not as asked."""
    told = Told()
    for back in reversed(view.one.returns):
        told.heading(_came_words(back))
        told.column.addWidget(_files(back.files, open_file))
        told.say(_signature(back), "quiet")
        open_ones = view.one.open_findings(back)
        for found in open_ones:
            told.column.addWidget(_finding(found, view))
        if open_ones != back.findings:
            told.say(_("A scan is read by people: what came back after it was accepted."), "quiet")
        elif not back.findings and back.answers is None:
            told.say(_("A scan is read by people: whoever saw the signature has read it."))
        elif not back.findings:
            told.say(_("Everything is as it was asked."))
        if back.answers is not None:
            _answers(told, back.answers, country)
            signer = back.answers.signature
            told.pair(_("Signed by"), ", ".join(
                part for part in (signer.name, signer.title, signer.company) if part
            ))  # fmt: skip
            told.pair(_("Date of the signature"), day_here(signer.signed_on))
    if not view.one.returns:
        told.say(_("Nothing came back yet."), "strong")
        told.say(
            _(
                "Drop the PDF onto this window, on any page, or import it with the button"
                " below. A filled form is known by its code; a scan you attach here by hand, all"
                " its pages at once."
            ),
            "quiet",
        )
    return told.end()


def files_told(one: Certification, open_file: Callable[..., object]) -> Told:
    """Return every file that is kept, exactly as it is."""
    told = Told()
    sending = one.sending
    if sending is not None:
        told.heading(_("Sent"))
        told.column.addWidget(_files((sending.fillable, sending.flat), open_file))
    if one.returns:
        told.heading(_("Came back"))
        told.column.addWidget(_files(one.returned_files, open_file))
    if one.other_files:
        told.heading(_("Added"))
        told.column.addWidget(_files(one.other_files, open_file))
    if not one.files:
        told.say(_("No files yet"), "strong")
        told.say(
            _("The form is kept exactly as it is, with its hash, when it is sent; so is what comes"
              " back."),
            "quiet",
        )  # fmt: skip
    for file in one.files:
        told.pair(file.name, _("{size} bytes, SHA-256 {hash}").format(
            size=figure(file.size), hash=file.sha256
        ))  # fmt: skip
    return told.end()


def history_told(view: CertificationView, go: Callable[[Certification], QWidget]) -> Told:
    """Return what happened, the newest first, and the versions of its number."""
    told = Told()
    told.heading(_("What happened"))
    for step in reversed(view.steps):
        told.column.addWidget(label(moment_text(step.at), "caption"))
        who = step.by or _("name not given")
        told.say(_("{act}, by {who}").format(act=act_words(step.act), who=who))
    ruling = view.one.ruling
    if ruling is not None and ruling.reason:
        told.pair(_("Reason of the decision"), ruling.reason)
    for words, other in (
        (_("Takes the place of"), view.before),
        (_("Its place was taken by"), view.after),
    ):
        if other is not None and other.number != view.one.number:
            told.heading(words)
            told.column.addWidget(go(other), 0, Qt.AlignmentFlag.AlignLeft)
    if len(view.versions) > 1:
        told.heading(_("Versions"))
        for one in reversed(view.versions):
            told.column.addWidget(go(one), 0, Qt.AlignmentFlag.AlignLeft)
    return told.end()


def item_words(item: CertifiedItem) -> str:
    """Return an item of the form in one line."""
    code = dotted(item.hs_code) if len(item.hs_code) >= _HS6 else item.hs_code
    amount = " ".join(part for part in (item.quantity, item.unit) if part)
    said = (
        item.part,
        item.description,
        code,
        item.eccn,
        _("Tier {tier}").format(tier=item.tier) if item.tier else "",
        amount,
    )
    return " · ".join(part for part in said if part)


def _answers(told: Told, answers: Answers, country: Country) -> None:
    customer, order = answers.customer, answers.order
    for caption, words in (
        (_("Legal name"), customer.legal_name),
        (_("Other names"), customer.other_names),
        (_("Registered address"), customer.registered_address),
        (_("Physical address"), customer.physical_address),
        (_("Country"), country(customer.country) if customer.country else ""),
        (_("Registration number"), customer.registration_number),
        (_("Formed on"), day_here(customer.formed_on)),
        (_("Website"), customer.website),
        (_("It is"), ", ".join(map(word, sorted(answers.roles)))),
        (_("Order"), " · ".join(part for part in (order.reference, day_here(order.day)) if part)),
        (_("Period"), _period(order.period_from, order.period_to)),
        (_("What it does with the items"), "\n".join(_uses(answers))),
        (_("Countries of end use"), _use_countries(answers, country)),
        (_("End users"), "\n".join(_end_users(answers, country))),
    ):
        told.pair(caption, words)


def _uses(answers: Answers) -> Iterator[str]:
    yield from (use_words(one) for one in sorted(answers.use.uses))
    if answers.use.other:
        yield answers.use.other


def _use_countries(answers: Answers, country: Country) -> str:
    use = answers.use
    chosen = country(use.country) if use.country else ""
    return "; ".join(part for part in (chosen, use.countries) if part)


def _end_users(answers: Answers, country: Country) -> Iterator[str]:
    for one in answers.use.end_users:
        place = country(one.country) if one.country else ""
        yield ", ".join(part for part in (one.name, one.address, place) if part)
    if answers.use.end_user_not_known:
        yield _("Not known")


def _came_words(back: CameBack) -> str:
    what, when, count = word(back.came_as), moment_text(back.at), len(back.files)
    if count == 1:
        return _("{what}, {when}").format(what=what, when=when)
    return ngettext(
        "{what}, {when}: {count} file, one answer",
        "{what}, {when}: {count} files, one answer",
        count,
    ).format(what=what, when=when, count=figure(count))


def _signature(back: CameBack) -> str:
    """Return what is known of the signature, "" where what was found says it already."""
    unsigned = back.signature is DigitalSignature.NONE
    said = {"returned-unsigned", "returned-not-read"} & {one.code for one in back.findings}
    return "" if unsigned and said else signature_words(back)


def _period(first: str, last: str) -> str:
    if not (first or last):
        return ""
    return _("{first} to {last}").format(first=day_here(first) or "…", last=day_here(last) or "…")


def _finding(found: ReturnFinding, view: CertificationView) -> QWidget:
    place = QWidget()
    row = QVBoxLayout(place)
    row.setContentsMargins(0, px(4), 0, px(4))
    row.setSpacing(px(2))
    row.addWidget(Chip(word(found.weight), weight_tone(found)))
    row.addWidget(selectable(label(finding_text(found), wrap=True)))
    clause = view.clauses.get(found.field.removeprefix("confirm_"), "")
    if clause:
        row.addWidget(selectable(label(clause, "caption", wrap=True)))
    return place


def _files(files: tuple[Evidence, ...], open_file: Callable[..., object]) -> QWidget:
    place = QWidget()
    flow = FlowLayout(px(6))
    place.setLayout(flow)
    for one in files:
        flow.addWidget(FileChip(one, open_file, None))
    return place
