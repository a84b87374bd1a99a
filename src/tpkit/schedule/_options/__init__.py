"""The best slots for one session, and what speaks for and against each."""
