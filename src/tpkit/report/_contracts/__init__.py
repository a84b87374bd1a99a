"""What a document promises to those who adapt its templates, in numbers."""
