"""The command line: a contract that scripts and scheduled jobs rest on."""
