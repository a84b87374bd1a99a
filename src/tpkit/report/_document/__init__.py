"""What a kind of document is: its name, its context, its formats and its samples."""
