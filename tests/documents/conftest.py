"""What the tests of papers share."""

from tests.kept_shapes import shapes_are_kept

__all__ = ["shapes_are_kept"]
