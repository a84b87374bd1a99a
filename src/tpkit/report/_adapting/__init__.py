"""Templates of your own: where they are, how they begin, how they have drifted."""
