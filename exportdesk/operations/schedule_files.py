"""What the systems' own timers are told, so that lists are updated every day: pure text.

User level everywhere: no rights of an administrator are needed, and nothing runs for other users.
"""

import plistlib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import PurePath
from xml.sax.saxutils import escape

from exportdesk.core.canonical import sha256_hex

_SPREAD_MINUTES = 15  # the desks of a country shall not all ask in the same second
_ANY_DAY = "2026-01-01"  # a trigger must begin some day; this one is over
_WINDOWS_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"


@dataclass(frozen=True, slots=True)
class Task:
    """What runs every day: a command, for the workspace in a folder, at a time of day."""

    command: tuple[str, ...]
    workspace: PurePath
    at: time

    @property
    def name(self) -> str:
        """What the task of this workspace is called, the same every time."""
        return f"exportdesk-update-{sha256_hex(str(self.workspace).encode())[:8]}"

    @property
    def words(self) -> tuple[str, ...]:
        """The whole command."""
        return (*self.command, "--workspace", str(self.workspace), "lists", "update")


def windows_xml(task: Task) -> bytes:
    """Return the task for `schtasks /Create /XML`, in the UTF-16 that it wants.

    It runs as the user who is logged on, catches up when the computer was off, waits for a network
    and is not run twice at a time.
    """
    program, *arguments = task.words
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{_WINDOWS_NAMESPACE}">
  <RegistrationInfo>
    <Description>ExportDesk: fetch newer control lists</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{_ANY_DAY}T{task.at:%H:%M}:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT{_SPREAD_MINUTES}M</RandomDelay>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(windows_arguments(arguments))}</Arguments>
    </Exec>
  </Actions>
</Task>
""".replace("\n", "\r\n").encode("utf-16")


def windows_arguments(arguments: Sequence[str]) -> str:
    """Return arguments on one line, as programs on Windows take them apart again."""
    return " ".join(_windows_argument(argument) for argument in arguments)


def _windows_argument(argument: str) -> str:
    if argument and not any(character in argument for character in ' \t"'):
        return argument
    quoted = ""
    slashes = 0
    for character in argument:
        if character == "\\":
            slashes += 1
            continue
        quoted += "\\" * (2 * slashes + 1 if character == '"' else slashes) + character
        slashes = 0
    quoted += "\\" * (2 * slashes)
    return f'"{quoted}"'


def launchd_plist(task: Task, log: PurePath) -> bytes:
    """Return the launchd agent; a time missed while the Mac slept is caught up when it wakes."""
    return plistlib.dumps(
        {
            "Label": launchd_label(task),
            "ProgramArguments": list(task.words),
            "StartCalendarInterval": {"Hour": task.at.hour, "Minute": task.at.minute},
            "ProcessType": "Background",
            "StandardOutPath": str(log),
            "StandardErrorPath": str(log),
        }
    )


def launchd_label(task: Task) -> str:
    """Return what launchd calls the agent."""
    return f"org.exportdesk.{task.name.removeprefix('exportdesk-')}"


def systemd_service(task: Task) -> str:
    """Return the systemd unit that updates the lists once."""
    return f"""[Unit]
Description=ExportDesk: fetch newer control lists
# Skipped without a fault once the program was removed.
ConditionFileIsExecutable={_systemd_path(task.words[0])}

[Service]
Type=oneshot
ExecStart={" ".join(_systemd_word(word) for word in task.words)}
# 3: a list is old or missing still, which the program tells by itself.
SuccessExitStatus=3
Nice=10
"""


def systemd_timer(task: Task) -> str:
    """Return the systemd unit that says when; a time that was missed is caught up."""
    return f"""[Unit]
Description=ExportDesk: fetch newer control lists every day

[Timer]
OnCalendar=*-*-* {task.at:%H:%M}:00
RandomizedDelaySec={_SPREAD_MINUTES}min
Persistent=true

[Install]
WantedBy=timers.target
"""


def _systemd_path(path: str) -> str:
    """Return a path for a condition, which takes the rest of the line as it is."""
    return path.replace("%", "%%")


def _systemd_word(word: str) -> str:
    """Return a word for ExecStart: in quotes, with what systemd would replace doubled."""
    literal = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{literal}"'


def cron_line(task: Task) -> str:
    """Return the line of a crontab; `%` would end the command there."""
    command = shlex.join(task.words).replace("%", "\\%")
    return f"{task.at.minute} {task.at.hour} * * * {command} >/dev/null 2>&1 # {task.name}"


def crontab_with(task: Task, present: str) -> str:
    """Return a crontab with the task in it, once."""
    return crontab_without(task, present) + cron_line(task) + "\n"


def crontab_without(task: Task, present: str) -> str:
    """Return a crontab without the task; every other line stays as it is."""
    kept = [line for line in present.splitlines() if not is_ours(task, line)]
    return "".join(f"{line}\n" for line in kept)


def is_ours(task: Task, line: str) -> bool:
    """Whether a line of a crontab is this task."""
    return line.endswith(f"# {task.name}")
