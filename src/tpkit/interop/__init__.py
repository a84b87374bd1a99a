"""Other people's formats.

`icalendar` writes the sessions of a portfolio as a calendar that Outlook, Google
Calendar, Apple Calendar, Nextcloud and Thunderbird can import or subscribe to: all of
them, or those of some activities, people, venues or audiences; and what has moved or
gone since an earlier portfolio. `icalendars` writes one for everybody.
"""

from tpkit.interop._icalendar import icalendar, icalendars

__all__ = ["icalendar", "icalendars"]
