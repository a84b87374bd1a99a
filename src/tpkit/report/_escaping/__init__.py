"""Any text in any format: written so that it shows itself and nothing else."""
