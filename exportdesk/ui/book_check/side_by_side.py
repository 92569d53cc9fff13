"""Customers side by side, field by field; what they share is marked in word, sign and weight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QWidget
from typing_extensions import override

from exportdesk.core.customer_changes import CustomerField
from exportdesk.core.customers import Customer, NameUse
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import PartyKind
from exportdesk.core.text import folded
from exportdesk.core.words.choices import word
from exportdesk.ui.book_check.looking import Person
from exportdesk.ui.customers.words import role_words
from exportdesk.ui.matches.facts import PublishedText
from exportdesk.ui.widgets import button, label, px, restyle

MOST = 8
"""So many customers are shown at once."""

_SHARED, _TAKEN = "✓ ", "+ "
_LONGEST = 36  # letters of a name in its button; all of it stands below
_LEAST = 170  # pixels of one customer

_Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    values: Callable[[Customer], _Values]


class SideBySide(QScrollArea):
    """Shows up to `MOST` customers. `opened` tells the id of the one whose name was pressed."""

    opened = Signal(object)

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._fields = _fields(country_name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Customers side by side"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.names: list[_Name] = []
        self._lines: list[list[str]] = []

    @property
    def text(self) -> str:
        """What is shown, a line for each field, tabs between the customers."""
        return "\n".join("\t".join(line) for line in self._lines)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show customers."""
        shown = people[:MOST]
        self._begin()
        self.names = [_Name(one.customer) for one in shown]
        for made in self.names:
            made.opened.connect(self.opened)
        self._head([one.customer.name for one in shown], [one.button for one in self.names])
        for field in self._fields:
            columns = [field.values(one.customer) for one in shown]
            shared = _shared(columns)
            self._line(field.name, [_marked(each, shared, _SHARED) for each in columns])
        if any(one.decisions for one in shown):
            counts = [((figure(one.decisions), False),) for one in shown]
            self._line(_("Decisions"), counts)
        if len(people) > MOST:
            more = _("and {count} more").format(count=figure(len(people) - MOST))
            self._grid.addWidget(label(more, "quiet"), len(self._lines), 1, 1, -1)
        self._end(len(shown))

    def show_merge(self, kept: Person, other: Person, together: Customer) -> None:
        """Show two customers, and what would become of them."""
        self._begin()
        self.names = []
        titles = [
            _("Stays: {name}").format(name=kept.customer.name),
            _("Goes: {name}").format(name=other.customer.name),
            _("After the merge"),
        ]
        self._head(titles, [label(one, "strong", wrap=True) for one in titles])
        for field in self._fields:
            first, second, one = map(field.values, (kept.customer, other.customer, together))
            known = {folded(text) for text in first}
            new = {folded(text) for text in one} - known
            columns = [_marked(each, set(), "") for each in (first, second)]
            self._line(field.name, [*columns, _marked(one, new, _TAKEN)])
        self._end(3)

    def _begin(self) -> None:
        inner = QWidget()
        inner.setProperty("kind", "clear")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, px(8), 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))
        self._inner = inner
        self._lines = []

    def _head(self, titles: Sequence[str], widgets: Sequence[QWidget]) -> None:
        self._lines.append(["", *titles])
        top = Qt.AlignmentFlag.AlignTop
        for at, widget in enumerate(widgets, start=1):
            # A button would keep its column from growing, but for its side.
            is_name = isinstance(widget, QPushButton)
            self._grid.addWidget(
                widget, 0, at, top | Qt.AlignmentFlag.AlignLeft if is_name else top
            )

    def _line(self, name: str, columns: Sequence[Sequence[tuple[str, bool]]]) -> None:
        if not any(columns):
            return
        at, top = len(self._lines), Qt.AlignmentFlag.AlignTop
        self._lines.append(
            [name, *("; ".join(text for text, _met in column) for column in columns)]
        )
        self._grid.addWidget(label(name, "quiet"), at, 0, top)
        for place, column in enumerate(columns, start=1):
            self._grid.addWidget(_cell(column), at, place, top)

    def _end(self, columns: int) -> None:
        for at in range(1, columns + 1):
            self._grid.setColumnStretch(at, 1)
            self._grid.setColumnMinimumWidth(at, px(_LEAST))
        self._grid.setRowStretch(len(self._lines) + 1, 1)
        self.setWidget(self._inner)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take no more height than the words need at this width: a scroll area asks for more."""
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if inner is not None and layout is not None:
            wide = max(self.viewport().width(), layout.minimumSize().width())
            inner.setMinimumHeight(max(1, layout.totalHeightForWidth(wide)))


class _Name(QObject):
    """A customer's name, to be opened."""

    opened = Signal(object)

    def __init__(self, customer: Customer) -> None:
        super().__init__()
        self._id: PartyId = customer.id
        name = customer.name if len(customer.name) <= _LONGEST else customer.name[:_LONGEST] + "…"
        self.button = button(name.replace("&", "&&"), self._open, kind="link")
        self.button.setAccessibleName(_("Open {name}").format(name=customer.name))
        self.button.setToolTip(_("Open {name}").format(name=customer.name))

    def _open(self) -> None:
        self.opened.emit(self._id)


