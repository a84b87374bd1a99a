"""From a filled template to a file that is no text: Word, Excel, PDF."""
