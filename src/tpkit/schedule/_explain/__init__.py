"""Why there is no timetable, and what to give up for one."""
