"""Templates at run time: layers, the sandbox, and what may be printed."""
