"""Figures that may be suppressed, and the tables that hold them."""
