"""Two portfolios that stay as they are, for documentation and tests."""

import functools
from importlib import resources

from tpkit import files
from tpkit._model.ids import PartnershipId
from tpkit._model.partnership import Partnership
from tpkit._model.portfolio import Portfolio


@functools.cache
def northshire() -> Portfolio:
    """Give a made-up partnership's whole record, with something in every family.

    It tells the financial year 2024/25 of three employers and a university: a bid that
    was awarded in part, workshops, a learning set, a study with a focus group, a toolkit
    under test, and a milestone that slips.
    """
    text = resources.files("tpkit.testing").joinpath("northshire.yaml").read_bytes()
    return files.loads(text, format="yaml")


@functools.cache
def smallest() -> Portfolio:
    """Give the least that is a portfolio: a partnership with an id and a name."""
    return Portfolio(
        partnership=Partnership(id=PartnershipId("tp"), name="Our partnership")
    )
