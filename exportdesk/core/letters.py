"""Letters from BIS: what kinds there are."""

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter from BIS is."""

    RED_FLAG = "red_flag"  # a customer may have sent such items on
    SUPPLIER_LIST = "supplier_list"  # parties that are on no public list
    GUARDIAN = "guardian"  # Project Guardian: watch for a party or an item, and call
    INFORMED = "informed"  # a license requirement for what it names
