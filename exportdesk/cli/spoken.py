"""The help of the commands, and click's own words, in the language that is spoken.

A command's help is its docstring and those of its options are written where they are declared:
`installer.messages` finds them there, and they are looked up here when a command is asked for.
"""

import inspect
from typing import Any
from weakref import WeakKeyDictionary

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m

_MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)
_first: WeakKeyDictionary[click.Command | click.Option, str] = WeakKeyDictionary()
_places: WeakKeyDictionary[click.Command | click.Option, str] = WeakKeyDictionary()

PLACES = (
    _m("[OPTIONS]"),
    _m("COMMAND [ARGS]..."),
    _m("[COMMAND] [ARGS]..."),
    _m("DATE"),
    _m("EDITION|DATE"),
    _m("FIELD=COLUMN"),
    _m("FILE"),
    _m("KEY"),
    _m("NUMBER"),
    _m("REASON"),
    _m("REFERENCE"),
    _m("ROW"),
    _m("TEXT"),
)
"""What stands for what is to be given. Names of arguments stay: the help refers to them."""

OF_CLICK = (
    _m("Usage:"),
    _m("Options"),
    _m("Commands"),
    _m("Positional arguments"),
    _m("required"),
    _m("default: {default}"),
    _m("Show the version and exit."),
    _m("Show this message and exit."),
    _m("Missing command."),
    _m("Missing argument"),
    _m("Missing option"),
    _m("Missing parameter"),
    _m("Missing parameter: {param_name}"),
    _m("Missing {param_type}"),
    _m("No such option {name!r}."),
    _m("No such command {name!r}."),
    _m("Invalid value: {message}"),
    _m("Invalid value for {param_hint}: {message}"),
    _m("Could not open file {filename!r}: {message}"),
    _m("Option {name!r} does not take a value."),
    _m("Choose from:\n\t{choices}"),
    _m("{value} is not in the range {range}."),
    _m("{value!r} is not a valid {number_type}."),
    _m("{name} {filename!r} is a file."),
    _m("{name} {filename!r} is a directory."),
    _m("{name} {filename!r} is not readable."),
    _m("{name} {filename!r} is not writable."),
    _m("{name} {filename!r} does not exist."),
    _m("file"),
    _m("directory"),
    _m("path"),
    _m("text"),
    _m("integer"),
    _m("float"),
    _m("integer range"),
    _m("float range"),
    _m("unknown error"),
)
"""What click says of its own accord, as it is written there."""


def plural_of_click() -> tuple[str, ...]:
    """Name click's sentences in two forms, so that they are in the catalogue."""
    return (
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 2),
        ngettext(
            "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2
        ),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 2),
        ngettext(
            "Option {name!r} requires an argument.",
            "Option {name!r} requires {nargs} arguments.",
            2,
        ),
    )


def teach_click() -> None:
    """Let click say its own words by our catalogue.

    Left to itself it looks for a catalogue of the system's language, whatever the program speaks.
    """
    for module in _MODULES:
        for name, ours in (("_", _), ("ngettext", ngettext)):
            if hasattr(module, name):
                setattr(module, name, ours)


def spoken(command: click.Command) -> click.Command:
    """Return the command with the help of it and its options in the language that is spoken."""
    for one in (command, *command.params):
        if isinstance(one, click.Command | click.Option) and one.help:
            first = _first.setdefault(one, one.help)
            one.help = _(inspect.cleandoc(first))
        if isinstance(one, click.Parameter):
            one.type.name = _(_kind_of(one.type))
        if isinstance(one, click.Option) and one.metavar:
            one.metavar = _(_places.setdefault(one, one.metavar))
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(_places.setdefault(command, command.subcommand_metavar))
    if hasattr(command, "_help_option"):
        command._help_option = None  # click keeps --help with the words it had when it was asked
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            spoken(inner)
    return command


def _kind_of(kind: "click.ParamType[Any]") -> str:
    """Return what click calls a kind of value in English, before anything was said otherwise."""
    if not isinstance(kind, click.Path):
        return type(kind).name
    if kind.file_okay == kind.dir_okay:
        return "path"
    return "file" if kind.file_okay else "directory"
