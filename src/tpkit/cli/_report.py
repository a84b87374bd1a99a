"""`tpkit report`: one document of a portfolio."""

from typing import Annotated

import typer

from tpkit.cli._arguments import On, Place, read, today
from tpkit.cli._templates import Form, Layers, Name, format_of, reporter_of
from tpkit.cli._terminal import emit


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
    format: Form = "html",
    layer: Layers = None,
) -> None:
    """Print one document, as of a day."""
    reporter = reporter_of(layer)
    made = reporter.render(
        name, read(path), on=on or today(), subject=about, format=format_of(format)
    )
    emit(made)
