"""The parties of the transaction by role: from the book, same as another, typed, not known."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.case_copies import destination_of
from exportdesk.core.cases import (
    PASSING_ROLES,
    TRANSACTION_ROLES,
    Case,
    CaseParty,
    Destination,
    PartyAnswer,
)
from exportdesk.core.customers import Customer, Profile
from exportdesk.core.i18n import _
from exportdesk.core.parties import Role
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import buyers
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.cases.customer_picking import CustomerPicker
from exportdesk.ui.cases.fields import OpeningBox
from exportdesk.ui.cases.party_sheet import PartySheet
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.cases.steps.body import Panel, StepBody, link
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import ComboBox, button

_ROLES = (*TRANSACTION_ROLES, *PASSING_ROLES, Role.AGENT)
_ASK = "ask"  # somebody from the book
_TYPE = "type"  # somebody else
_NOBODY_YET = "nobody"

Chosen = CaseParty | str


class PartiesStep(StepBody):
    """Who has which role."""

    @override
    def fill(self) -> None:
        case = self.view.case
        workspace = self.desk.workspace()
        self._customer = workspace.customers.get(case.customer) if case.customer else None
        if self._customer is None and not self.read_only:
            self.say(_("Choose the customer, and whoever the book knows is filled in."), "quiet")
            self.row(button(_("Choose a &customer…"), self.pick_customer), None)
        elif self._customer is not None:
            self.filled(_("Filled in from the customer record."))
            self._offer_usual()
        extra = [one.role for one in case.parties if one.role not in _ROLES]
        for role in (*_ROLES, *dict.fromkeys(extra)):
            self.add(self._role(role))
        self.add_questions()

    def _offer_usual(self) -> None:
        """Offer what is so most often: whoever buys also gets it, and nobody else has a part."""
        if self.read_only or not self.view.case.of_role(Role.PURCHASER):
            return
        if not all(map(self.view.case.of_role, _ROLES)):
            words = _("Purchaser receives and uses it; nobody else")
            self.row(link(words, self._take_usual, "parties-usual"), None)

    def _take_usual(self) -> None:
        self.session.save(_with_the_usual)

    def _role(self, role: Role) -> QWidget:
        panel = Panel(word(role))
        named = self.view.case.of_role(role)
        for at, one in enumerate(named or (None,)):
            line = QHBoxLayout()
            line.setSpacing(px(8))
            who = one.profile.name if one is not None and one.profile else word(role)
            line.addWidget(self._box(role, at, one), 1)
            if one is not None and one.answer is PartyAnswer.TYPED and not self.read_only:
                name = f"edit-{role}-{at}"
                line.addWidget(link(_("Edit…"), partial(self._type, role, at), name, about=who))
                line.addWidget(
                    link(
                        _("Keep in the book"),
                        partial(self._keep, one),
                        f"keep-{role}-{at}",
                        about=who,
                    )
                )
            if at and not self.read_only:
                words = _("Take out")
                line.addWidget(
                    link(
                        words,
                        partial(self.name_party, role, at, None),
                        f"out-{role}-{at}",
                        about=who,
                    )
                )
            panel.column.addLayout(line)
            self._detail(panel, one)
        if role in PASSING_ROLES and not self.read_only and _is_somebody(named):
            words = _("Add another")
            panel.column.addWidget(
                link(words, lambda: self._type(role, len(named)), f"add-{role}", about=word(role))
            )
        return panel

    def _detail(self, panel: Panel, one: CaseParty | None) -> None:
        if one is None:
            return
        if one.profile is not None:
            panel.say(place_of(one.profile, self.view.facts.spoken_country), "caption")
        elif one.answer is PartyAnswer.UNKNOWN:
            panel.say(_("“Not known” is an answer, and stays as an open point."), "caption")

    def _box(self, role: Role, at: int, now: CaseParty | None) -> ComboBox[Chosen]:
        choices = self._choices(role, now)
        box: OpeningBox[Chosen] = OpeningBox(choices)
        box.choose(now if now is not None else _NOBODY_YET)
        box.setObjectName(f"role-{role}-{at}")
        box.setAccessibleName(word(role))
        box.setToolTip(box.currentText() if now is not None else "")
        box.setEnabled(not self.read_only)
        box.setMinimumWidth(px(160))
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.picked.connect(lambda chosen: self._picked(role, at, chosen))
        return box

    def _choices(self, role: Role, now: CaseParty | None) -> list[tuple[Chosen, str]]:
        choices: list[tuple[Chosen, str]] = []
        if now is None:
            choices.append((_NOBODY_YET, _("Nobody named yet")))
        else:
            # Who it is, alone: what else is said of the choices would cut the name.
            named = None if now.answer is PartyAnswer.SAME_AS else now.profile
            choices.append((now, self._words(now) if named is None else named.name))
        for kept in self._customer.parties() if self._customer else ():
            if now is not None and now.answer is PartyAnswer.KEPT and now.party == kept.id:
                continue
            one = CaseParty(role, PartyAnswer.KEPT, kept.id, kept.profile)
            choices.append((one, self._words(one)))
        for other in (*TRANSACTION_ROLES, *PASSING_ROLES):
            if other is not role and _is_somebody(self.view.case.of_role(other)):
                choices.append(_other(role, other, now))
        answers = [PartyAnswer.UNKNOWN]
        if role not in TRANSACTION_ROLES:
            answers.insert(0, PartyAnswer.NONE)
        for answer in answers:
            if now is None or now.answer is not answer:
                choices.append((CaseParty(role, answer), word(answer)))
        choices.append((_ASK, _("Another customer of the book…")))
        choices.append((_TYPE, _("Somebody else…")))
        return [one for one in choices if one[1]]

    def _words(self, one: CaseParty) -> str:
        if one.answer is PartyAnswer.SAME_AS:
            return _("Same as {role}").format(role=word(one.same_as).lower())
        if one.profile is None:
            return word(one.answer)
        kept = self._customer.kept(one.party) if self._customer else None
        if kept is not None:
            what = _("your customer") if kept.is_customer else word(kept.role).lower()
            return _("{name} ({what})").format(name=one.profile.name, what=what)
        return one.profile.name

    # Keeping

    def _picked(self, role: Role, at: int, chosen: Chosen) -> None:
        if chosen == _ASK:
            self._ask(role, at)
        elif chosen == _TYPE:
            self._type(role, at, anew=True)
        elif isinstance(chosen, CaseParty):
            self.name_party(role, at, chosen)

    def name_party(self, role: Role, at: int, party: CaseParty | None) -> None:
        """Say who is at one place of a role; a new purchaser may have goods sent elsewhere."""
        session, shell, before = self.session, self.shell, self.view.case
        session.save(
            lambda case: _placed(case, role, at, party),
            then=lambda: _tell_of_destination(session, shell, before),
        )

    def _ask(self, role: Role, at: int) -> None:
        def take(customer: Customer) -> None:
            if role is Role.PURCHASER and not at and customer.id != self.view.case.customer:
                self._becomes(customer)  # a case is of whoever buys
                return
            one = CaseParty(role, PartyAnswer.KEPT, customer.id, customer.profile)
            self.name_party(role, at, one)

        self._offer(take)

    def pick_customer(self) -> None:
        """Ask whose case it is, and fill it."""
        self._offer(self._becomes)

    def _becomes(self, customer: Customer) -> None:
        """Make it a case of a customer, who buys; whoever buys so far goes only if that is meant,
        with all that rested on it.
        """
        case, cases, window = self.view.case, self.desk.cases, self.shell.window
        names = [one.profile.name for one in buyers(case) if one.profile is not None]
        if not case.customer and not names:
            self.session.save(lambda now: cases.for_customer(now, customer.id))
            return
        sure = self.shell.ask.confirm(
            self.window(),
            _("Replace {name}?").format(name=", ".join(names) or case.title),
            _(
                "Order, dates and products stay. Parties, destination, answers, red flags and what"
                " was settled begin anew: they were about the customer before."
            ),
            yes=_("Change customer"),
            danger=True,
        )
        if not sure:
            self.again.emit()
            return
        words = _("This is a case of {name} now.").format(name=customer.name)
        self.session.change_customer(customer.id, then=lambda: window.toast(words))

    def _offer(self, take: Callable[[Customer], None]) -> None:
        workspace = self.desk.workspace

        def taken(rows: tuple[CustomerRow, ...]) -> None:
            customer = workspace().customers.get(rows[0].id)
            if customer is not None:
                take(customer)

        sheet = CustomerPicker(self.window(), self.desk, self.shell)
        sheet.picked.connect(taken)
        sheet.rejected.connect(self.again)
        sheet.open()

    def _type(self, role: Role, at: int, *, anew: bool = False) -> None:
        named = self.view.case.of_role(role)
        before = named[at] if at < len(named) and not anew else None
        typed = before is not None and before.answer is PartyAnswer.TYPED
        profile = before.profile if before is not None and typed else None
        ask, countries = self.shell.ask, self.bench.countries
        sheet = PartySheet(self.window(), ask, word(role), countries, profile)
        kept = before if typed else None

        def take(given: Profile) -> None:
            one = (
                replace(kept, profile=given)
                if kept is not None
                else CaseParty(role, PartyAnswer.TYPED, profile=given)
            )
            self.name_party(role, at, one)

        sheet.given.connect(take)
        sheet.rejected.connect(self.again)
        sheet.open()

    def _keep(self, one: CaseParty) -> None:
        parties = self.desk.case_parties
        self.session.do(lambda case: parties.keep(case, one.party), apart=True)


def _other(role: Role, other: Role, now: CaseParty | None) -> tuple[Chosen, str]:
    same = now is not None and now.answer is PartyAnswer.SAME_AS and now.same_as is other
    words = "" if same else _("Same as {role}").format(role=word(other).lower())
    return CaseParty(role, PartyAnswer.SAME_AS, same_as=other), words


def _is_somebody(named: tuple[CaseParty, ...]) -> bool:
    return any(one.answer in (PartyAnswer.KEPT, PartyAnswer.TYPED) for one in named)


def _with_the_usual(case: Case) -> Case:
    """Return the case with every role filled that was not spoken of yet."""
    for role in _ROLES:
        if not case.of_role(role):
            same = CaseParty(role, PartyAnswer.SAME_AS, same_as=Role.PURCHASER)
            nobody = CaseParty(role, PartyAnswer.NONE)
            case = case.with_role(role, same if role in TRANSACTION_ROLES else nobody)
    return case


def _tell_of_destination(session: CaseSession, shell: Shell, before: Case) -> None:
    """Tell that the goods still go to whoever bought before; the new address is one press away."""
    case = session.case
    if case is None or case.id != before.id:
        return
    former, now = _purchaser(before), _purchaser(case)
    if former is None or now is None or former == now or case.destination.country == "":
        return
    stood, wanted = destination_of(former), destination_of(now)
    where = replace(case.destination, region="")
    if where != stood or wanted in (stood, Destination()):
        return

    def move() -> None:
        session.save(lambda case: replace(case, destination=wanted))

    shell.window.toast(
        _("The destination is still the address of {name}.").format(name=former.name),
        action=_("Take the new one"),
        call=move,
        warn=True,
    )


def _purchaser(case: Case) -> Profile | None:
    return next((one.profile for one in case.of_role(Role.PURCHASER)), None)


def _placed(case: Case, role: Role, at: int, party: CaseParty | None) -> Case:
    """Return the case with a party at one place of a role, or with none there."""
    named = list(case.of_role(role))
    if party is None:
        named = [one for place, one in enumerate(named) if place != at]
    elif at < len(named):
        named[at] = party
    else:
        named.append(party)
    if party is not None and party.answer not in (PartyAnswer.KEPT, PartyAnswer.TYPED):
        named = [party]  # nobody else has the role then
    return case.with_role(role, *named)


def place_of(profile: Profile, country: Callable[[str], str]) -> str:
    """Return where a party is, on one line."""
    lines = []
    for one in profile.addresses[:1]:
        parts = (one.line, country(one.country) if one.country else "")
        lines.append(", ".join(part for part in parts if part))
    return "; ".join(lines) or _("No address is known.")
