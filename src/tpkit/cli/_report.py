"""`tpkit report`: one document of a portfolio."""

from typing import Annotated

import typer

from tpkit.cli._arguments import On, Place, read, today
from tpkit.cli._document_file import (
    AnyForm,
    Replace,
    ToFile,
    chosen,
    deliver,
    refuse_nowhere,
)
from tpkit.cli._templates import Layers, LookFile, Name, reporter_of


def report(  # noqa: PLR0913  # one argument for each option
    name: Name,
    path: Place,
    on: On = None,
    *,
    about: Annotated[
        str,
        typer.Option(
            "--about",
            metavar="ID",
            help="What it is about, such as a project's id; not needed if there is one.",
            show_default=False,
        ),
    ] = "",
    format: AnyForm = "",
    to: ToFile = None,
    overwrite: Replace = False,
    layer: Layers = None,
    look: LookFile = None,
) -> None:
    """Print one document, as of a day, or write it to a file."""
    form = chosen(format, to)
    refuse_nowhere(form, to)
    made = reporter_of(layer, look).file(
        name, read(path), on=on or today(), subject=about, format=form
    )
    deliver(made, to, overwrite=overwrite)
