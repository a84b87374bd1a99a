"""What was recorded when: the portfolio as it was known, and what has changed since."""
