"""Documents about money and what it was given for: bid, return, claim, last report."""
