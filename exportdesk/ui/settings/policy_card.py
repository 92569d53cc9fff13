"""What the company asks of itself in cases, beyond what the rules ask."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.cases import CasePolicy
from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.words.product_fields import tier_words
from exportdesk.diligence.case_facts import policy_of
from exportdesk.rulebook import PolicyDefaults, Tier
from exportdesk.ui.letters.taken import Taken
from exportdesk.ui.settings.score_field import NumberField
from exportdesk.ui.widgets import Card, CheckBox, CountryBox, FormGrid, label, px
from exportdesk.ui.widgets.choice import Choice
from exportdesk.ui.widgets.flow import FlowLayout


class PolicyCard(Card):
    """A form with `load` and `read`; `changed` tells every change."""

    changed = Signal()

    def __init__(
        self,
        countries: Sequence[tuple[str, str]],
        country: Callable[[str], str],
        proposed: PolicyDefaults,
    ) -> None:
        super().__init__(_("Due diligence"))
        self.body.addWidget(
            label(
                _(
                    "What your company asks of itself. To depart from it in a case, a second "
                    "person has to agree."
                ),
                "quiet",
                wrap=True,
            )
        )
        self.body.addWidget(label(_("A customer certification is asked for"), "label"))
        self.tiers = {tier: CheckBox(tier_words(tier)) for tier in Tier}
        place = QWidget()
        flow = FlowLayout(px(12))
        place.setLayout(flow)
        for box in self.tiers.values():
            flow.addWidget(box)
            box.clicked.connect(self._tell)
        self.where = Choice(
            _("Where a certification is asked for"),
            [(False, _("Outside the coalition")), (True, _("Everywhere"))],
        )
        self.where.picked.connect(self._follow)
        self._proposed = policy_of(proposed)
        self.whose = label("", "strong", wrap=True)
        self.country = CountryBox(countries, none=_("Add a country"))
        self.country.setAccessibleName(_("Add a country for which it is asked, too"))
        self.country.picked.connect(self._add_country)
        self.countries: Taken[str] = Taken(country, self.country)
        self.countries.changed.connect(self._tell)
        self.except_box = CountryBox(countries, none=_("Add a country"))
        self.except_box.setAccessibleName(_("Add a country for which it is not asked"))
        self.except_box.picked.connect(self._add_exception)
        self.exceptions: Taken[str] = Taken(country, self.except_box)
        self.exceptions.changed.connect(self._tell)
        self._also = label(_("And for these countries of the coalition, too"), "label")
        but_not = label(_("But not for these countries"), "label")
        for part in (place, self.where, self._also, self.countries, but_not, self.exceptions):
            self.body.addWidget(part)
        self.body.addWidget(self.whose)
        note = proposed.certification
        self.body.addWidget(
            label(
                _("{text} ({citation})").format(
                    text=of_rulebook(note.text), citation=of_citation(note.provenance.citation)
                ),
                "caption",
                wrap=True,
            )
        )
        self._add_figures()

    def _add_figures(self) -> None:
        form = FormGrid()
        self.growth = form.add(
            _("Ask from this many times the largest order"),
            NumberField(2, 100),
            12,
        )
        self.look_up = form.add(
            _("Look-ups on websites are old after (days)"), NumberField(1, 3650), 6
        )
        self.rulebook = form.add(_("The rulebook is old after (days)"), NumberField(1, 3650), 6)
        self.newcomer = form.add(_("A customer counts as new for (days)"), NumberField(1, 3650), 6)
        for field in (self.growth, self.look_up, self.rulebook, self.newcomer):
            field.valueChanged.connect(self._tell)
        self.body.addWidget(form)

    def load(self, policy: CasePolicy) -> None:
        """Show `policy`."""
        for tier, box in self.tiers.items():
            box.setChecked(tier.value in policy.certification_tiers)
        self.where.choose(policy.certification_everywhere)
        self.countries.show_values(policy.certification_countries)
        self.exceptions.show_values(policy.certification_not_for)
        for field, value in (
            (self.growth, policy.growth_factor),
            (self.look_up, policy.look_up_days),
            (self.rulebook, policy.rulebook_days),
            (self.newcomer, policy.newcomer_days),
        ):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self._show_countries()
        self._say_whose(policy)

    def read(self, policy: CasePolicy) -> CasePolicy:
        """Return `policy` with what is chosen here."""
        return replace(
            policy,
            certification_tiers=tuple(t.value for t, box in self.tiers.items() if box.isChecked()),
            certification_everywhere=self.where.value,
            certification_countries=self.countries.values,
            certification_not_for=self.exceptions.values,
            growth_factor=self.growth.value(),
            look_up_days=self.look_up.value(),
            rulebook_days=self.rulebook.value(),
            newcomer_days=self.newcomer.value(),
        )

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for part in (
            *self.tiers.values(),
            self.where,
            self.countries,
            self.exceptions,
            self.growth,
            self.look_up,
            self.rulebook,
            self.newcomer,
        ):
            part.setEnabled(not read_only)

    def _add_country(self, code: str) -> None:
        if code:
            self.countries.put_in(code)
            self.country.choose("")

    def _add_exception(self, code: str) -> None:
        if code:
            self.exceptions.put_in(code)
            self.except_box.choose("")

    def _follow(self, _where: object) -> None:
        self._show_countries()
        self._tell()

    def _show_countries(self) -> None:
        for part in (self._also, self.countries):
            part.setVisible(not self.where.value)

    def _say_whose(self, policy: CasePolicy) -> None:
        """Say whether this is what the program recommends, or a policy of the company's own."""
        self.whose.setText(
            _("This is the recommended setting.")
            if policy.certifies_like(self._proposed)
            else _("This is your own policy. It differs from the recommended setting.")
        )

    def _tell(self, _value: object = None) -> None:
        self._say_whose(self.read(self._proposed))
        self.changed.emit()
