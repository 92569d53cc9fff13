"""The company profile and the settings: kept, and noted in the record of events."""

from collections.abc import Callable
from dataclasses import asdict

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.company import Company, Settings
from exportdesk.core.errors import BadInput, FetchFailed, ReadOnlyWorkspace
from exportdesk.core.i18n import LANGUAGES
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace


class SettingsDesk:
    """What the user has set. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def company(self) -> Company:
        """Return the company profile."""
        return self._workspace().settings.company()

    def settings(self) -> Settings:
        """Return the settings."""
        return self._workspace().settings.settings()

    def save_company(self, company: Company) -> Changes:
        """Keep the company profile. Raises BadInput without a name, StorageFault."""
        if not company.name.strip():
            raise BadInput("company-name-missing")
        if company == self.company():
            return Changes.NOTHING
        workspace = self._writable()
        with writing(workspace.db):
            workspace.settings.save_company(company)
            workspace.events.append(
                "company_changed",
                "company",
                asdict(company),
                at=self._clock.now().utc_text,
                actor=self.settings().operator,
            )
        return Changes.COMPANY | Changes.EVENTS

    def save_settings(self, settings: Settings) -> Changes:
        """Keep the settings. Raises BadInput where a figure is out of its range, StorageFault."""
        if not 1 <= settings.list_age_limit_days <= 365:
            raise BadInput("age-limit-out-of-range")
        if settings.threshold is not None and not 0 <= settings.threshold <= 100:
            raise BadInput("threshold-out-of-range")
        if settings.language and settings.language not in LANGUAGES:
            raise BadInput("language-unknown", language=settings.language)
        check_proxy(settings.proxy)
        before = self.settings()
        if settings == before:
            return Changes.NOTHING
        workspace = self._writable()
        with writing(workspace.db):
            workspace.settings.save_settings(settings)
            workspace.events.append(
                "settings_changed",
                "settings",
                _facts(settings),
                at=self._clock.now().utc_text,
                actor=settings.operator or before.operator,
            )
        return Changes.SETTINGS | Changes.EVENTS

    def first_steps_hidden(self) -> bool:
        """Return whether Home is to show the first steps no longer."""
        return self._workspace().settings.first_steps_hidden()

    def hide_first_steps(self, hidden: bool) -> Changes:
        """Keep whether Home shows the first steps; no event, for nothing depends on it.

        Raises StorageFault.
        """
        workspace = self._writable()
        with writing(workspace.db):
            workspace.settings.save_first_steps_hidden(hidden)
        return Changes.SETTINGS

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


def check_proxy(proxy: str) -> None:
    """Hold that lists can be fetched through this proxy; "" is the system's. Raises BadInput."""
    from exportdesk.lists.fetching.proxies import proxy_for  # seldom needed

    try:
        proxy_for("https://example.org/", proxy) if proxy else ""
    except FetchFailed as error:
        raise BadInput("proxy-unusable", proxy=error.facts["proxy"]) from error


def _shown(proxy: str) -> str:
    """Return the proxy without the name and password that may stand in it."""
    from exportdesk.lists.fetching.addresses import shown

    full = proxy if "://" in proxy or not proxy else f"http://{proxy}"
    return shown(full)


def _facts(settings: Settings) -> dict[str, object]:
    threshold = settings.threshold
    return {
        "operator": settings.operator,
        "theme": settings.theme.value,
        "list_age_limit_days": settings.list_age_limit_days,
        "threshold": "" if threshold is None else f"{threshold:.2f}",
        "proxy": _shown(settings.proxy),
        "check_on_start": settings.check_on_start,
        "check_daily": settings.check_daily,
        "language": settings.language,
        "figures": settings.figures.value,
        "check_version": settings.check_version,
    }
