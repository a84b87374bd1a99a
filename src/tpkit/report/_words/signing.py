"""Lines on which people sign."""

import attrs


@attrs.frozen(kw_only=True)
class SignatureLine:
    """A line on which somebody signs, or is recorded to have signed."""

    capacity: str
    """For whom, or as what: `Hilltop Council`, `Facilitator`."""
    name: str
    """Who signs; empty to be filled in."""
    date: str
    """When it was signed: `1 April 2022`; empty to be filled in."""
