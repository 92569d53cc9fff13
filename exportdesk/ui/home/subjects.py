"""What other places may send a person to Home for."""

STEPS = "steps"  # to see the first steps again
DEMO = "demo"  # to have the demo opened
CLOSE_DEMO = "close-demo"  # to have the window of the demo closed
