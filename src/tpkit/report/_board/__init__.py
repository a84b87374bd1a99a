"""Documents for boards and for whoever pays."""
