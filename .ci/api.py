"""The public API as text: one line a name, so that a change of it shows in a diff.

`python .ci/api.py` compares the source with tests/api/tpkit.txt and fails where they
differ; `python .ci/api.py --write` writes the file.
"""

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parents[1]
SNAPSHOT = ROOT / "tests" / "api" / "tpkit.txt"


def main(arguments: list[str]) -> int:
    """Write the snapshot, or say how the source differs from it."""
    now = "\n".join(api()) + "\n"
    if arguments == ["--write"]:
        SNAPSHOT.write_text(now, encoding="utf-8")
        return 0
    then = SNAPSHOT.read_text(encoding="utf-8")
    differences = list(
        difflib.unified_diff(
            then.splitlines(),
            now.splitlines(),
            str(SNAPSHOT),
            "the source",
            lineterm="",
        )
    )
    for line in differences:
        print(line)
    if differences:
        print(
            "\nIf the change is meant: python .ci/api.py --write, and say so in CHANGELOG.md"
        )
    return 1 if differences else 0


def api() -> Iterator[str]:
    """Yield the lines, a room at a time."""
    package = griffe.load("tpkit", search_paths=[ROOT / "src"])
    if not isinstance(package, griffe.Module):
        raise TypeError(package)
    for room in _rooms(package):
        for name in sorted(str(exported) for exported in room.exports or ()):
            yield from _lines(f"{room.path}.{name}", room[name])


def _rooms(module: griffe.Module) -> Iterator[griffe.Module]:
    """Yield a module and the public ones within it."""
    yield module
    for name, inner in sorted(module.modules.items()):
        if not name.startswith("_"):
            yield from _rooms(inner)


def _lines(path: str, item: griffe.Object | griffe.Alias) -> Iterator[str]:
    target = item.final_target if isinstance(item, griffe.Alias) else item
    if isinstance(target, griffe.Module):
        return  # a room within, which has lines of its own
    if isinstance(target, griffe.Class):
        bases = ", ".join(str(base) for base in target.bases)
        yield f"{path}: class({bases})" if bases else f"{path}: class"
        for name, member in target.members.items():
            if not name.startswith("_") or name in {"__call__", "__init__"}:
                yield from _lines(f"{path}.{name}", member)
    elif isinstance(target, griffe.Function):
        parameters = str(target.signature()).removeprefix(target.name)
        yield f"{path}{parameters}"
    elif isinstance(target, griffe.Attribute):
        kind = " (property)" if "property" in target.labels else ""
        annotation = f": {target.annotation}" if target.annotation else ""
        yield f"{path}{annotation}{kind}{_value(target)}"


def _value(attribute: griffe.Attribute) -> str:
    # What `__init__` stores is told by its parameters already.
    if attribute.value is None or "class-attribute" not in attribute.labels:
        return ""
    return f" = {' '.join(str(attribute.value).split())}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
