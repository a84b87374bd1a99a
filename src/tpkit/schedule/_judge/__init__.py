"""Judging a timetable: where it does not keep a rule, and what would."""
