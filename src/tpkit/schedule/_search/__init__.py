"""The plain search: series by series, each placed exactly given all others."""
