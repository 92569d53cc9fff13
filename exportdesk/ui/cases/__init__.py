"""The Due diligence page: cases, each a list of steps that one can leave and return to."""
