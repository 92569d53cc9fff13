"""The demo's cases, for pictures of the Due diligence page and for walks through all pages."""

from dataclasses import replace

from exportdesk.core.progress import Silent
from exportdesk.operations.demo_cases import fill_cases
from exportdesk.wiring import Desk


def open_cases(desk: Desk) -> None:
    """Keep the demo's cases, and let something change since one of them was signed off."""
    fill_cases(desk, Silent())
    desk.cases.save_policy(replace(desk.cases.policy(), growth_factor=4))
