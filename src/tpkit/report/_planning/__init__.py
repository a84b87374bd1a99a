"""When and who: the timetable of sessions, and who leads how many of them."""
