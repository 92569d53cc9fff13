"""How much of one bar each part of taking a list in fills, so that it never goes back."""

IMPORTING = {
    "list-reading": (0.0, 0.5),
    "list-comparing": (0.5, 0.55),
    "building-index": (0.55, 1.0),
}
UPDATING = {
    "list-downloading": (0.0, 0.4),
    "list-resuming": (0.0, 0.4),
    "list-reading": (0.4, 0.7),
    "list-comparing": (0.7, 0.75),
    "building-index": (0.75, 1.0),
}
