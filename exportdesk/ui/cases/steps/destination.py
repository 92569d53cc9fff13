"""Destination and route: the country, the region with rules of its own, places passed through."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.cases import NO_REGION, Case
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.ui.cases.answer_box import Answers
from exportdesk.ui.cases.fields import KeptLine
from exportdesk.ui.cases.steps.body import StepBody
from exportdesk.ui.products.words import standing_words
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import CountryBox, FormGrid, icon_button, label
from exportdesk.ui.widgets.flow import FlowLayout


class DestinationStep(StepBody):
    """Where the goods go to stay, and which way."""

    @override
    def fill(self) -> None:
        case = self.view.case
        customer = self.view.facts.customer
        places = {one.country for one in customer.profile.addresses} if customer else set()
        if case.destination.country and case.destination.country in places and customer:
            self.filled(_("Filled in from the customer record."))
        grid = FormGrid()
        country = CountryBox(self.bench.countries, none=_("Not given"))
        country.setObjectName("country")
        country.choose(case.destination.country)
        country.setEnabled(not self.read_only)
        country.picked.connect(self._keep_country)
        grid.add(_("&Country of destination"), country, 5)
        address = KeptLine("address", case.destination.address)
        address.setReadOnly(self.read_only)
        address.kept.connect(self._keep_address)
        grid.add(_("&Address there"), address, 7)
        grid.add(_("Planned date of e&xport"), self.export_field(), 5)
        self.add(grid)
        self._region()
        self.add_questions()
        if case.value("route_direct") in ("no", "unknown") or case.route:
            self._route()

    def _region(self) -> None:
        where = self.view.case.destination
        regions = self.desk.rulebook.countries_rules.regions_of(where.country)
        if not regions:
            return
        self.heading(_("Do the goods go to one of these regions?"))
        choices = [
            (NO_REGION, _("None of them")),
            *((one.code, of_rulebook(one.name)) for one in regions),
        ]
        answers = Answers("region", _("Region:"), choices, where.region)
        answers.setEnabled(not self.read_only)
        answers.picked.connect(self._keep_region)
        self.add(answers)
        for one in regions:
            said = f"{of_rulebook(one.name)}: {of_rulebook(one.note)}"
            self.say(f"{said} {standing_words(one.provenance)}", "caption")

    def _route(self) -> None:
        self.heading(_("Countries the goods pass through"))
        flow = FlowLayout(px(8))
        for code in self.view.case.route:
            flow.addWidget(self._stop(code))
        self.column.addLayout(flow)
        if not self.read_only:
            box = CountryBox(self.bench.countries, none=_("Add a country"))
            box.setObjectName("route")
            box.setAccessibleName(_("Add a country of the route"))
            box.picked.connect(self._add_stop)
            self.row(box, None)
        hint = sentence("route-missing")
        if not self.view.case.route:
            self.say(hint, "caption")

    def _stop(self, code: str) -> QWidget:
        name = self.view.facts.spoken_country(code)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        row.addWidget(label(name, "strong"))
        if not self.read_only:
            words = _("Take {country} off the route").format(country=name)
            row.addWidget(icon_button(words, "close", lambda: self._drop_stop(code)))
        return place

    def _keep_country(self, code: str) -> None:
        def change(case: Case) -> Case:
            if case.destination.country == code:
                return case
            where = replace(case.destination, country=code, region="", address="")
            return replace(case, destination=where)

        self.session.save(change)

    def _keep_address(self, text: str) -> None:
        self.session.save(
            lambda case: replace(case, destination=replace(case.destination, address=text))
        )

    def _keep_region(self, code: str) -> None:
        self.session.save(
            lambda case: replace(case, destination=replace(case.destination, region=code))
        )

    def _add_stop(self, code: str) -> None:
        if code:
            self.session.save(
                lambda case: replace(case, route=tuple(dict.fromkeys((*case.route, code))))
            )

    def _drop_stop(self, code: str) -> None:
        self.session.save(
            lambda case: replace(case, route=tuple(one for one in case.route if one != code))
        )
