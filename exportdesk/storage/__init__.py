"""SQLite: the user's workspace and the downloaded lists. The only package that writes SQL."""
