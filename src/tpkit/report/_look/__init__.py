"""A partnership's own look: its colours, its logo, its words and its way to write dates."""
