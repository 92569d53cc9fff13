"""What is still to be filled in at a step: each by the name of its field, and where that is."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from exportdesk.core.cases import PASSING_ROLES, TRANSACTION_ROLES, CaseStep, LookUpResult
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.parties import Role
from exportdesk.core.words.choices import word
from exportdesk.diligence.flags_asked import SEEN
from exportdesk.diligence.weighing import Stand, Weighed
from exportdesk.operations.cases import CaseView
from exportdesk.ui.cases.not_taken import NotTaken, field_words
from exportdesk.ui.cases.words import finding_words
from exportdesk.ui.theme import px

# What an empty field at this step shows by itself.
_EMPTY = frozenset(
    (
        *("items-missing", "item-quantity-missing", "party-missing", "destination-missing"),
        *("export-date-missing", "answers-missing", "look-up-missing"),
    )
)


_LONGEST = 32  # letters of a question that stands in the width beside the step
_ROLES = [role.value for role in (*TRANSACTION_ROLES, *PASSING_ROLES)]


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty field: what it is called, what its being empty means, and the names to find it by,
    of which the first that is there counts; one that ends in "=" begins the names of answers.
    """

    words: str
    means: str
    names: tuple[str, ...]


def is_blank(one: Weighed) -> bool:
    """Whether it only says that a field of this step is empty."""
    return one.finding.code in _EMPTY and one.stand is Stand.OPEN


def blanks(
    found: Iterable[Weighed], view: CaseView, step: CaseStep, left: Iterable[NotTaken] = ()
) -> list[Blank]:
    """Return what is to be filled in, of the findings of a step, and what was `left` in its fields
    that they could not take.
    """
    empty = [one for one in found if is_blank(one)]
    told = [_blank(one, view, step) for one in sorted(empty, key=_place)]
    unread = [_unread(one, view) for one in left]
    fields = {one.names for one in unread}
    return [*(one for one in told if one.names not in fields), *unread]


def beside_blanks(left: Iterable[NotTaken], view: CaseView) -> list[NotTaken]:
    """Return those of which the field is not told, and counted, as an empty one already."""
    empty = [one for one in view.assessment.open if is_blank(one)]
    told = {name for one in empty for name in _blank(one, view, one.finding.step).names}
    return [one for one in left if one.name not in told]


def unread_words(one: NotTaken, view: CaseView) -> str:
    """Return what is said of a text that a field could not take."""
    words = _("{field}: “{text}” cannot be read.")
    return words.format(field=field_words(one, view), text=one.text.strip())


def _unread(one: NotTaken, view: CaseView) -> Blank:
    words = _("{field}: “{text}”").format(field=field_words(one, view), text=one.short)
    return Blank(words, unread_words(one, view), (one.name,))


def _place(one: Weighed) -> int:
    """Return the place of a role among the roles as they are asked for; 0 of anything else."""
    return _ROLES.index(one.finding.about) if one.finding.about in _ROLES else 0


def _blank(one: Weighed, view: CaseView, step: CaseStep) -> Blank:
    code, about = one.finding.code, one.finding.about
    words = _("Products")
    names: tuple[str, ...] = ("add-products",)
    if code == "item-quantity-missing":
        words, names = _("Quantity"), (f"quantity-{about}",)
        if len(view.facts.items) > 1:
            words = f"{words}: {one.finding.facts.get('product', '')}"
    elif code == "party-missing":
        words, names = word(Role(str(one.finding.facts["role"]))), (f"role-{about}-0",)
    elif code == "destination-missing":
        words, names = _("Country of destination"), ("country",)
    elif code == "export-date-missing":
        words, names = _("Planned date of export"), ("export_on",)
    elif code == "look-up-missing":
        words, names = _("Look-up"), (f"look-up={LookUpResult.NOT_FOUND}",)
    elif code == "answers-missing":
        words, names = _answers(view, step)
    return Blank(words, finding_words(one), names)


def _answers(view: CaseView, step: CaseStep) -> tuple[str, tuple[str, ...]]:
    asked = [one.question for one in view.flow.of(step).questions if not one.value]
    words = ngettext("{count} answer", "{count} answers", len(asked)).format(count=len(asked))
    only = of_rulebook(asked[0].text) if len(asked) == 1 else ""
    if only and len(only) <= _LONGEST:  # else its tooltip says which
        words = only
    names: list[str] = []
    for code in (one.code for one in asked[:1]):
        groups = view.flow.signs.groups if code == SEEN else ()
        names += [f"none-{group.code}" for group in groups if group.open][:1]
        names += [code, f"{code}="]
    return words, tuple(names)


def lead_to(blank: Blank, area: QScrollArea) -> bool:
    """Bring an empty field into view, with the cursor in it; tell whether it is there."""
    for name in blank.names:
        field = next(
            (
                one
                for one in area.findChildren(QWidget)
                if (one.objectName() == name or (name[-1:] == "=" and _begins(one, name)))
                and one.isEnabled()
            ),
            None,
        )
        if field is not None:
            area.ensureWidgetVisible(field, 0, px(40))
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False


def _begins(one: QWidget, name: str) -> bool:
    return one.objectName().startswith(name)
