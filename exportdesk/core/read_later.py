"""A package that reads its modules when something of theirs is asked for, not all at once."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def read_later(package: str, where: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package: `where` tells the module in it that has each name.

    A command that needs one value of a large package pays for that value's module alone.
    """

    def get(name: str) -> object:
        module = where.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{module}"), name)
        setattr(sys.modules[package], name, value)  # asked for only once
        return value

    return get
