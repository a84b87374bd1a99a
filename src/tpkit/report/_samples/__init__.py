"""A made-up partnership, of which documents can be tried."""
