"""Grants and funding calls as 360Giving data, the UK standard for open grants data.

A `Package` holds an `Award` for each grant. `package` makes one of a portfolio; `dumps`
and `rows` write it as JSON and as rows of a spreadsheet; `loads` and `from_rows` read
what anybody has written, and refuse what cannot be, though the published schema may
accept it; `as_portfolio` makes a portfolio of it. `doubts` yields what 360Giving's Data
Quality Tool would ask about.
"""

from tpkit.interop.threesixty._doubts import doubts
from tpkit.interop.threesixty._from_portfolio import package
from tpkit.interop.threesixty._into_portfolio import as_portfolio
from tpkit.interop.threesixty._json import dumps, loads
from tpkit.interop.threesixty._package import Award, Call, Package, Party, Place
from tpkit.interop.threesixty._table import from_rows, rows

__all__ = [
    "Award",
    "Call",
    "Package",
    "Party",
    "Place",
    "as_portfolio",
    "doubts",
    "dumps",
    "from_rows",
    "loads",
    "package",
    "rows",
]
