"""Where things stand: the overview, the status of projects, the findings of checks."""
