"""Attendance in pictures: who came to workshops, in numbers."""
