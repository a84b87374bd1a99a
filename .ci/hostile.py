"""Every hostile template, filled by a process of its own as `fill_apart` does.

    python .ci/hostile.py

Printed for each: what came of it, the CPU time of the other process beside its start, and
the most memory that any of them has had. Exits with 1 where a template wrote something,
or took more than 2 s of computing or 256 MiB on top of what the process has at its start.
"""

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from tpkit.errors import TemplateError
from tpkit.report import Document, Link, Reporter, fill_apart

HOSTILE = Path(__file__).parents[1] / "tests" / "report" / "hostile"
SECONDS, MEMORY = 2.0, 256 * 1024
START_VARIES = 0.3


@attrs.frozen(kw_only=True)
class Note:
    """What the templates may read."""

    text: str = "a <b> & c"
    words: tuple[str, ...] = ("one", "two")
    number: int = 3
    link: Link = attrs.field(factory=lambda: Link(text="x", href="https://a.example"))


NOTE = Document(
    name="note",
    title="Note",
    context=Note,
    build=lambda *_: Note(),
    formats=("html",),
)


def run(template: str) -> tuple[str, float]:
    """Fill one template; give what it wrote, and the time of the other process."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "note", "page.html.j2")
        page.parent.mkdir()
        page.write_text(template, encoding="utf-8")
        reporter = Reporter(layers=[Path(folder)], documents=[NOTE])
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            written = "".join(fill_apart(reporter, [Note()]))
        except TemplateError:
            written = ""
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return written, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Run them all, and judge."""
    _, start = run("x")
    least = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    files = sorted(HOSTILE.glob("*.j2"))
    leaks = slow = 0
    for file in files:
        written, seconds = run(file.read_text(encoding="utf-8"))
        leaks += bool(written)
        slow += seconds - start > SECONDS + START_VARIES
        print(
            f"{file.name:40} {'LEAKS' if written else 'refused'} {seconds - start:5.1f} s"
        )
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - least
    print(f"{leaks} of {len(files)} wrote something, {slow} took too long")
    print(f"the most memory beyond the start: {most / 1024:.0f} MiB")
    return int(leaks + slow > 0 or most > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
