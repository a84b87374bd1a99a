"""How much a template has made: work and letters, each up to a limit."""

import threading

import attrs
from jinja2.exceptions import SecurityError


@attrs.frozen(kw_only=True)
class Budget:
    """How much one document may cost to make."""

    work: int = 5_000_000
    """Parts of expressions that are worked out; a row of a table takes some dozens."""
    letters: int = 12_000_000
    """Letters that are printed or joined, those within macros once more."""
    output: int = 5_000_000
    """Bytes of the document itself."""


class Meter(threading.local):
    """What is left of a budget, for each thread by itself."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.work = budget.work
        self.letters = budget.letters
        self.has_holes = False

    def begin(self, *, has_holes: bool = False) -> None:
        """Give the whole budget anew, for the next document.

        One that *has_holes* is filled before all its texts are known.
        """
        self.has_holes = has_holes
        self.work = self.budget.work
        self.letters = self.budget.letters

    def charge(self, work: int, letters: int) -> None:
        """Take something away.

        Raises:
            SecurityError: there is not as much left.
        """
        self.work = work_left = self.work - work
        self.letters = letters_left = self.letters - letters
        if work_left < 0 or letters_left < 0:
            raise self.spent()

    def capture(self) -> None:
        """Refuse to keep what a part writes where texts are not known yet.

        Raises:
            SecurityError: they are not.
        """
        if self.has_holes:
            raise SecurityError("expected texts that are only printed")

    def spent(self) -> SecurityError:
        """Give the error that says what there was too much of."""
        if self.work < 0:
            return SecurityError(
                f"expected at most {self.budget.work:,} steps of work for one document, "
                "got more; look for a loop within a loop"
            )
        return SecurityError(
            f"expected at most {self.budget.letters:,} letters for one document, "
            "got more; look for what repeats itself"
        )

    def room(self, letters: int) -> None:
        """Refuse to make a text of that length where there is no room for it."""
        if letters > self.letters:
            self.letters = -1
            raise self.spent()
