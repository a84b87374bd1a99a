"""Reads a document that was designed in Word as a template of that document.

Tags are typed where the text is wanted: `{{ name }}`, `{% if note %}`. Word splits what
is typed over runs as it pleases; here each tag is put together again. A row of a table,
or a paragraph, with nothing in it but `{% … %}` is taken out, and leaves its tags: so a
loop stands in the row above and the row below those that it repeats.

The template that comes of it has a line for each paragraph, so that an error's line can
be told as a place in the document.
"""

import base64
import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from tpkit.errors import TemplateError
from tpkit.report._escaping.html import escape
from tpkit.report._formats.office import refuse_unsound

Child = Any
"""An `Element`, or a text as it stands in the file."""


@attrs.frozen(kw_only=True)
class Designed:
    """A document that was designed in Word, as a template."""

    text: str
    """The package in one text, with Jinja's tags in it."""
    spots: tuple[str, ...]
    """For each line of the text where that is: `paragraph 3 (table 1, row 2, cell 1)`."""


def designed(octets: bytes, file: str) -> Designed:
    """Read a .docx as a template.

    Raises:
        TemplateError: it is no .docx, or holds macros, or would load something.
    """
    parts = _parts_in(octets, file)
    writer = _Writer(file)
    # The document comes first, so that its paragraphs are counted from the first line.
    for name in sorted(parts, key=lambda name: (name != _DOCUMENT, name)):
        _write_part(writer, name, parts[name], parts.types)
    return writer.designed()


# ----------------------------------------------------------------------- the package

_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_MOST = 20_000_000
"""Octets of all parts of a document together."""
_WITH_TAGS = re.compile(r"(word/(document|header\d*|footer\d*)|docProps/core)\.xml")
_LEFT_OUT = re.compile("docProps/(thumbnail|app|custom)|word/webSettings|customXml/")
_LED_OUT = re.compile("docProps/(thumbnail|app|custom)|webSettings|customXml/")


class _Parts(dict[str, bytes]):
    """What a package holds, and of which type each is."""

    def __init__(self, parts: dict[str, bytes], types: str) -> None:
        super().__init__(parts)
        self._types = types

    def types(self, name: str) -> str:
        """Give the type of a part."""
        own = re.search(
            rf'<Override[^>]*PartName="/{re.escape(name)}"[^>]*>', self._types
        )
        ending = name.rpartition(".")[2]
        other = re.search(
            rf'<Default[^>]*Extension="{re.escape(ending)}"[^>]*>',
            self._types,
            re.IGNORECASE,
        )
        found = re.search('ContentType="([^"]*)"', (own or other or [""])[0])
        return found[1] if found else "application/octet-stream"


def _parts_in(octets: bytes, file: str) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            names = archive.namelist() if size <= _MOST else []
            held = {name: archive.read(name) for name in names if name[-1] != "/"}
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError) as error:
        raise TemplateError(
            f"{file}: expected a Word document (.docx), got what is none; "
            "save it anew in Word"
        ) from error
    if size > _MOST:
        raise TemplateError(
            f"{file}: expected at most {_MOST:,} bytes in a document, got {size:,}; "
            "make its pictures smaller"
        )
    if _DOCUMENT not in held or _TYPES not in held:
        raise TemplateError(
            f"{file}: expected a Word document (.docx), got a package without "
            f"{_DOCUMENT}; save it anew in Word"
        )
    types = held.pop(_TYPES).decode()
    _refuse_macros(types, file)
    return _Parts(_kept(held, file), types)


def _kept(held: dict[str, bytes], file: str) -> dict[str, bytes]:
    """Give the parts of a document, without what its designer left in it unseen."""
    kept = {name: part for name, part in held.items() if not _LEFT_OUT.match(name)}
    for name in filter(lambda name: name.endswith(".rels"), [*kept]):
        leads = re.sub("<Relationship [^>]*>", _leads(file), kept[name].decode())
        kept[name] = leads.encode()
    return kept


def _refuse_macros(types: str, file: str) -> None:
    if "macroEnabled" in types or "vbaProject" in types:
        raise TemplateError(
            f"{file}: expected a document without macros, got one with; "
            "save it as a Word document (.docx)"
        )


