"""From a portfolio to documents, one at a time or all of them in a folder."""
