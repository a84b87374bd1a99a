"""What documents say often, in words: dates, lengths, links, the foot of a page."""
