"""The Review page: what waits for a decision, ours and theirs side by side."""
