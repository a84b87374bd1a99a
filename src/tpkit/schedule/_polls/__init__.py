"""Polls: who could come when, and which slot is best for most."""
