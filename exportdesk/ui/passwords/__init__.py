"""The password of a workspace at the window: asking for it, setting it, its recovery code."""
