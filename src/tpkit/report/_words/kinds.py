"""What kind of text a field of a context holds, where that is more than words."""

from typing import Annotated

import attrs


@attrs.frozen
class Kind:
    """Says more of a field than its type does."""

    name: str


MACHINE = Kind("machine")
PERSONAL = Kind("personal")

Machine = Annotated[str, MACHINE]
"""A text for machines: a style's level, a `datetime`, an address. Never a person's words."""
Personal = Annotated[str, PERSONAL]
"""A text that differs from one person's document to the next: a name, a reference."""
