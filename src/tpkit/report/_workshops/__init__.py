"""Documents for those who come to workshops, and for those who run them."""
