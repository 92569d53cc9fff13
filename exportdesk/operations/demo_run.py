"""Filling the demo workspace, and doing the main job in it once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from exportdesk.core.clock import Clock
from exportdesk.core.demo_mark import DEMO_MARK
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import Screening
from exportdesk.lists import EDITS_FILE
from exportdesk.operations.demo import (
    demo_catalogue_file,
    demo_company,
    demo_customers,
    demo_list_file,
    demo_operator,
    demo_products,
)
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists import Lists
from exportdesk.operations.screening import Screenings
from exportdesk.operations.settings import SettingsDesk
from exportdesk.storage.opening import fault, writing
from exportdesk.storage.workspace import Workspace


class DemoDesk(Protocol):
    """The parts of a desk that the demo works with."""

    @property
    def workspace(self) -> Callable[[], Workspace]: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def screenings(self) -> Screenings: ...
    @property
    def profile(self) -> SettingsDesk: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def folder(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the main job did in the demo: how many customers, what came back, where the paper is."""

    customers: int
    screening: Screening
    paper: Path


def claim_folder(folder: Path) -> None:
    """Mark `folder` as the demo's. Raises BadInput where it holds anything else, StorageFault."""
    try:
        if folder.exists() and not (folder / DEMO_MARK).is_file() and any(folder.iterdir()):
            raise BadInput("demo-folder-taken", folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DEMO_MARK).write_text(
            "A made-up ExportDesk workspace. Everything in it is fictional.\n", encoding="utf-8"
        )
        if not (folder / EDITS_FILE).exists():
            (folder / EDITS_FILE).write_bytes(demo_catalogue_file().read_bytes())
    except OSError as error:
        raise fault(error, folder / DEMO_MARK) from error


def fill_demo(desk: DemoDesk, progress: Progress) -> None:
    """Put the made-up company, customers, products and lists into the workspace, once."""
    if not desk.profile.company().name:
        settings = desk.profile.settings()
        desk.profile.save_settings(replace(settings, operator=settings.operator or demo_operator()))
        desk.profile.save_company(demo_company())
    workspace = desk.workspace()
    if not workspace.customers.count():
        customers, products = demo_customers(), demo_products()
        now = desk.clock.now().utc_text
        with writing(workspace.db):
            for customer in customers:
                workspace.customers.save(customer, now)
            for product in products:
                workspace.products.save(product, now)
            workspace.events.append(
                "demo_filled",
                "workspace",
                {"customers": len(customers), "products": len(products)},
                at=now,
                actor=demo_operator(),
            )
    if not desk.lists.uses():
        request = ImportRequest(
            path=demo_list_file(), source=SourceKey("us-csl"), published=None, override_reason=""
        )
        desk.lists.import_file(request, progress)


def do_the_main_job(desk: DemoDesk, progress: Progress) -> DemoReport:
    """Screen every customer, save the screening, and write its record beside the workspace."""
    if not desk.screenings.get_ready(progress):
        raise ListsMissing("no-lists")
    customers = list(desk.workspace().customers.all())
    parties = [
        replace(customer.party, role=customer.party.role or Role.PURCHASER)
        for customer in customers
    ]
    results = desk.screenings.screen_all(parties, progress)
    saved = desk.screenings.save(results, reference="All customers")
    paper = desk.folder / "papers" / f"{saved.screening.number}.pdf"
    try:
        paper.parent.mkdir(exist_ok=True)
        paper.write_bytes(saved.paper)
    except OSError as error:
        raise fault(error, paper) from error
    return DemoReport(len(customers), saved.screening, paper)
