"""Other people's formats.

`icalendar` writes the sessions of a portfolio as a calendar that Outlook, Google
Calendar, Apple Calendar, Nextcloud and Thunderbird can import or subscribe to: all of
them, or those of some activities, people, venues or audiences; and what has moved or
gone since an earlier portfolio. `icalendars` writes one for everybody.

There is a room for each format that is read as well:

- `tpkit.interop.threesixty`: grants and funding calls as 360Giving data;
- `tpkit.interop.msproject`: plans as Microsoft Project XML;
- `tpkit.interop.excel`: deliverables and budget as a workbook.
"""

from tpkit.interop import excel, msproject, threesixty
from tpkit.interop._icalendar import icalendar, icalendars

__all__ = ["excel", "icalendar", "icalendars", "msproject", "threesixty"]