def _cell(values: Sequence[tuple[str, bool]]) -> QWidget:
    made = PublishedText()
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    made.say("\n".join(text for text, _met in values) or _("not given"))
    if not values:
        restyle(made, kind="quiet")
    elif all(met for _text, met in values):
        restyle(made, kind="strong")
    return made


def _shared(columns: Sequence[_Values]) -> set[str]:
    """Return what stands in every column, folded; nothing where there is but one."""
    if len(columns) < 2:
        return set()
    return set.intersection(*({folded(text) for text in each} for each in columns))


def _marked(values: _Values, met: set[str], sign: str) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (f"{sign}{text}", True) if folded(text) in met else (text, False) for text in values
    )


def _fields(country_name: Callable[[str], str]) -> tuple[_Field, ...]:
    def addresses(one: Customer) -> _Values:
        lines = (
            ", ".join(filter(None, (each.line, country_name(each.country) if each.country else "")))
            for each in one.profile.addresses
        )
        return tuple(line for line in lines if line)

    def only(text: Callable[[Customer], str]) -> Callable[[Customer], _Values]:
        return lambda one: tuple(filter(None, (text(one),)))

    field = CustomerField
    return (
        _Field(word(field.REFERENCE), only(lambda one: one.reference)),
        _Field(word(field.NAMES), _names),
        _Field(word(field.KIND), only(_kind)),
        _Field(word(field.ADDRESSES), addresses),
        _Field(word(field.IDENTIFIERS), _identifiers),
        _Field(word(field.WEBSITE), only(lambda one: one.profile.website)),
        _Field(word(field.EMAIL_DOMAIN), only(lambda one: one.profile.mail)),
        _Field(word(field.FORMED_ON), only(lambda one: one.profile.formed_on)),
        _Field(word(field.TAGS), lambda one: one.tags),
        _Field(_("Related parties"), _related),
        _Field(word(field.NOTES), only(lambda one: one.profile.notes)),
    )


def _kind(one: Customer) -> str:
    return "" if one.profile.kind is PartyKind.UNKNOWN else word(one.profile.kind)


def _names(one: Customer) -> _Values:
    return tuple(
        each.text
        if each.use is NameUse.LEGAL
        else _("{name} ({use})").format(name=each.text, use=word(each.use))
        for each in one.profile.names
    )


def _identifiers(one: Customer) -> _Values:
    return tuple(f"{each.type} {each.number}".strip() for each in one.profile.identifiers)


def _related(one: Customer) -> _Values:
    return tuple(
        _("{name} ({role})").format(name=each.profile.name, role=role_words(each, one))
        for each in one.related
    )
