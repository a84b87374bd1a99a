"""`tpkit pack`, and how folders of documents are written."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import pendulum
import typer
from rich.text import Text

from tpkit import interop, report
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.cli._arguments import Ignore, On, Place, read, today
from tpkit.cli._findings import found
from tpkit.cli._progress import ProgressLine
from tpkit.cli._templates import Layers, LookFile, reporter_of
from tpkit.cli._terminal import say
from tpkit.errors import OverwriteError, shown
from tpkit.schedule import Progress

To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where to put it.")]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Replace files that are no pack's; others stay."),
]


def pack(  # noqa: PLR0913  # one argument for each option
    path: Place,
    to: To,
    on: On = None,
    *,
    layer: Layers = None,
    look: LookFile = None,
    ignore: Ignore = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Write a PDF of each page too.")
    ] = False,
    overwrite: Overwrite = False,
) -> None:
    """Write every document into a folder, with a page of links."""
    day = on or today()
    portfolio = read(path)
    refuse_own_folder(path, to)
    findings = found(portfolio, day, ignore)
    with ProgressLine() as line:
        made = report.pack(
            portfolio,
            on=day,
            reporter=reporter_of(layer, look),
            findings=findings,
            calendar=interop.icalendar(portfolio, on=day),
            pdf=pdf,
            watch=lambda done, what: _tell(line, done, what),
        )
    write(made, to, overwrite=overwrite)
    titles = [f"{file.title} ({file.form})" for file in made.files]
    say(
        heading(portfolio, day, counted(len(made.files), "file"), to),
        *listed(made, titles),
        f"The checks say: {report.findings_in_words(findings)}",
        Text(f"Open {to / made.files[0].name} in a browser", style="bold"),
    )


def _tell(line: ProgressLine, done: float, what: str) -> None:
    progress = Progress(phase=what, done=done, broken=None, cost=None, bound=0)
    if not line(progress):
        raise KeyboardInterrupt  # half a pack is none, and nothing is written yet


def refuse_own_folder(path: Path, to: Path) -> None:
    """Refuse to write documents among the files of the portfolio."""
    if path.is_dir() and to.is_dir() and to.samefile(path):
        message = (
            f"expected another folder than the portfolio's, got {shown(str(to))}; "
            "what is written there would be read as parts of the portfolio"
        )
        raise typer.BadParameter(message, param_hint="'--to'")


def write(made: report.Pack, to: Path, *, overwrite: bool) -> None:
    """Write a pack; an error of the system names a file that the user knows."""
    try:
        report.write_pack(made, to, overwrite=overwrite)
    except OverwriteError:
        raise
    except OSError as error:
        # The file it failed at may be a temporary one that nobody has heard of; the
        # second one is what that was to become.
        told = f"cannot write there: {error.strerror}"
        raise OSError(error.errno, told, str(error.filename2 or to)) from error


def heading(portfolio: Portfolio, on: pendulum.Date, number: str, to: Path) -> str:
    """Write `NELTP, as of 14 February 2022: 17 files in out`."""
    name = portfolio.partnership.short_name or portfolio.partnership.name
    return f"{name}, as of {long_date(on)}: {number} in {to}"


def listed(made: report.Pack, titles: Iterable[str]) -> Iterator[str]:
    """Yield a line for each file of a pack, with what it is."""
    width = max(len(file.name) for file in made.files)
    for file, title in zip(made.files, titles, strict=True):
        yield f"  {file.name:{width}}  {title}"
