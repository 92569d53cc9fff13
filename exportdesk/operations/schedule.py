"""Setting up, taking away and asking about the daily update in the system's own timer."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from exportdesk.core.errors import BadInput, ExportDeskError, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.operations.schedule_files import (
    Task,
    crontab_with,
    crontab_without,
    is_ours,
    launchd_label,
    launchd_plist,
    systemd_service,
    systemd_timer,
    windows_xml,
)

DEFAULT_TIME = time(7, 30)
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command of the system ended, and what it said."""

    code: int
    out: str = ""
    said: str = ""


Run = Callable[[Sequence[str], str], Ran]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """How the daily update stands: which timer has it, and where it is written ("" for nowhere)."""

    timer: str
    installed: bool
    where: str = ""


def run_command(words: Sequence[str], given: str = "") -> Ran:
    """Run a command of the system; one that is not there ends with 127."""
    try:
        done = subprocess.run(
            list(words), input=given, capture_output=True, text=True,
            encoding="utf-8", errors="replace", timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return Ran(127, said=Filled(_m("{command} is not there"), command=words[0]))
    except (OSError, subprocess.TimeoutExpired) as error:
        return Ran(126, said=str(error))
    return Ran(done.returncode, done.stdout, done.stderr.strip() or done.stdout.strip())


def program_command(
    system: str = sys.platform, executable: Path | None = None, *, frozen: bool | None = None
) -> tuple[str, ...]:
    """Return the command that starts this program without a window.

    On Windows the program without a console, where there is one: no black window flashes up.
    """
    here = executable or Path(sys.executable)
    frozen = bool(getattr(sys, "frozen", False)) if frozen is None else frozen
    if system == "win32":
        quiet = here.with_name("exportdeskw.exe")
        if quiet.is_file():
            return (str(quiet),)
    if frozen:
        console = here.with_name("exportdesk.exe" if system == "win32" else "exportdesk")
        return (str(console if console.is_file() else here),)
    return (str(here), "-m", "exportdesk")


def time_of(text: str) -> time:
    """Return the time of day written as HH:MM. Raises BadInput."""
    hour, _, minute = text.partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) == 2):
        raise BadInput("schedule-time-bad", text=text)
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise BadInput("schedule-time-bad", text=text) from error


