"""Looking for a newer version of the program: asked for, told of, and never fetched."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk import __version__
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, Moment, parse_utc
from exportdesk.core.company import Settings
from exportdesk.core.connections import VERSION_CHECK, Connected
from exportdesk.core.errors import BadInput, ExportDeskError, FetchFailed, ReadOnlyWorkspace
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Progress
from exportdesk.core.releases import (
    NoAnswer,
    Release,
    ReleaseAddress,
    VersionState,
    is_newer,
    may_open,
    read_answer,
)
from exportdesk.lists import Source
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:
    from exportdesk.lists.fetching import FetchSettings

_LARGEST = 2**20
_SECONDS = 60.0
_TRIES = 2
_RUNNING = "fetch-running"
_TOLD: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "fetch-offline", "fetch-name-unknown", "fetch-refused", "fetch-unreachable",
            "fetch-connect-timeout", "fetch-first-byte", "fetch-stalled", "fetch-too-slow",
            "fetch-hung-up",
        ),
        "version-no-way",
    ),
    **dict.fromkeys(
        ("fetch-proxy-unreachable", "fetch-proxy-refused", "fetch-proxy-unusable"), "version-proxy"
    ),
    **dict.fromkeys(
        ("fetch-certificate", "fetch-tls", "fetch-redirect-insecure"), "version-untrusted"
    ),
    **dict.fromkeys(
        ("fetch-too-many", "fetch-forbidden", "fetch-server-error"), "version-turned-away"
    ),
    **dict.fromkeys(
        ("fetch-folder-read-only", "fetch-folder-unusable", "fetch-disk-full"), "version-not-kept"
    ),
    "fetch-gone": "version-none",
}  # fmt: skip


class VersionChecks:
    """Asks whether there is a newer version. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        settings: Callable[[], Settings],
        clock: Clock,
        quarantine: Path,
        address: ReleaseAddress | None,
        patience: "FetchSettings | None" = None,
        noted: Callable[[Connected], object] | None = None,
        version: str = __version__,
    ) -> None:
        """`address` is what this copy was built with; `noted` is told of every connection."""
        self._workspace = workspace
        self._settings = settings
        self._clock = clock
        self._quarantine = quarantine
        self.address = address
        self._patience = patience
        self._noted = noted
        self.version = version

    @property
    def is_on(self) -> bool:
        """Whether a person switched it on, and there is somebody to ask."""
        return self.address is not None and self._settings().check_version

    def state(self) -> VersionState:
        """Return what is known."""
        return self._workspace().settings.version_state()

    def asked(self) -> Moment | None:
        """Return when was last asked, None for never."""
        at = self.state().asked
        return Moment.of(parse_utc(at), self._clock.now().zone) if at else None

    def fault(self) -> ExportDeskError | None:
        """Return what the last asking failed with."""
        state = self.state()
        return ExportDeskError(state.fault, **state.facts) if state.fault else None

    def newer(self) -> Release | None:
        """Return the release that is newer than this program, as far as is known."""
        return self.newer_of(self.state()) if self.is_on else None

    def newer_of(self, state: VersionState) -> Release | None:
        """Return the newer release that is known by `state`, whether it is switched on or not."""
        found, address = state.newest, self.address
        # What was kept may be of a copy with another address.
        if address is None or found is None or not may_open(found.page, address):
            return None
        return found if is_newer(found.version, self.version) else None

    def to_tell(self) -> Release | None:
        """Return the newer release that a person is to hear of, unless they skipped it."""
        found = self.newer()
        return None if found is not None and found.version == self.state().skipped else found

    def is_due(self) -> bool:
        """Whether it may be asked without a word: on, and not asked yet on this day."""
        if self._workspace().read_only or not self.is_on:
            return False
        asked = self.asked()
        return asked is None or asked.local.date() != self._clock.now().local.date()

    def check(self, progress: Progress, *, by_hand: bool = False) -> VersionState:
        """Ask, and keep what came of it. A failure is part of that, and no error.

        `by_hand` asks though it is switched off. Raises BadInput where nobody is to be asked,
        Cancelled, and StorageFault.
        """
        address, workspace = self.address, self._workspace()
        if address is None:
            raise BadInput("version-no-address")
        if not (by_hand or self.is_on):
            raise BadInput("version-off")
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        try:
            newest, fault = self._ask(address, progress), ""
        except FetchFailed as failed:
            if failed.code == _RUNNING:  # another program asks at this moment, and keeps it
                return self.state()
            newest, fault = None, _TOLD.get(failed.code, "version-answer-bad")
        except NoAnswer:
            newest, fault = None, "version-answer-bad"
        with writing(workspace.db):
            before = workspace.settings.version_state()
            now = replace(
                before,
                asked=self._clock.now().utc_text,
                newest=before.newest if fault else newest,
                fault=fault,
                facts={"host": address.host} if fault else {},
            )
            workspace.settings.save_version_state(now)
        return now

    def skip(self, version: str) -> Changes:
        """Tell no more of this version, only of others; "" for none. Raises StorageFault."""
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        with writing(workspace.db):
            state = workspace.settings.version_state()
            workspace.settings.save_version_state(replace(state, skipped=version))
        return Changes.SETTINGS

    def _ask(self, address: ReleaseAddress, progress: Progress) -> Release | None:
        """Return the newest release. Raises FetchFailed, NoAnswer, Cancelled."""
        source = Source(
            key=SourceKey(VERSION_CHECK), name=VERSION_CHECK, agency="", url=address.url,
            formats=(), lists=(),
        )  # fmt: skip
        from exportdesk.lists.fetching import FetchSettings, fetch  # once a day at most

        given = self._patience or FetchSettings()
        patience = replace(
            given,
            proxy=self._settings().proxy,
            total_seconds=min(_SECONDS, given.total_seconds),
            tries=min(_TRIES, given.tries),
            largest=min(_LARGEST, given.largest),
            noted=self._noted,
        )
        found = fetch(source, self._quarantine, progress, clock=self._clock, settings=patience)
        if found.path is None:
            raise NoAnswer("an answer without a body")
        try:
            return read_answer(found.path.read_bytes(), address)
        finally:
            found.path.unlink(missing_ok=True)
