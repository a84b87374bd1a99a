"""Templates with one letter wrong, to prove that no misspelling gets past the checker."""

import re
from collections.abc import Collection, Iterator
from importlib.resources.abc import Traversable

import attrs
import jinja2

from tpkit.report._checking.review import Checker
from tpkit.report._document.document import Document
from tpkit.report._document.formats import format_of
from tpkit.report._templates.layers import FRAME, LayeredLoader, Place

_KEYWORDS = frozenset(
    [
        "and",
        "as",
        "autoescape",
        "block",
        "call",
        "context",
        "else",
        "elif",
        "endautoescape",
        "endblock",
        "endcall",
        "endfilter",
        "endfor",
        "endif",
        "endmacro",
        "endset",
        "endwith",
        "extends",
        "false",
        "filter",
        "for",
        "from",
        "if",
        "ignore",
        "import",
        "in",
        "include",
        "is",
        "macro",
        "missing",
        "none",
        "not",
        "or",
        "recursive",
        "required",
        "scoped",
        "set",
        "true",
        "with",
        "without",
    ]
)
_WORD = re.compile(r"[^\W\d]\w*")


@attrs.frozen(kw_only=True)
class Misspelling:
    """A template's text with one letter of one name wrong."""

    place: Place
    line: int
    name: str
    """The name as it should be."""
    wrong: str
    """The name as it is."""
    text: str
    """The whole template."""


def misspellings(
    environment: jinja2.Environment,
    place: Place,
    text: str,
    valid: Collection[str],
) -> Iterator[Misspelling]:
    """Yield every name of a template with every letter dropped, doubled and replaced.

    What happens to be one of the *valid* names is no misspelling, and is left out.
    """
    for start, line, name in names(environment, text):
        for wrong in dict.fromkeys(_wrong(name)):
            if wrong not in valid and wrong not in _KEYWORDS:
                changed = text[:start] + wrong + text[start + len(name) :]
                yield Misspelling(
                    place=place, line=line, name=name, wrong=wrong, text=changed
                )


def names(environment: jinja2.Environment, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each name in a template, with where it begins and its line.

    Names are those of values, fields, filters, tests, blocks, macros and their
    arguments, also where they stand in quotes, as in `map("upper")`.
    """
    at = 0
    for line, kind, token in environment.lex(text):
        start = text.index(token, at)
        at = start + len(token)
        if kind == "name" and token not in _KEYWORDS:
            yield start, line, token
        if kind == "string" and _WORD.fullmatch(token[1:-1]) and _is_name(text, start):
            yield start + 1, line, token[1:-1]


_CALLED = re.compile(
    r"\b(?:map|(?:select|reject)(?:attr)?|groupby|sum)\((?:[^()]*,\s*)?$"
)
_ATTRIBUTE = re.compile(r"\battribute\s*=\s*$")


def _is_name(text: str, start: int) -> bool:
    before = text[max(0, start - 80) : start]
    return bool(_CALLED.search(before) or _ATTRIBUTE.search(before))


def _wrong(name: str) -> Iterator[str]:
    for place, letter in enumerate(name):
        before, after = name[:place], name[place + 1 :]
        if len(name) > 1:
            yield before + after
        yield before + letter + letter + after
        yield before + ("q" if letter != "q" else "x") + after


class _Changed(LayeredLoader):
    """Layers in which one template's text is another."""

    def __init__(
        self, layers: tuple[Traversable, ...], place: Place, text: str
    ) -> None:
        super().__init__(layers)
        self._changed = (place, text)

    def text(self, place: Place) -> str:
        """Give a template's text."""
        changed, text = self._changed
        return text if place == changed else super().text(place)


def is_caught(checker: Checker, documents: list[Document], one: Misspelling) -> bool:
    """Say whether the checker finds fault with a misspelt template."""
    changed = attrs.evolve(
        checker,
        loader=_Changed(checker.loader.layers, one.place, one.text),
        trees=checker.trees.without(checker.loader.shown(one.place)),
    )
    folder = one.place.name.partition("/")[0]
    using = [d for d in documents if folder in {d.name, FRAME}]
    if folder == FRAME and changed.check_shared():
        return True
    return any(changed.check(document) for document in using)


def all_misspellings(
    checker: Checker, layer: int, valid: Collection[str]
) -> Iterator[Misspelling]:
    """Yield those of every template of a layer."""
    for name in checker.loader.names():
        place = Place(layer=layer, name=name)
        environment = checker.sandboxes[format_of(name)]
        yield from misspellings(environment, place, checker.loader.text(place), valid)


def valid_names(checker: Checker, layer: int) -> frozenset[str]:
    """Give every name that the templates of a layer use."""
    return frozenset(
        found
        for name in checker.loader.names()
        for _, _, found in names(
            checker.sandboxes[format_of(name)],
            checker.loader.text(Place(layer=layer, name=name)),
        )
    )
