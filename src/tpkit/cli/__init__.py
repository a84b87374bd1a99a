"""The `tpkit` command: a thin face over calls that Python has too.

```text
tpkit check PATH     what the checks say         exit code 0, 1 or 2
tpkit pack PATH      every document, in a folder
tpkit status PATH    what is due, late and delivered
tpkit forecast PATH  when it will be finished, and how likely in time
tpkit clashes PATH   who or what is booked twice
tpkit review PATH    where the timetable does not keep what was agreed
tpkit propose PATH   a timetable that keeps the rules and costs little
tpkit explain PATH   why there is none, and what would help
tpkit options PATH SESSION    the best slots for one session
tpkit moved OLD NEW  what has moved, and who has to be told
tpkit calendars PATH calendars of all, and of each person, venue and audience
tpkit schema         the JSON Schema of documents
```

`PATH` is a portfolio: a file or a folder. It needs the extra `cli`:
`python -m pip install "tpkit[cli]"`.
"""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

from tpkit.errors import MissingExtraError

__all__ = ["main"]

_LIBRARIES = ("rich", "typer")

_INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it; Typer gives the same once it runs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments*, or with those of the process; give its exit code.

    Nothing is raised for what a user can get wrong: it is told on standard error.
    """
    try:
        app = _loaded()
    except MissingExtraError as error:
        print(error, file=sys.stderr)  # noqa: T201  # there is nothing else to tell it
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    exit_code: int = app.run(sys.argv[1:] if arguments is None else arguments)
    return exit_code


def _loaded() -> Any:
    try:
        return importlib.import_module("tpkit.cli._app")
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in _LIBRARIES:
            raise
        raise MissingExtraError(library, "cli") from error
