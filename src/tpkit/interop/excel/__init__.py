"""Deliverables and budget as an Excel workbook, for people who work in one.

`dumps` writes it; `loads` gives the portfolio with what has been changed in it. Both
need the extra `excel`.
"""

from tpkit.interop.excel._load import dumps, loads

__all__ = ["dumps", "loads"]
