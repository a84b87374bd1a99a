"""Money: shares of it, what became of it, what it was earned by."""
