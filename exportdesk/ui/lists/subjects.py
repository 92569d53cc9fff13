"""What other places may send a person to the Control lists page for."""

LISTS_NOTES = "things to know"  # what there is to know of the editions in force
