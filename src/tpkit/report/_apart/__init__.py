"""Templates from outside: filled by a process that can do nothing else."""
