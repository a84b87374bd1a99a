"""The documents that come with tpkit, all families together."""
