"""What is said of certifications: states, languages, acts, findings."""

from collections.abc import Mapping
from datetime import date

from exportdesk.core.certification_life import CameBack, Certification, ReturnFinding, Weight
from exportdesk.core.certifications import CertificationState, IntendedUse
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _mark
from exportdesk.core.returned_forms import DigitalSignature
from exportdesk.core.words.choices import word
from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import Tone

_State = CertificationState
_TONES: Mapping[CertificationState, Tone] = {
    _State.SENT: Tone.ACCENT,
    _State.RETURNED: Tone.AMBER,
    _State.ACCEPTED: Tone.GREEN,
    _State.REJECTED: Tone.RED,
    _State.EXPIRING: Tone.AMBER,
    _State.EXPIRED: Tone.RED,
}
STATES = (
    *(_State.DRAFT, _State.SENT, _State.RETURNED, _State.ACCEPTED, _State.EXPIRING),
    *(_State.EXPIRED, _State.REJECTED, _State.REPLACED),
)
"""The states in the order of a certification's life."""

_ACTS: Mapping[str, str] = {
    "certification_drafted": _mark("Draft made"),
    "certification_saved": _mark("Draft changed"),
    "certification_discarded": _mark("Draft discarded"),
    "certification_put_back": _mark("Draft brought back"),
    "certification_sent": _mark("Sent"),
    "certification_returned": _mark("Came back"),
    "certification_signature_seen": _mark("Signature in ink seen"),
    "certification_accepted": _mark("Accepted"),
    "certification_rejected": _mark("Rejected"),
    "certification_replaced": _mark("Replaced"),
    "certification_file_added": _mark("File added"),
}
_LANGUAGES: Mapping[str, str] = {
    "en": _mark("English"),
    "tr": _mark("English with Turkish"),
    "zh": _mark("English with Chinese"),
    "ar": _mark("English with Arabic"),
    "ru": _mark("English with Russian"),
    "es": _mark("English with Spanish"),
    "kk": _mark("English with Kazakh"),
}
_USES: Mapping[IntendedUse, str] = {
    IntendedUse.USE: _mark("Uses them itself"),
    IntendedUse.TRANSFORM: _mark("Builds them into something else"),
    IntendedUse.STOCK: _mark("Keeps them in stock"),
    IntendedUse.RESELL: _mark("Sells them on"),
    IntendedUse.OTHER: _mark("Something else"),
}


def tone_of(state: CertificationState) -> Tone:
    """Return the tone of a state's chip."""
    return _TONES.get(state, Tone.GREY)


def act_words(act: str) -> str:
    """Return what an act of the history was."""
    known = _ACTS.get(act)
    return _(known) if known else act.replace("_", " ").capitalize()


def language_words(language: str) -> str:
    """Return which languages a form is in."""
    known = _LANGUAGES.get(language)
    return _(known) if known else _("English with {language}").format(language=language)


def use_words(use: IntendedUse) -> str:
    """Return what a customer does with the items."""
    return _(_USES[use])


def signature_words(back: CameBack) -> str:
    """Return what is known of a signature; whose a digital one is, nobody here checks."""
    if back.signature is DigitalSignature.BROKEN:
        return _("A digital signature that does not fit the file.")
    if back.signature is not DigitalSignature.NONE:
        by = back.signer or _("somebody not named")
        return _("Digital signature by {signer}; whose it is was not checked.").format(signer=by)
    if back.ink_signature_seen:
        return _("A signature in ink was seen.")
    return _("No digital signature, and nobody has seen one in ink.")


def weight_tone(found: ReturnFinding) -> Tone:
    """Return the tone of a finding."""
    tones = {Weight.SERIOUS: Tone.RED, Weight.LOOK: Tone.AMBER}
    return tones.get(found.weight, Tone.GREY)


def counted(count: int) -> str:
    """Return how many there are."""
    return ngettext("{count} certification", "{count} certifications", count).format(
        count=figure(count)
    )


def back_words(one: Certification, back: CameBack) -> str:
    """Return what is said once an answer came back: what was kept, and how it is."""
    odd = sum(found.weight != "note" for found in back.findings)
    count = len(back.files)
    if count > 1:
        return " ".join((_kept_words(one, count), _look_words(back, odd)))
    words = _("{number} is back. Nothing in it is other than asked.")
    if back.is_unread:
        words = _("{number} is back. No program can read a scan: read it yourself.")
    if odd:
        words = ngettext(
            "{number} is back. {count} thing is not as asked.",
            "{number} is back. {count} things are not as asked.",
            odd,
        )
    return words.format(number=one.title, count=odd)


def _kept_words(one: Certification, count: int) -> str:
    return ngettext(
        "{number} is back. {count} file is kept as its answer.",
        "{number} is back. {count} files are kept as its answer.",
        count,
    ).format(number=one.title, count=figure(count))


def _look_words(back: CameBack, odd: int) -> str:
    if odd:
        return ngettext(
            "{count} thing is not as asked.", "{count} things are not as asked.", odd
        ).format(count=odd)
    if back.is_unread:
        return _("No program can read them: read them yourself.")
    return _("Nothing in them is other than asked.")


def iso_day(text: str) -> str:
    """Return a day as people read it, "" for none."""
    return day_text(date.fromisoformat(text[:10])) if text else ""


def standing_words(one: Certification, day: date) -> str:
    """Return in one line how a certification stands and what comes next."""
    state = one.standing(day)
    ends = day_text(one.expires_on) if one.expires_on else ""
    ruling, sending, back = one.ruling, one.sending, one.last_return
    match state:
        case _State.DRAFT:
            return _("Not sent yet. It can be changed.")
        case _State.SENT if sending is not None:
            return _("{how}, {day}. Waiting for the customer.").format(
                how=word(sending.how), day=day_text(sending.at.local.date())
            )
        case _State.RETURNED if back is not None:
            return _("Back since {day}. Look at it, then accept or reject it.").format(
                day=day_text(back.at.local.date())
            )
        case _State.ACCEPTED if ruling is not None:
            return _("Accepted by {name}. It ends on {day}.").format(name=ruling.name, day=ends)
        case _State.REJECTED if ruling is not None:
            return _("Rejected by {name}: {reason}").format(name=ruling.name, reason=ruling.reason)
        case _State.EXPIRING:
            return _("It ends on {day}. Renew it in time.").format(day=ends)
        case _State.EXPIRED:
            return _("It ended on {day}. It does not count any more.").format(day=ends)
        case _:
            return ""


def making_words(one: Certification) -> tuple[str, str]:
    """Return what a draft in the form is, and what becomes of the one that it follows."""
    form = one.form
    title = _("Certification {number}").format(number=one.title)
    if form.version > 1:
        words = _("It takes the place of the version before: once sent, or once accepted if that"
                  " one counts.")  # fmt: skip
        return title, words
    if form.replaces:
        words = _("{number} counts until this one is accepted.").format(number=form.replaces)
        renewal = _("Renewal of {number}").format(number=form.replaces)
        return title if form.number else renewal, words
    words = _("The paper shows how it will look.")
    return title if form.number else _("New certification"), words


def replaced_words(after: Certification | None) -> str:
    """Return which one took the place of another."""
    if after is None:
        return _("Another one took its place.")
    return _("{number} took its place.").format(number=after.title)
