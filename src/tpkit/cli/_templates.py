"""`tpkit templates`: see, adapt and prove the templates of documents."""

import importlib.metadata
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from tpkit import report
from tpkit._text import counted, did_you_mean
from tpkit.cli._document_file import (
    AnyForm,
    Replace,
    ToFile,
    chosen,
    deliver,
    format_of,
    refuse_nowhere,
)
from tpkit.cli._terminal import emit, say
from tpkit.errors import shown

templates = typer.Typer(
    name="templates",
    help="See, adapt and prove the templates of documents.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A document, such as invitation.")
]
AnyName = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A document; all of them, if not given."),
]
Layers = Annotated[
    list[str] | None,
    typer.Option(
        "--layer",
        metavar="FOLDER",
        help="Templates of your own, which cover the built-in ones: a folder, or the "
        "name that an installed package gives to its own. May be repeated.",
        show_default=False,
    ),
]
Form = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="html, markdown, …")
]
Into = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Your folder of templates.")
]


LookFile = Annotated[
    Path | None,
    typer.Option(
        "--look",
        metavar="FILE",
        help="A partnership's own look, in TOML: colours, logo, words and dates.",
        show_default=False,
    ),
]


def reporter_of(layers: list[str] | None, look: Path | None = None) -> report.Reporter:
    """Give a reporter with those layers, and the documents that packages bring."""
    documents = [*report.STANDARD, *_brought()]
    return report.Reporter(
        layers=[layer_of(layer) for layer in layers or ()],
        documents=documents,
        look=report.Look.read(look) if look else report.Look(),
    )


def layer_of(name: str) -> Traversable:
    """Give a folder, or what a package has published as a layer of that name."""
    folder = Path(name)
    if folder.exists():
        return folder
    published = importlib.metadata.entry_points(group="tpkit.layers")
    for entry in published:
        if entry.name == name:
            layer: Traversable = entry.load()
            return layer
    hint = did_you_mean(name, published.names)
    message = f"expected a folder of templates, got {shown(name)}, which is not there"
    raise typer.BadParameter(
        f"{message}; {hint}" if hint else message, param_hint="'--layer'"
    )


def _brought() -> Iterator[report.Document]:
    for entry in importlib.metadata.entry_points(group="tpkit.documents"):
        found = entry.load()
        yield from [found] if isinstance(found, report.Document) else found


@templates.command("list")
def list_(layer: Layers = None) -> None:
    """List the documents, with their formats and the files that answer for them."""
    reporter = reporter_of(layer)
    width = max(len(document.name) for document in reporter.documents)
    for document in reporter.documents:
        contract = reporter.manifest(document.name).contract
        mine = [
            format
            for format in document.formats
            if len(reporter.where(document.name, format=format)) > 1
        ]
        adapted = f"  adapted: {', '.join(mine)}" if mine else ""
        say(
            f"{document.name:{width}}  {document.title}, contract {contract}: "
            f"{', '.join(document.formats)}{adapted}"
        )


@templates.command()
def show(name: Name, layer: Layers = None) -> None:
    """Show what a document's template can print and which blocks can be overridden."""
    reporter = reporter_of(layer)
    document, manifest = reporter.document(name), reporter.manifest(name)
    contract = reporter.contract(name)
    say(
        Text(
            f"{document.title} ({document.name}), contract {contract.version}", "bold"
        ),
        *([manifest.description] if manifest.description else []),
        "",
        Text("Fields", "bold"),
    )
    first = document.context.__name__
    for kind in (first, *(other for other in contract.fields if other != first)):
        say(kind)
        for field, type_ in contract.fields[kind].items():
            say(f"  {field}: {type_}")
    say("", Text("Blocks", "bold"))
    names = dict.fromkeys(name for found in contract.blocks.values() for name in found)
    for block in names:
        forms = [form for form, found in contract.blocks.items() if block in found]
        purpose = manifest.blocks.get(block) or reporter.frame.blocks.get(block, "")
        say(f"  {block} ({', '.join(forms)}){f': {purpose}' if purpose else ''}")
    say("", Text("Filters", "bold"), f"  {', '.join(contract.filters)}")


@templates.command()
def where(name: Name, format: Form = "html", layer: Layers = None) -> None:
    """Print the files of a document's template, the one that answers first."""
    for file in reporter_of(layer).where(name, format=format_of(format)):
        emit(f"{file}\n")


@templates.command()
def new(name: Name, to: Into) -> None:
    """Begin a document of your own: templates, context, samples and a test."""
    for file in report.new_document(name, to=to):
        emit(f"{file}\n")


@templates.command()
def eject(
    name: Name,
    to: Into,
    *,
    format: Form = "html",
    block: Annotated[
        str, typer.Option("--block", metavar="BLOCK", help="The block to change.")
    ] = "",
    full: Annotated[
        bool, typer.Option("--full", help="Copy all of it, not just a block.")
    ] = False,
) -> None:
    """Write a template of your own that changes one block of a document's, or a copy."""
    reporter = reporter_of(None)
    file = report.eject(
        reporter, name, to=to, format=format_of(format), block=block, full=full
    )
    emit(f"{file}\n")


@templates.command()
def diff(layer: Layers = None) -> None:
    """Show what you changed of the templates below, and what has changed there since."""
    for one in report.drifts(reporter_of(layer)):
        for title, text in (
            ("what you changed", one.mine),
            ("what tpkit did", one.theirs),
        ):
            if text:
                say(Text(f"{one.file}: {title}", "bold"))
                emit(text)


@templates.command()
def status(layer: Layers = None) -> None:
    """Tell which of your templates do not follow what they adapt; exit with 1 if any."""
    found = report.drifts(reporter_of(layer))
    for one in found:
        since = f" (contract {one.since}, now {one.contract})" if one.since else ""
        say(f"{one.state:8} {one.file}{since}")
    behind = [one for one in found if one.state == "behind"]
    say(f"{counted(len(found), 'template')}, {len(behind)} behind")
    raise typer.Exit(1 if behind else 0)


@templates.command()
def check(name: AnyName = "", layer: Layers = None) -> None:
    """Read templates against what feeds them, without any data; exit with 1 if wrong."""
    faults = reporter_of(layer).check(name)
    for fault in faults:
        say(f"{'warning' if fault.is_warning else 'error':8} {fault}")
    wrong = [fault for fault in faults if not fault.is_warning]
    told = [counted(len(wrong), "error"), counted(len(faults) - len(wrong), "warning")]
    say(f"{' and '.join(told)}")
    raise typer.Exit(1 if wrong else 0)


@templates.command()
def preview(  # noqa: PLR0913  # one argument for each option
    name: Name,
    *,
    sample: Annotated[
        str,
        typer.Option(
            "--sample", metavar="SIZE", help="minimal, typical, hostile or huge."
        ),
    ] = "typical",
    format: AnyForm = "",
    to: ToFile = None,
    overwrite: Replace = False,
    layer: Layers = None,
    look: LookFile = None,
) -> None:
    """Print a document filled with made-up values, or write it to a file."""
    form = chosen(format, to)
    refuse_nowhere(form, to)
    made = reporter_of(layer, look).preview_file(
        name, sample=_size(sample), format=form
    )
    deliver(made, to, overwrite=overwrite)


def _size(text: str) -> Any:
    if text in report.SIZES:
        return text
    hint = did_you_mean(text, report.SIZES) or f"one of {', '.join(report.SIZES)}"
    message = f"expected a sample, got {shown(text)}; {hint}"
    raise typer.BadParameter(message, param_hint="'--sample'")
