"""Scheduling rules in words."""
