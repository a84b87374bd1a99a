"""Charts that several documents have: numbers that stand ready for their templates."""
