"""Templates read against the classes that feed them, before anything is printed."""
