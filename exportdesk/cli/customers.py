"""`exportdesk customers`: the customers of the workspace."""

import click


@click.group(no_args_is_help=False)
def customers() -> None:
    """The customers that are kept in the workspace."""
