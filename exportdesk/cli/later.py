"""Groups of commands that are read when one of them is called: a call pays for one command."""

from collections.abc import Callable, Mapping
from typing import Any

import click
from typing_extensions import override

from exportdesk.cli.spoken import spoken

Later = Mapping[str, Callable[[], click.Command]]
"""Commands by name, and how to come by each."""


class LaterGroup(click.Group):
    """A group that knows the names of its commands before their code is read."""

    def __init__(self, *args: Any, later: Later, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._later = later

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        return sorted({*self.commands, *self._later})

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None where there is none."""
        if cmd_name in self._later:
            self._read(cmd_name)
        elif cmd_name not in self.commands:
            for name in self._later:  # click looks among them for what may have been meant
                self._read(name)
        found = super().get_command(ctx, cmd_name)
        return None if found is None else spoken(found)

    def _read(self, name: str) -> None:
        if name not in self.commands:
            self.add_command(self._later[name](), name)
