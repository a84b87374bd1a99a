"""The contracts of the built-in documents, compared with what their files say.

    python .ci/contracts.py             # fails where a file is not what is derived
    python .ci/contracts.py --write     # writes them anew
    python .ci/contracts.py --release   # lets those of now be the released ones

A contract whose number is too low for what has changed since the last release is
refused in any case: raise `contract` in the document's manifest.toml.
"""

import sys
from pathlib import Path

from tpkit.report import STANDARD, Reporter
from tpkit.report._contracts.stored import CONTRACT, Stored, dumped, refused, stored_in

TEMPLATES = Path(__file__).parents[1] / "src" / "tpkit" / "report" / "templates"


def main(arguments: list[str]) -> int:
    """Compare, or write, and give the exit code."""
    reporter = Reporter()
    wrong = 0
    for document in STANDARD:
        folder = TEMPLATES / document.name
        before = stored_in(folder)
        now = reporter.contract(document.name)
        released = before.released if before else None
        why = refused(now, released)
        if "--release" in arguments:
            released = now
        text = dumped(Stored(now=now, released=released))
        file = folder / CONTRACT
        if why:
            print(f"{document.name}: {why}")
            wrong += 1
        elif arguments:
            file.write_text(text, encoding="utf-8", newline="\n")
        elif before != Stored(now=now, released=released):
            print(f"{document.name}: {CONTRACT} is not what is derived; use --write")
            wrong += 1
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
