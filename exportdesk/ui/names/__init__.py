"""Looking at names that share a word with listed ones, from whatever page shows one."""
