"""Plans as Microsoft Project XML (MSPDI), which most planning tools read and write.

`dumps` writes a project of a portfolio; `loads` puts what has been changed in such a
file, or what another tool has written, into the portfolio.
"""

from tpkit.interop.msproject._load import loads
from tpkit.interop.msproject._write import dumps

__all__ = ["dumps", "loads"]
