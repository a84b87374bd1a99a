"""The Gantt chart: what is planned when, what was promised, and what may become of it."""
