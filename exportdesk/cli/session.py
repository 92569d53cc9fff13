"""What every command shares: the workspace asked for, the console, errors and exit codes."""

import errno
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from platformdirs import user_data_path
from typing_extensions import override

from exportdesk.cli.region import system_figures
from exportdesk.cli.spoken import spoken, teach_click
from exportdesk.cli.unlocking import seal_of
from exportdesk.core.book import Kind
from exportdesk.core.editions import Edition, EditionUse
from exportdesk.core.errors import (
    BadInput,
    ExportDeskError,
    ListRefused,
    ReadOnlyWorkspace,
    StorageFault,
)
from exportdesk.core.figures import figure, wished, write_figures
from exportdesk.core.i18n import _, english, ngettext, speak, system_languages
from exportdesk.core.progress import Cancelled
from exportdesk.core.refused import refused_by_system
from exportdesk.core.text import is_whole
from exportdesk.core.words import say, sentence
from exportdesk.core.words.quoted import quoted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from exportdesk.wiring import Desk

DONE, MATCHES, WRONG_USE, NO_LISTS, FAILED = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Doors:
    """What the command line asks of the window, which it does not know itself.

    `open_window` shows the workspace in a folder until the user closes it and returns an exit code;
    with True it is started safely, without lists and without the window's state. `render_page`
    draws a page of it without showing it and says what it drew.
    """

    open_window: Callable[[Path, bool], int]
    render_page: Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Session:
    """The workspace the commands work on, and the way to the window.

    The first line of `password_file` is its password, where it has one and nobody is to be asked.
    """

    folder: Path
    doors: Doors
    password_file: Path | None = None


def default_folder() -> Path:
    """Return where a user's workspace is unless told otherwise."""
    told = os.environ.get("EXPORTDESK_WORKSPACE")
    return Path(told) if told else user_data_path("ExportDesk", appauthor=False) / "workspace"


@contextmanager
def desk_of(folder: Path, *, existing: bool = False) -> Generator["Desk"]:
    """Open the workspace for one command; for reading only where it cannot be written.

    One is made where there is none, unless it must be `existing`. Raises StorageFault.
    """
    from exportdesk.operations.restoring import finish_pending
    from exportdesk.wiring import open_desk  # help and wrong use need none of what it knows

    finish_pending(folder)
    is_there = (folder / "workspace.db").is_file()
    if existing and not is_there:
        raise StorageFault("database-missing", path=str(folder))
    seal = seal_of(folder)
    try:
        desk = open_desk(folder, seal=seal)
    except ReadOnlyWorkspace:
        if not is_there:
            raise
        desk = open_desk(folder, read_only=True, seal=seal)
    settings = desk.settings()
    speak(settings.language, *system_languages())
    write_figures(wished(settings.figures, system_figures()))
    try:
        if desk.lists.catalogue_fault is not None:
            complain(say(desk.lists.catalogue_fault))
        if desk.rulebook_fault is not None:
            complain(say(desk.rulebook_fault))
        desk.lists.catch_up()
        yield desk
    except Exception as error:
        from exportdesk.storage.integrity import damage_in  # seldom needed

        # A page of a file that opened well may turn out to be damaged when it is read.
        damage = damage_in(error, folder)
        if damage is None:
            raise
        raise damage from error
    finally:
        desk.close()


