"""Proving that sessions can be placed as demanded, or that nobody could."""
