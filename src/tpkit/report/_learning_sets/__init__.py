"""Documents of action learning sets."""
