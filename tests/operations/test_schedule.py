"""The daily update in the systems' timers: what they are told, and what is run where it can be."""

import os
import plistlib
import shlex
import stat
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.words import say
from exportdesk.operations.schedule import (
    Ran,
    Schedule,
    Scheduled,
    program_command,
    run_command,
    time_of,
)
from exportdesk.operations.schedule_files import (
    Task,
    cron_line,
    crontab_with,
    crontab_without,
    launchd_plist,
    systemd_service,
    systemd_timer,
    windows_arguments,
    windows_xml,
)

AT = time(6, 5)
ODD = PurePosixPath('/home/a b/50% "off"/$HOME\\x')
TASK = Task(("/opt/ExportDesk/exportdesk",), ODD, AT)
NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
posix = pytest.mark.skipif(sys.platform == "win32", reason="commands made as shell scripts")


@dataclass
class Commands:
    """Notes what the system is told, and answers as told to."""

    answers: dict[str, Ran] = field(default_factory=dict)
    told: list[tuple[str, ...]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, words: Sequence[str], given: str = "") -> Ran:
        self.told.append(tuple(words))
        for word in words:
            if word.endswith(".xml"):
                self.files["xml"] = Path(word).read_bytes()
        line = " ".join(words)
        return next((ran for start, ran in self.answers.items() if line.startswith(start)), Ran(0))


def test_a_workspace_has_one_task_by_one_name() -> None:
    assert TASK.name == Task(("elsewhere",), ODD, time(9)).name
    assert TASK.name != Task(TASK.command, PurePosixPath("/other"), AT).name
    assert TASK.words[1:] == ("--workspace", str(ODD), "lists", "update")


def test_windows_gets_xml_in_utf_16_for_this_user_alone() -> None:
    workspace = PureWindowsPath("C:\\Users\\Łukasz & Co\\Export Desk\\")
    task = Task(("C:\\Program Files\\ExportDesk\\exportdeskw.exe",), workspace, AT)
    data = windows_xml(task)
    assert data[:2] == b"\xff\xfe"
    root = ElementTree.fromstring(data)

    def text(name: str) -> str | None:
        found = root.find(f".//{NAMESPACE}{name}")
        assert found is not None, name
        return found.text

    assert text("Command") == "C:\\Program Files\\ExportDesk\\exportdeskw.exe"
    assert text("Arguments") == f'--workspace "{workspace}" lists update'
    assert (text("StartBoundary") or "").endswith("T06:05:00")
    assert (text("LogonType"), text("RunLevel")) == ("InteractiveToken", "LeastPrivilege")
    assert text("StartWhenAvailable") == text("RunOnlyIfNetworkAvailable") == "true"


@pytest.mark.parametrize(
    ("argument", "line"),
    [
        ("plain", "plain"),
        ("", '""'),
        ("a b", '"a b"'),
        ('say "so"', '"say \\"so\\""'),
        ("C:\\a b\\", '"C:\\a b\\\\"'),
        ('C:\\a\\"b', '"C:\\a\\\\\\"b"'),
    ],
)
def test_windows_takes_arguments_apart_as_they_were(argument: str, line: str) -> None:
    assert windows_arguments([argument]) == line


def test_launchd_gets_an_agent_that_says_when_and_what() -> None:
    agent = plistlib.loads(launchd_plist(TASK, PurePosixPath("/logs/a.log")))
    assert agent["ProgramArguments"] == list(TASK.words)
    assert agent["StartCalendarInterval"] == {"Hour": 6, "Minute": 5}
    assert agent["Label"].startswith("org.exportdesk.update-")
    assert "RunAtLoad" not in agent


