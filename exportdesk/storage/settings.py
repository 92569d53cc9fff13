"""What the user has set, in workspace.db."""

from typing import TypeVar

from sqlite_utils import Database

from exportdesk.core.backups import BackupPlan, BackupState
from exportdesk.core.cases import CasePolicy
from exportdesk.core.company import Company, Settings
from exportdesk.core.ids import SourceKey
from exportdesk.core.own_tables import KnownTables
from exportdesk.core.papers import PaperTemplate
from exportdesk.core.releases import VersionState
from exportdesk.storage.codec import from_json, to_json

T = TypeVar("T")


class SettingsStore:
    """Keeps the company profile and the settings."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def company(self) -> Company:
        """Return the company profile, empty where none was saved."""
        return self._read("company", Company) or Company()

    def settings(self) -> Settings:
        """Return the settings, with the program's own where none were saved."""
        return self._read("settings", Settings) or Settings()

    def save_company(self, company: Company) -> None:
        """Keep the company profile. Call inside `writing`."""
        self._write("company", company)

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings. Call inside `writing`."""
        self._write("settings", settings)

    def turned(self) -> dict[SourceKey, bool]:
        """Return which sources of lists the user has turned on (True) or off."""
        return self._read("sources", dict[SourceKey, bool]) or {}

    def save_turned(self, turned: dict[SourceKey, bool]) -> None:
        """Keep which sources are turned on or off. Call inside `writing`."""
        self._write("sources", turned)

    def standings_by(self) -> str:
        """Return the fingerprint of the rulebook by which customers stand, "" where not noted."""
        return self._read("standings_by", str) or ""

    def save_standings_by(self, fingerprint: str) -> None:
        """Keep by which rulebook customers stand. Call inside `writing`."""
        self._write("standings_by", fingerprint)

    def rulebook(self) -> str:
        """Return the name of the rulebook that was chosen, "" for the program's own."""
        return self._read("rulebook", str) or ""

    def save_rulebook(self, name: str) -> None:
        """Keep which rulebook is in use. Call inside `writing`."""
        self._write("rulebook", name)

    def first_steps_hidden(self) -> bool:
        """Return whether the first steps are to be shown no longer."""
        return self._read("first-steps-hidden", bool) or False

    def save_first_steps_hidden(self, hidden: bool) -> None:
        """Keep whether the first steps are shown. Call inside `writing`."""
        self._write("first-steps-hidden", hidden)

    def case_policy(self) -> CasePolicy | None:
        """Return what the company asks of itself, None where it was never said."""
        return self._read("case-policy", CasePolicy)

    def save_case_policy(self, policy: CasePolicy) -> None:
        """Keep what the company asks of itself. Call inside `writing`."""
        self._write("case-policy", policy)

    def paper_template(self) -> PaperTemplate:
        """Return how papers look and what is added to them, plain where it was never said."""
        return self._read("paper-template", PaperTemplate) or PaperTemplate()

    def save_paper_template(self, template: PaperTemplate) -> None:
        """Keep how papers look. Call inside `writing`."""
        self._write("paper-template", template)

    def own_tables(self) -> KnownTables:
        """Return how tables of own lists were read before."""
        return self._read("own-tables", KnownTables) or KnownTables()

    def save_own_tables(self, tables: KnownTables) -> None:
        """Keep how tables of own lists were read. Call inside `writing`."""
        self._write("own-tables", tables)

    def version_state(self) -> VersionState:
        """Return what is known of newer versions of the program."""
        return self._read("version-state", VersionState) or VersionState()

    def save_version_state(self, state: VersionState) -> None:
        """Keep what is known of newer versions. Call inside `writing`."""
        self._write("version-state", state)

    def backup_plan(self) -> BackupPlan:
        """Return where daily backups go, and whether they are made."""
        return self._read("backup-plan", BackupPlan) or BackupPlan()

    def save_backup_plan(self, plan: BackupPlan) -> None:
        """Keep where daily backups go. Call inside `writing`."""
        self._write("backup-plan", plan)

    def backup_state(self) -> BackupState:
        """Return the last good backup and what is wrong since."""
        return self._read("backup-state", BackupState) or BackupState()

    def save_backup_state(self, state: BackupState) -> None:
        """Keep how the last backup went. Call inside `writing`."""
        self._write("backup-state", state)

    def _read(self, key: str, kind: type[T]) -> T | None:
        row = self._db.execute("select value from settings where key = ?", (key,)).fetchone()
        return None if row is None else from_json(row[0], kind)

    def _write(self, key: str, value: object) -> None:
        self._db.execute(
            "insert into settings (key, value) values (?, ?)"
            " on conflict (key) do update set value = excluded.value",
            (key, to_json(value)),
        )
