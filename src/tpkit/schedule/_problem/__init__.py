"""What a search decides, what its options cost, and what a plan comes to."""