def test_systemd_gets_the_words_as_they_are() -> None:
    service, timer = systemd_service(TASK), systemd_timer(TASK)
    said = '"/home/a b/50%% \\"off\\"/$$HOME\\\\x"'
    assert (
        f'ExecStart="/opt/ExportDesk/exportdesk" "--workspace" {said} "lists" "update"' in service
    )
    # The program may be gone while its timer is not: that is no fault to report every day.
    assert "ConditionFileIsExecutable=/opt/ExportDesk/exportdesk\n" in service
    assert "OnCalendar=*-*-* 06:05:00" in timer
    assert "Persistent=true" in timer


def test_cron_gets_one_line_and_keeps_the_others() -> None:
    line = cron_line(TASK)
    assert line.startswith("5 6 * * * ")
    command = line.removeprefix("5 6 * * * ").partition(" >/dev/null")[0]
    assert "%" not in command.replace("\\%", "")
    assert tuple(shlex.split(command.replace("\\%", "%"))) == TASK.words
    others = "MAILTO=me\n0 1 * * * backup # exportdesk-update-other\n"
    once = crontab_with(TASK, others)
    assert once == f"{others}{line}\n"
    later = Task(TASK.command, TASK.workspace, time(9))
    assert crontab_with(later, once) == f"{others}{cron_line(later)}\n"
    assert crontab_without(TASK, once) == others


