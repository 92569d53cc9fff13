"""Letters from BIS: the list of them, one in full, and the form that records one."""
