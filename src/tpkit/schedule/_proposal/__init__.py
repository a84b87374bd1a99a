"""Proposing a timetable, and a portfolio that holds it."""
