"""What differs between two timetables, and who has to be told."""