def run(command: click.Command, args: list[str], session: Session) -> int:
    """Run the command line and return its exit code; every error is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name in any script must reach any file
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    speak(*system_languages())
    write_figures(system_figures())
    teach_click()
    spoken(command)
    garbled = next((one for one in args if not is_whole(one)), None)
    if garbled is not None:  # "no possible match" of letters that nobody typed is no answer
        text = garbled.encode("utf-8", "replace").decode()
        complain(sentence("text-garbled", {"text": text}))
        return WRONG_USE
    try:
        with english() if "--json" in args else nullcontext():  # scripts read the same everywhere
            found = command.main(args, prog_name="exportdesk", standalone_mode=False, obj=session)
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except click.ClickException as error:
        complain(error.format_message())
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt, Cancelled):
        complain(sentence("cancelled"))
        return FAILED
    except ExportDeskError as error:
        complain(say(error))
        if isinstance(error, ListRefused):
            _tell_findings(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output went away; nobody is left to be told.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - see above
        return FAILED
    except Exception as error:  # noqa: BLE001 - the contract: unexpected errors end with 4
        if os.environ.get("EXPORTDESK_DEBUG"):
            traceback.print_exc()
        complain(_unforeseen(error))
        return FAILED
    return found if isinstance(found, int) else DONE


def hold_confirmed(question: str) -> None:
    """Ask, and go on only with a yes, in the language that is spoken or as "y". Raises Abort."""
    # click's own confirm knows y and n alone, whatever language it asks in.
    asked = _("{question} [y/N]").format(question=question)
    answer = click.prompt(asked, default="", show_default=False, err=True).strip().casefold()
    if answer not in {"y", "yes", *_("y,yes").split(",")}:
        raise click.Abort


def _unforeseen(error: Exception) -> str:
    refused = refused_by_system(error)
    if refused is not None:
        return say(refused)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return quoted(str(error))  # what takes our output has no room for it
    detail = (str(error).strip().splitlines() or [""])[-1]
    return _("Unexpected error: {kind}: {detail}").format(kind=type(error).__name__, detail=detail)


def complain(text: str) -> None:
    """Say one line on standard error."""
    click.echo(f"exportdesk: {text}", err=True)


def complain_of_old(desk: "Desk", editions: Iterable[EditionUse]) -> bool:
    """Say which lists are too old, or of a date not known, a line each; tell whether any is."""
    used = list(editions)
    old = [edition.source_name for edition in used if edition.too_old]
    undated = [one.source_name for one in used if one.age_unknown and not one.too_old]
    if old:
        days = desk.settings().list_age_limit_days
        complain(sentence("lists-too-old", {"days": days, "lists": ", ".join(old)}))
    if undated:
        complain(sentence("lists-date-unknown", {"lists": ", ".join(undated)}))
    return bool(old or undated)


def print_json(value: object) -> None:
    """Print one JSON value, in UTF-8 on every system."""
    print_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_text(text: str) -> None:
    """Write text to standard output in UTF-8, whatever the console's own encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))  # arguments may hold broken bytes
    sys.stdout.buffer.flush()


def console() -> "Console":
    """Return the console for what people read."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def counted(count: int, one: str, many: str) -> str:
    """Return a number with what is counted: `1 listing`, `2,000 listings`."""
    # Both forms are found where this is called: installer.messages looks for it.
    forms = ("{count} " + one, "{count} " + many)
    return ngettext(*forms, count).format(count=figure(count))


def things_of(kind: Kind) -> str:
    """Return what the book holds of this kind, in the middle of a sentence."""
    return _("customers") if kind is Kind.CUSTOMERS else _("products")


def published_text(edition: Edition) -> str:
    """Return the publisher's date as the command line says it."""
    if edition.published is None:
        return _("not known")
    said = _(" (as stated)") if edition.published_said else ""
    return f"{edition.published}{said}"


def date_of(text: str) -> date:
    """Return the date written as YYYY-MM-DD. Raises BadInput."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("date-bad", text=text) from error


@contextmanager
def progress_bar() -> Generator["BarProgress"]:
    """Show progress on standard error while a command works, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Task, TextColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Count(TextColumn):
        """How much is done, written as this person's region writes figures."""

        @override
        def render(self, task: Task) -> Text:
            return Text(figure(task.completed))

    errors = Console(stderr=True)
    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        Count(""),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    ) as bar:
        yield BarProgress(bar)


class BarProgress:
    """Progress as a bar in the terminal."""

    def __init__(self, bar: "Bar") -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None)
        self._what = ""

    def begin(self, what: str) -> None:
        """Say what the following parts belong to, where several things are done in turn."""
        self._what = f"{what}: "

    def stage(self, name: str) -> None:
        """Show the name of the part that begins."""
        words = f"{self._what}{sentence(name)}"
        self._bar.update(self._task, description=words, completed=0, total=None)

    def step(self, done: int, total: int | None = None) -> None:
        """Show how far it is."""
        self._bar.update(self._task, completed=done, total=total)


def _tell_findings(error: ListRefused) -> None:
    for finding in error.facts.get("findings", ()):  # type: ignore[attr-defined] # facts are object
        told = sentence(finding.code, finding.facts)
        if told != say(error):
            click.echo(f"  - {told}", err=True)
    for key in str(error.facts.get("like_keys", "")).split():
        path = str(error.facts.get("path", ""))
        click.echo("  " + _("To import it as that:") + " " + _import_command(path, key), err=True)
    if error.facts.get("overridable"):
        click.echo("  " + _("To take it anyway, say why: --override REASON"), err=True)


def _import_command(path: str, source: str) -> str:
    """Return the command that takes a file in as a list of `source`, to be copied."""
    from exportdesk.core.editions import OWN

    quoted = f'"{path}"' if " " in path else path
    name = "own:NAME" if source == OWN else source
    return f"exportdesk lists import {quoted} --source {name}"