def _leads(file: str) -> Callable[[re.Match[str]], str]:
    """Give what keeps each way from one part to another, but for those left out."""

    def kept(match: re.Match[str]) -> str:
        target = re.search('Target="([^"]*)"', match[0])
        where = target[1] if target else ""
        if 'TargetMode="External"' in match[0] and "/hyperlink" not in match[0]:
            raise TemplateError(
                f"{file}: expected a document that holds all it shows, got one that "
                f"loads {where!r}; put the picture in, and attach no template"
            )
        return "" if _LED_OUT.search(where) else match[0]

    return kept


class _Writer:
    """Puts lines together, and notes what each is of."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []
        self.spots: list[str] = []

    def add(self, text: str, spot: str) -> None:
        self.lines.append(text)
        self.spots.append(spot)

    def designed(self) -> Designed:
        head = '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        self.lines[0] = head + self.lines[0]
        self.add("</pkg:package>", "")
        return Designed(text="\n".join(self.lines), spots=tuple(self.spots))


def _write_part(writer: _Writer, name: str, octets: bytes, type_of: Any) -> None:
    kind = escape(type_of(name))
    opening = f'<pkg:part pkg:name="/{escape(name)}" pkg:contentType="{kind}">'
    if not kind.endswith(("xml", "+xml")):
        held = base64.b64encode(octets).decode()
        writer.add(f"{opening}<pkg:binaryData>{held}</pkg:binaryData></pkg:part>", name)
        return
    refuse_unsound(octets, f"{writer.file}, {name}")
    text = re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", octets.decode("utf-8-sig"))
    text = re.sub(r"[\r\n]+", " ", text)
    if not _WITH_TAGS.fullmatch(name):
        held = f"{{% raw %}}{text}{{% endraw %}}"
        writer.add(f"{opening}<pkg:xmlData>{held}</pkg:xmlData></pkg:part>", name)
        return
    where = "" if name in {_DOCUMENT, "docProps/core.xml"} else f"{_said(name)}, "
    root = parsed(text)
    _mend(root)
    writer.add(f"{opening}<pkg:xmlData>", where.rstrip(", ") or name)
    for line, spot in _Counter(file=writer.file, where=where).lines(root):
        writer.add(line, spot)
    writer.add("</pkg:xmlData></pkg:part>", "")


def _said(name: str) -> str:
    return "footer" if "footer" in name else "header"


# -------------------------------------------------------------------------- the tree


@attrs.define(kw_only=True)
class Element:
    """An element of XML as it stands in the file."""

    name: str
    opening: str
    children: list[Child] = attrs.field(factory=list)
    closing: str = ""

    def __str__(self) -> str:
        return f"{self.opening}{''.join(map(str, self.children))}{self.closing}"

    def all(self, *names: str) -> Iterator["Element"]:
        """Yield the elements within that have one of those names, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.name in names:
                    yield child
                yield from child.all(*names)


_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"</?([\w:.-]+)")


def parsed(text: str) -> Element:
    """Read XML so that what is not changed is written again letter for letter."""
    root = Element(name="", opening="")
    open_ = [root]
    place = 0
    for match in _TAG.finditer(text):
        if match.start() > place:
            open_[-1].children.append(text[place : match.start()])
        place = match.end()
        tag = match[0]
        name = _NAME.match(tag)
        if name is None:
            open_[-1].children.append(tag)
        elif tag.startswith("</"):
            open_.pop().closing = tag
        else:
            element = Element(name=name[1], opening=tag)
            open_[-1].children.append(element)
            if not tag.endswith("/>"):
                open_.append(element)
    return root


# -------------------------------------------------------------------------- the tags

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_OPEN = re.compile(r"\{[{%#].{0,40}")
_FOR_MACHINES = re.compile(r"\{%.*?%\}|\{#.*?#\}")
_OF_DOCXTPL = re.compile(r"\{%(-?)(?:tr|p) ")
"""docxtpl marks a tag that takes its row or its paragraph away; here it need not be."""
_TYPED = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NO-BREAK SPACE}": " ",
    }
)
"""What Word makes of the quotation marks that somebody types."""


def _mend(root: Element) -> None:
    """Put each tag together in the run where it begins, as Jinja reads it."""
    for paragraph in root.all("w:p"):
        texts = [*_own_texts(paragraph)]
        for text, held in zip(texts, _joined([_words(t) for t in texts]), strict=True):
            text.children = [held]
            text.opening = '<w:t xml:space="preserve">'
            text.closing = "</w:t>"


def _own_texts(paragraph: Element) -> Iterator[Element]:
    """Yield the texts of a paragraph that are not of a text box within it."""
    for child in paragraph.children:
        if isinstance(child, Element) and child.name != "w:p":
            if child.name == "w:t":
                yield child
            yield from _own_texts(child)