class Schedule:
    """The daily update of one workspace, in the timer that this system has."""

    def __init__(
        self,
        workspace: Path,
        *,
        system: str = sys.platform,
        home: Path | None = None,
        run: Run = run_command,
        command: tuple[str, ...] | None = None,
    ) -> None:
        self._folder = Path(os.path.abspath(workspace))  # noqa: PTH100 - a link stays a link
        self._system = system
        self._home = home or Path.home()
        self._run = run
        self._command = command or program_command(system)

    def install(self, at: time) -> Scheduled:
        """Set the daily update up, in the place of an earlier one. Raises ExportDeskError."""
        task = self._task(at)
        match self._system:
            case "win32":
                self._install_windows(task)
            case "darwin":
                self._install_launchd(task)
            case _ if self._has_systemd():
                self._install_systemd(task)
            case _:
                self._install_cron(task)
        return self.status()

    def remove(self) -> Scheduled:
        """Take the daily update away, wherever it is. Raises ExportDeskError."""
        task = self._task(DEFAULT_TIME)
        match self._system:
            case "win32":
                if self.status().installed:
                    self._must("schtasks", "/Delete", "/TN", task.name, "/F")
            case "darwin":
                self._run(("launchctl", "bootout", f"{_domain()}/{launchd_label(task)}"), "")
                self._unlink(self._agent(task))
            case _:
                self._remove_systemd(task)
                self._remove_cron(task)
        return self.status()

    def status(self) -> Scheduled:
        """Return whether the daily update is set up, and where."""
        task = self._task(DEFAULT_TIME)
        match self._system:
            case "win32":
                found = self._run(("schtasks", "/Query", "/TN", task.name), "").code == 0
                return Scheduled("Task Scheduler", found, task.name if found else "")
            case "darwin":
                agent = self._agent(task)
                return Scheduled("launchd", agent.is_file(), str(agent) if agent.is_file() else "")
            case _:
                timer = self._unit(task, "timer")
                if timer.is_file():
                    return Scheduled("systemd", True, str(timer))
                present = self._crontab()
                if any(is_ours(task, line) for line in (present or "").splitlines()):
                    return Scheduled("cron", True, "crontab")
                return Scheduled("systemd" if self._has_systemd() else "cron", False)

    def _task(self, at: time) -> Task:
        return Task(self._command, self._folder, at)

    def _install_windows(self, task: Task) -> None:
        with tempfile.TemporaryDirectory(prefix="exportdesk-") as folder:
            file = Path(folder) / "task.xml"
            self._write(file, windows_xml(task))
            self._must("schtasks", "/Create", "/TN", task.name, "/XML", str(file), "/F")

    def _install_launchd(self, task: Task) -> None:
        agent = self._agent(task)
        log = self._home / "Library" / "Logs" / f"{task.name}.log"
        self._write(agent, launchd_plist(task, log))
        # What was loaded before holds the old time; where nothing was, there is nothing to unload.
        self._run(("launchctl", "bootout", f"{_domain()}/{launchd_label(task)}"), "")
        self._must("launchctl", "bootstrap", _domain(), str(agent), undo=agent)

    def _install_systemd(self, task: Task) -> None:
        timer = self._unit(task, "timer")
        self._write(self._unit(task, "service"), systemd_service(task).encode())
        self._write(timer, systemd_timer(task).encode())
        self._must("systemctl", "--user", "daemon-reload", undo=timer)
        self._must("systemctl", "--user", "enable", "--now", timer.name, undo=timer)
        self._remove_cron(task)

    def _install_cron(self, task: Task) -> None:
        present = self._crontab()
        if present is None:
            raise ExportDeskError(
                "schedule-impossible",
                systemd=self._run(("systemctl", "--user", "show-environment"), "").said,
                cron=self._run(("crontab", "-l"), "").said,
                command=" ".join(task.words),
            )
        self._must("crontab", "-", given=crontab_with(task, present))

    def _remove_systemd(self, task: Task) -> None:
        timer = self._unit(task, "timer")
        if timer.is_file():
            self._run(("systemctl", "--user", "disable", "--now", timer.name), "")
            self._unlink(timer)
            self._unlink(self._unit(task, "service"))
            self._run(("systemctl", "--user", "daemon-reload"), "")

    def _remove_cron(self, task: Task) -> None:
        present = self._crontab()
        if present and any(is_ours(task, line) for line in present.splitlines()):
            self._must("crontab", "-", given=crontab_without(task, present))

    def _has_systemd(self) -> bool:
        return self._run(("systemctl", "--user", "show-environment"), "").code == 0

    def _crontab(self) -> str | None:
        """Return the user's crontab, "" where there is none yet, None without cron."""
        ran = self._run(("crontab", "-l"), "")
        if ran.code == 0:
            return ran.out
        return "" if "no crontab" in ran.said.lower() else None

    def _must(self, *words: str, given: str = "", undo: Path | None = None) -> None:
        ran = self._run(words, given)
        if ran.code != 0:
            if undo is not None:
                self._unlink(undo)
            raise ExportDeskError("schedule-failed", command=" ".join(words[:2]), said=ran.said)

    def _agent(self, task: Task) -> Path:
        return self._home / "Library" / "LaunchAgents" / f"{launchd_label(task)}.plist"

    def _unit(self, task: Task, kind: str) -> Path:
        told = os.environ.get("XDG_CONFIG_HOME", "")
        config = Path(told) if told else self._home / ".config"
        return config / "systemd" / "user" / f"{task.name}.{kind}"

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            detail = error.strerror or str(error)
            raise ExportDeskError("schedule-unwritable", path=str(path), detail=detail) from error

    def _unlink(self, path: Path) -> None:
        with suppress(FileNotFoundError):
            path.unlink()


def _domain() -> str:
    uid = os.getuid() if sys.platform != "win32" else 0
    return f"gui/{uid}"
