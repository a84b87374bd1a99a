"""The solver: whole placements of series, priced, and selected by integer programmes."""
