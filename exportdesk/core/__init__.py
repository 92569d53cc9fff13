"""Values, checks, errors, progress, clock: what everything else is said in. No third-party code."""
