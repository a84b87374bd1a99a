"""What scheduling rules are made of: terms, and the entries, slots and facts they ask about."""
