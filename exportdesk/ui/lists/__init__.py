"""The Control lists page: what is in force, how old it is, what changed, taking in a file."""
