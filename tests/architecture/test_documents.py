"""What holds for everything a person reads: the README, the docs, the docstrings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

LABELS = {"python", "yaml", "json", "toml", "text", "console", "bash", "html", "jinja"}
"""The labels a fence may have. Sybil passes by a label it does not know, so that a
`pycon` block would look tested and never run."""

GENERATED = {"out", "site", "dist", "build", "__pycache__"}

MACHINE_PATHS = re.compile(
    r"/(home|Users|root|work|farm|tmp)/\w|[A-Z]:\\\\?Users|[/\\]site-packages[/\\]"
)


def pages(root: Path) -> Iterator[Path]:
    yield from sorted(root.glob("*.md"))
    yield from sorted((root / "docs").rglob("*.md"))


def files(root: Path) -> Iterator[Path]:
    """Yield every file that belongs to the project, as text editors would see it."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        hidden = inside[0].startswith(".") and inside[0] not in {".ci", ".gitignore"}
        if path.is_file() and not hidden and not GENERATED & set(inside):
            yield path


def fences(text: str) -> Iterator[str]:
    """Yield the label of every fence that opens."""
    opened = ""
    for line in text.splitlines():
        if match := re.match(r"[ \t>]*(`{3,}|~{3,})\s*(.*)$", line):
            fence, label = match[1], match[2].strip()
            if not opened:
                opened = fence
                yield re.sub(r' title=".+"$', "", label)
            elif fence.startswith(opened) and not label:
                opened = ""


def test_a_fence_has_a_label_that_is_known(root: Path) -> None:
    found = {
        f"{page.relative_to(root)}: {label!r}"
        for page in pages(root)
        for label in fences(page.read_text(encoding="utf-8"))
        if label not in LABELS
    }

    assert found == set()


def test_a_docstrings_fence_has_a_label_that_is_known(source: Path) -> None:
    docstrings = [text for _, text in texts(ast.parse(source.read_text("utf-8")))]

    assert {label for text in docstrings for label in fences(text)} <= LABELS


def test_the_search_for_fences_sees_labels() -> None:
    text = "```python\n>>> 1\n```\n\n````text\n```\nno fence\n```\n````\n\n    ```\n"

    assert list(fences(text)) == ["python", "text", ""]


def test_a_label_may_be_followed_by_a_title() -> None:
    assert list(fences('```yaml title="plan.yaml"\n```\n')) == ["yaml"]


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every string that stands alone: docstrings, and the notes below fields."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node.lineno, text


def test_a_session_stands_where_it_runs(source: Path) -> None:
    """Only docstrings are run; a `>>>` in a field's note would only look tested."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        node.body[0].lineno
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and ast.get_docstring(node)
    }

    assert [n for n, text in texts(tree) if ">>>" in text and n not in docstrings] == []


def test_no_file_names_a_machines_own_folders(root: Path) -> None:
    found = {}
    for path in files(root):
        if path == Path(__file__) or path.suffix in {".png", ".docx", ".xlsx", ".pdf"}:
            continue
        if match := MACHINE_PATHS.search(path.read_text(encoding="utf-8")):
            found[str(path.relative_to(root))] = match[0]

    assert found == {}


@pytest.mark.parametrize(
    "text", ["/home/me/tpkit", "/tmp/x.txt", "C:\\Users\\me", "lib/site-packages/tpkit"]
)
def test_the_search_for_machine_paths_finds_one(text: str) -> None:
    assert MACHINE_PATHS.search(text)


def test_a_source_key_is_on_the_sources_page(source: Path, root: Path) -> None:
    page = (root / "docs" / "reference" / "sources.md").read_text(encoding="utf-8")
    known = set(re.findall(r"#source-\S+ }(\S+) \|", page))
    tree = ast.parse(source.read_text(encoding="utf-8"))
    cited = {
        key
        for _, text in texts(tree)
        for key in re.findall(r"(?<![`\w\])])\[([A-Z][A-Za-z0-9-]+)\]", text)
    }

    assert len(known) > 100
    assert cited <= known


def test_a_source_key_has_one_line(root: Path) -> None:
    page = (root / "docs" / "reference" / "sources.md").read_text(encoding="utf-8")
    anchors = re.findall(r"#(source-\S+) }(\S+) \|", page)

    assert len(set(anchors)) == len(anchors)
    assert all(anchor == f"source-{key.lower()}" for anchor, key in anchors)


def test_a_room_has_its_page_in_the_reference(
    rooms: dict[str, ModuleType], root: Path
) -> None:
    written = {
        directive
        for page in (root / "docs" / "reference").rglob("*.md")
        for directive in re.findall(
            r"^::: (\S+)", page.read_text("utf-8"), re.MULTILINE
        )
    }

    assert set(rooms) <= written
