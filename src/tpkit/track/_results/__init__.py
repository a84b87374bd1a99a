"""What comes of the work, and what may get in its way."""
