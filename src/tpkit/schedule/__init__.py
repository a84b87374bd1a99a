"""When and where: what cannot be true of a timetable.

`clashes` looks at the sessions of a portfolio and gives every pair that asks one person,
one venue or one audience to be in two places at once.
"""

from tpkit.schedule._clashes import Clash, ClashKind, clashes

__all__ = ["Clash", "ClashKind", "clashes"]
