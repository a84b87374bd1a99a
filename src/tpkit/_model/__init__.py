"""The nouns: frozen values that refer to one another by id, and know nothing else."""
