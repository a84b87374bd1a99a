"""What a page of HTML must have so that everybody can read it, told without a browser."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_VAGUE = frozenset({"click here", "here", "link", "more", "read more", "this"})
_HEADING = re.compile(r"h[1-6]")
_FROM_OUTSIDE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
_LOADED_BY_STYLE = re.compile(r"@import|url\(\s*['\"]?(https?:)?//", re.IGNORECASE)


def faults_of(page: str) -> tuple[str, ...]:
    """Tell what a page lacks: a language, headings in order, names of tables and links."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return (*reader.faults, *_of_the_whole(reader))


def outline(page: str) -> Counter[str]:
    """Count the elements of a page, and the attributes of each."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.elements


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.elements: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.headings: list[int] = []
        self.language = ""
        self.title = ""
        self._open: list[str] = []
        self._texts: list[list[str]] = []
        self._named: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.update([tag, *(f"{tag} {name}" for name in given)])
        self.ids.update([given["id"]] if "id" in given else [])
        self.faults.extend(_of_element(tag, given))
        if tag == "html":
            self.language = given.get("lang", "")
        if _HEADING.fullmatch(tag):
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self._open.append(tag)
            self._texts.append([])
            self._named.append("aria-label" in given)

    def handle_data(self, data: str) -> None:
        for texts in self._texts:
            texts.append(data)
        if self._open and self._open[-1] == "style" and _LOADED_BY_STYLE.search(data):
            self.faults.append("its style loads something from elsewhere")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> does not end what is open: {self._open}")
            return
        self._open.pop()
        text = " ".join("".join(self._texts.pop()).split())
        is_named = self._named.pop()
        if tag == "title" and not self.title:
            self.title = text
        if tag in {"a", "button", "caption", "th"} or _HEADING.fullmatch(tag):
            if not text and not is_named:
                self.faults.append(f"a <{tag}> without words")
            if tag == "a" and text.lower() in _VAGUE:
                self.faults.append(f"a link that says {text!r}, and not where it leads")

    def close(self) -> None:
        super().close()
        if self._open:
            self.faults.append(f"it ends within {self._open}")


def _of_element(tag: str, given: dict[str, str]) -> Iterator[str]:
    if tag == "img" and "alt" not in given:
        yield "a picture without a text in its place"
    if tag == "svg" and not {"aria-labelledby", "aria-label", "aria-hidden"} & {*given}:
        yield "a drawing without a name"
    if tag == "th" and "scope" not in given:
        yield "a <th> that does not say of what it is the head"
    if tag == "a" and not given.get("href"):
        yield "a link that leads nowhere"
    if tag == "script" and given.get("type") != "application/ld+json":
        yield "a script"
    if any(name.startswith("on") for name in given):
        yield f"a <{tag}> that runs a script"
    if tag not in {"a", "form"}:
        loads = [given.get(name, "") for name in ("src", "href", "data", "poster")]
        if any(map(_FROM_OUTSIDE.match, loads)):
            yield f"a <{tag}> that loads something from elsewhere"


def _of_the_whole(page: _Reader) -> Iterator[str]:
    if not page.language:
        yield "no language: <html lang=…>"
    if not page.title:
        yield "no title"
    if page.headings.count(1) != 1:
        yield f"{page.headings.count(1)} headings of the first level, instead of one"
    for before, after in zip([0, *page.headings], page.headings, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} after one of level {before}"
    if page.elements["table"] > page.elements["caption"]:
        yield "a table without a caption"
    for name, times in page.ids.items():
        if times > 1:
            yield f"the id {name!r} {times} times"
