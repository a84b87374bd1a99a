"""What is wrong with a template, and where."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from tpkit._text import did_you_mean


@attrs.frozen(kw_only=True, order=True)
class TemplateFault:
    """One thing that is wrong with a template, found without any data."""

    file: str
    """The file, as the layer names it."""
    line: int
    """The line in it, from 1; 0 where the file as a whole is meant."""
    message: str
    """What was expected and what is there, without a full stop."""
    is_warning: bool = False
    """Whether the document is right all the same, until the next version."""
    spot: str = ""
    """File and place, as people look for it: `page.docx paragraph 3 (table 1, …)`."""

    def __str__(self) -> str:
        return f"{self.spot or self.file}: {self.message}"


class Faults:
    """Faults as they are found: each once, wherever it was met again."""

    def __init__(self, spot: Callable[[str, int], str]) -> None:
        self._found: dict[TemplateFault, None] = {}
        self._spot = spot

    def add(
        self, file: str, line: int, message: str, *, is_warning: bool = False
    ) -> None:
        """Note one, unless it is known."""
        fault = TemplateFault(
            file=file,
            line=line,
            message=message,
            is_warning=is_warning,
            spot=self._spot(file, line) if line else "",
        )
        self.repeat(fault)

    def repeat(self, fault: TemplateFault) -> None:
        """Note one that was found elsewhere."""
        self._found.setdefault(fault)

    def __iter__(self) -> Iterator[TemplateFault]:
        return iter(sorted(self._found))


def hinted(message: str, name: str, choices: Iterable[str]) -> str:
    """Add `did you mean …` to a message where some choice is near."""
    hint = did_you_mean(name, [*choices])
    return f"{message}; {hint}" if hint else message
