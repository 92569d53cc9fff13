"""The tables of the EAR that can be fetched and taken in."""

from enum import StrEnum


class EarTable(StrEnum):
    """The tables, by what they are called in files."""

    CHART = "country-chart"
    GROUPS = "country-groups"
    EXCEPTIONS = "license-exceptions"
    CONTROL_LIST = "control-list"
