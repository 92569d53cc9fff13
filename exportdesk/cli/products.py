"""`exportdesk products`: the products of the workspace."""

import click


@click.group(no_args_is_help=False)
def products() -> None:
    """The products that are kept in the workspace."""
