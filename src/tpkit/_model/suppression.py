"""Findings the partnership has looked at and accepted."""

import re

import attrs
import pendulum

from tpkit._model._checked import ID_PATTERN, checked
from tpkit.errors import FieldError

__all__ = ["Suppression"]

_CODE = re.compile(r"[A-Z]{2,}[0-9]{3,}", re.ASCII)
_ABOUT = re.compile(ID_PATTERN, re.ASCII)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Suppression:
    """A decision to live with one check's findings, with a reason and, best, an end."""

    code: str
    """The check's code: `TP505`."""
    reason: str
    """Why the finding is accepted: read by whoever meets it next."""
    about: str = ""
    """The id of the noun concerned; empty for the whole portfolio."""
    until: pendulum.Date | None = None
    """The last day it holds; None for good."""

    def __attrs_post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise FieldError("Suppression", "code", "a code such as TP505", self.code)
        if self.about and not _ABOUT.fullmatch(self.about):
            raise FieldError("Suppression", "about", "an id", self.about)

    def holds(self, on: pendulum.Date) -> bool:
        """Say whether it is in force on that day."""
        return self.until is None or on <= self.until
