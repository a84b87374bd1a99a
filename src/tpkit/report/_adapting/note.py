"""The first line of a template of your own: what it adapts, as it was then."""

import hashlib
import re

import attrs

_NOTE = re.compile(
    r"\{#- (?P<name>\S+), contract (?P<contract>\d+\.\d+)"
    r"(?:, copy of (?P<digest>[0-9a-f]{64}))? -#\}"
)


@attrs.frozen(kw_only=True)
class Note:
    """What a template of your own was made from."""

    name: str
    """The template below: `invitation/page.html.j2`."""
    contract: str
    """The number of the document's contract then."""
    digest: str = ""
    """For a whole copy, the SHA-256 of what was copied; empty for a template of blocks."""

    @classmethod
    def of(cls, text: str) -> "Note | None":
        """Read the note of a template; None where it has none."""
        found = _NOTE.match(text)
        return cls(**found.groupdict(default="")) if found else None

    def __str__(self) -> str:
        copied = f", copy of {self.digest}" if self.digest else ""
        return f"{{#- {self.name}, contract {self.contract}{copied} -#}}"


def digest_of(text: str) -> str:
    """Give the SHA-256 of a template."""
    return hashlib.sha256(text.encode()).hexdigest()
