"""A layer of templates that are in memory, and in no folder."""

from collections.abc import Iterator, Mapping
from typing import Any


class TextLayer:
    """A layer, or a folder or a file of one, of which all is in memory."""

    def __init__(self, shown: str, texts: Mapping[str, str], path: str = "") -> None:
        self._shown = shown
        self._texts = texts
        self._path = path

    def __str__(self) -> str:
        return f"{self._shown}/{self._path}" if self._path else self._shown

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self._path.rpartition("/")[2]

    def joinpath(self, *descendants: Any) -> "TextLayer":
        """Give what lies within."""
        path = "/".join(filter(None, [self._path, *map(str, descendants)]))
        return TextLayer(self._shown, self._texts, path)

    def __truediv__(self, child: Any) -> "TextLayer":
        return self.joinpath(child)

    def is_file(self) -> bool:
        """Say whether it is a template."""
        return self._path in self._texts

    def is_dir(self) -> bool:
        """Say whether anything lies within."""
        return not self.is_file()

    def iterdir(self) -> Iterator["TextLayer"]:
        """Yield what lies within."""
        start = f"{self._path}/" if self._path else ""
        inside = [n.removeprefix(start) for n in self._texts if n.startswith(start)]
        for name in dict.fromkeys(name.partition("/")[0] for name in inside):
            yield self.joinpath(name)

    def read_text(self, encoding: str | None = None) -> str:
        """Give its text."""
        del encoding
        return self._texts[self._path]
