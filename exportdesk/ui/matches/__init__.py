"""What pages share that show a match: what its list means, the listing in full, common reasons."""
