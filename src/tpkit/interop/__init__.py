"""Other people's formats.

`icalendar` writes the sessions of a portfolio as a calendar that Outlook, Google
Calendar, Apple Calendar, Nextcloud and Thunderbird can import or subscribe to.
"""

from tpkit.interop._icalendar import icalendar

__all__ = ["icalendar"]
