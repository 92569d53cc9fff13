"""The Home page: the first steps, then what needs doing today."""