@pytest.mark.parametrize("text", ["", "7", "24:00", "7:5", "07:60", "-1:00", "７:30x", "07:30:00"])
def test_what_is_no_time_of_day_is_said(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        time_of(text)
    assert text in say(caught.value)


def test_a_time_of_day_is_read() -> None:
    assert (time_of("07:30"), time_of("0:05")) == (time(7, 30), time(0, 5))


def test_the_program_runs_without_a_window(tmp_path: Path) -> None:
    python = tmp_path / "python"
    assert program_command("linux", python, frozen=False) == (str(python), "-m", "exportdesk")
    assert program_command("win32", python, frozen=False) == (str(python), "-m", "exportdesk")
    quiet = tmp_path / "exportdeskw.exe"
    quiet.touch()
    assert program_command("win32", python, frozen=False) == (str(quiet),)
    window, console = tmp_path / "exportdeskw", tmp_path / "exportdesk"
    assert program_command("linux", window, frozen=True) == (str(window),)
    console.touch()
    assert program_command("linux", window, frozen=True) == (str(console),)


def test_on_windows_schtasks_does_it(tmp_path: Path) -> None:
    commands = Commands()
    schedule = Schedule(tmp_path / "ws", system="win32", run=commands, command=("x.exe",))
    found = schedule.install(AT)
    assert (found.timer, found.installed) == ("Task Scheduler", True)
    create = commands.told[0]
    assert create[:3] == ("schtasks", "/Create", "/TN")
    assert create[-1] == "/F"
    assert b"T\x000\x006\x00:\x000\x005\x00" in commands.files["xml"]
    assert not Path(create[5]).exists()
    schedule.remove()
    assert ("schtasks", "/Delete", "/TN", found.where, "/F") in commands.told
    commands.answers = {"schtasks": Ran(1, said="Access is denied.")}
    assert schedule.status() == Scheduled("Task Scheduler", False)
    with pytest.raises(ExportDeskError) as caught:
        schedule.install(AT)
    assert "Access is denied." in say(caught.value)


def test_on_a_mac_launchd_does_it(tmp_path: Path) -> None:
    commands = Commands({"launchctl bootout": Ran(3, said="No such process")})
    schedule = Schedule(
        tmp_path / "ws", system="darwin", home=tmp_path, run=commands, command=("/x",)
    )
    found = schedule.install(AT)
    agent = Path(found.where)
    assert agent.parent == tmp_path / "Library" / "LaunchAgents"
    assert plistlib.loads(agent.read_bytes())["ProgramArguments"][0] == "/x"
    assert [words[1] for words in commands.told] == ["bootout", "bootstrap"]
    assert schedule.remove() == Scheduled("launchd", False)
    assert not agent.exists()
    assert schedule.remove() == Scheduled("launchd", False)
    commands.answers = {"launchctl bootstrap": Ran(5, said="Input/output error")}
    with pytest.raises(ExportDeskError):
        schedule.install(AT)
    assert not agent.exists()


@pytest.fixture
def commands_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the system have no command but those put into this folder, and a home of its own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


def script(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


CRONTAB = """
table="$HOME/table"
if [ "$1" = "-l" ]; then
    [ -f "$table" ] || { echo "no crontab for you" >&2; exit 1; }
    cat "$table"
else
    cat > "$table"
fi
"""


@posix
def test_without_any_timer_nothing_is_set_up(commands_here: Path, tmp_path: Path) -> None:
    schedule = Schedule(tmp_path / "ws", system="linux")
    with pytest.raises(ExportDeskError) as caught:
        schedule.install(AT)
    words = say(caught.value)
    assert "systemctl is not there" in words
    assert "crontab is not there" in words
    assert "lists update" in words
    assert schedule.status() == Scheduled("cron", False)
    assert schedule.remove() == Scheduled("cron", False)


@posix
def test_without_systemd_cron_does_it(commands_here: Path, tmp_path: Path) -> None:
    script(commands_here, "systemctl", 'echo "Failed to connect to bus" >&2; exit 1')
    script(commands_here, "crontab", CRONTAB)
    schedule = Schedule(tmp_path / "ws", system="linux")
    assert schedule.install(AT) == Scheduled("cron", True, "crontab")
    table = tmp_path / "table"
    assert table.read_text().startswith("5 6 * * * ")
    table.write_text("0 1 * * * backup\n" + table.read_text())
    schedule.install(time(9))
    assert [line[:9] for line in table.read_text().splitlines()] == ["0 1 * * *", "0 9 * * *"]
    assert schedule.remove() == Scheduled("cron", False)
    assert table.read_text() == "0 1 * * * backup\n"


@posix
def test_with_systemd_a_timer_is_written_and_started(commands_here: Path, tmp_path: Path) -> None:
    script(commands_here, "systemctl", 'echo "$@" >> "$HOME/told"')
    schedule = Schedule(tmp_path / "ws", system="linux")
    found = schedule.install(AT)
    timer = Path(found.where)
    assert (found.timer, timer.parent) == ("systemd", tmp_path / ".config/systemd/user")
    assert "lists" in timer.with_suffix(".service").read_text()
    told = (tmp_path / "told").read_text().splitlines()
    assert told[1:] == ["--user daemon-reload", f"--user enable --now {timer.name}"]
    assert not schedule.remove().installed
    assert list(timer.parent.iterdir()) == []
    script(commands_here, "systemctl", '[ "$2" = enable ] && { echo "No." >&2; exit 1; }; exit 0')
    with pytest.raises(ExportDeskError) as caught:
        schedule.install(AT)
    assert "No." in say(caught.value)
    assert not timer.exists()


@posix
@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_said(commands_here: Path, tmp_path: Path) -> None:
    script(commands_here, "systemctl", "exit 0")
    (tmp_path / ".config").mkdir(mode=0o500)
    with pytest.raises(ExportDeskError) as caught:
        Schedule(tmp_path / "ws", system="linux").install(AT)
    assert caught.value.code == "schedule-unwritable"


@posix
def test_a_place_that_is_no_folder_is_said(commands_here: Path, tmp_path: Path) -> None:
    script(commands_here, "systemctl", "exit 0")
    (tmp_path / ".config").write_text("a file")
    with pytest.raises(ExportDeskError) as caught:
        Schedule(tmp_path / "ws", system="linux").install(AT)
    assert caught.value.code == "schedule-unwritable"


def test_a_command_that_cannot_run_is_an_answer(tmp_path: Path) -> None:
    assert run_command([str(tmp_path / "none")]).code == 127
    assert run_command([str(tmp_path)]).code in (126, 127)
    ran = run_command([sys.executable, "-c", "print(input())"], "given")
    assert (ran.code, ran.out.strip()) == (0, "given")