def _words(text: Element) -> str:
    return "".join(map(str, text.children))


def _joined(texts: list[str]) -> list[str]:
    """Move the letters of each tag into the text where it begins."""
    owners = [index for index, text in enumerate(texts) for _ in text]
    whole = "".join(texts)
    parts = [""] * len(texts)
    place = 0
    for match in _JINJA.finditer(whole):
        for at in range(place, match.start()):
            parts[owners[at]] += whole[at]
        parts[owners[match.start()]] += _as_typed(match[0])
        place = match.end()
    for at in range(place, len(whole)):
        parts[owners[at]] += whole[at]
    return parts


def _as_typed(tag: str) -> str:
    plain = html.unescape(tag).translate(_TYPED)
    return _OF_DOCXTPL.sub(r"{%\1 ", plain)


# -------------------------------------------------------------------------- the lines


@attrs.define(kw_only=True)
class _Counter:
    """Counts paragraphs, tables, rows and cells, as somebody who looks for one does."""

    file: str
    where: str
    paragraphs: int = 0
    tables: int = 0
    inside: list[str] = attrs.field(factory=list)

    def lines(self, root: Element) -> Iterator[tuple[str, str]]:
        """Yield a line for each paragraph, what comes before the next one with it."""
        line, spot = "", self.where.rstrip(", ")
        for text, begins in self.walk(root):
            if begins:
                yield line, spot
                line, spot = "", begins
            line += text
        yield line, spot

    def walk(self, element: Element) -> Iterator[tuple[str, str]]:
        """Yield pieces of the text, and of what begins a paragraph where it is."""
        match element.name:
            case "w:tbl":
                yield from self._table(element)
            case "w:p":
                self.paragraphs += 1
                table = f" ({', '.join(self.inside)})" if self.inside else ""
                spot = f"{self.where}paragraph {self.paragraphs}{table}"
                _refuse_open(element, f"{self.file} {spot}")
                yield "", spot
                only = _only_tags(element)
                yield (only, "") if only else (str(element), "")
            case _:
                yield element.opening, ""
                for child in element.children:
                    if isinstance(child, Element):
                        yield from self.walk(child)
                    else:
                        yield child, ""
                if element.name == "w:tc" and _ends_with_tags(element):
                    yield "<w:p/>", ""  # a cell must end with a paragraph
                yield element.closing, ""

    def _table(self, table: Element) -> Iterator[tuple[str, str]]:
        self.tables += 1
        before, number, rows = self.inside, self.tables, 0
        yield table.opening, ""
        for child in table.children:
            if isinstance(child, Element) and child.name == "w:tr":
                rows += 1
                self.inside = [*before, f"table {number}", f"row {rows}"]
                yield from self._row(child)
            else:
                yield str(child), ""
        self.inside = before
        yield table.closing, ""

    def _row(self, row: Element) -> Iterator[tuple[str, str]]:
        inside, is_gone = self.inside, bool(_only_tags(row))
        yield "" if is_gone else row.opening, ""
        cells = 0
        for child in row.children:
            if not isinstance(child, Element) or child.name != "w:tc":
                yield "" if is_gone else str(child), ""
                continue
            cells += 1
            self.inside = [*inside, f"cell {cells}"]
            for text, begins in self.walk(child):
                yield (_tags(text) if is_gone else text), begins
        yield "" if is_gone else row.closing, ""


def _refuse_open(paragraph: Element, where: str) -> None:
    words = "".join(map(_words, _own_texts(paragraph)))
    found = _OPEN.search(_JINJA.sub("", words))
    if found:
        raise TemplateError(
            f"{where}: expected a tag that ends in the paragraph where it begins, "
            f"got {html.unescape(found[0])!r}; close it, or write it on one line"
        )


def _only_tags(element: Element) -> str:
    """Give the tags of what holds nothing but tags for machines; else nothing."""
    if any(element.all("w:drawing", "w:pict", "w:object", "w:sectPr", "w:br")):
        return ""
    words = "".join(map(_words, element.all("w:t")))
    return _tags(words) if words and not _FOR_MACHINES.sub("", words).strip() else ""


def _tags(text: str) -> str:
    return "".join(_FOR_MACHINES.findall(text))


def _ends_with_tags(cell: Element) -> bool:
    last = [c for c in cell.children if isinstance(c, Element)][-1]
    return last.name == "w:p" and bool(_only_tags(last))
