"""Fills templates from outside in a process of their own, with little time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import attrs

from tpkit.errors import TemplateError
from tpkit.report._apart.wire import packed, texts_of
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._look.look import wording_of
from tpkit.report._look.wording import reworded
from tpkit.report._rendering.finishing import finished, refuse_file
from tpkit.report._rendering.reporter import Reporter, loader_of


@attrs.frozen(kw_only=True)
class Limits:
    """What a process that fills templates may use."""

    seconds: int = 2
    """Of computing."""
    megabytes: int = 256
    """Of memory, in MiB."""


def fill_apart(
    reporter: Reporter,
    contexts: Iterable[Any],
    /,
    *,
    format: Format = "html",
    limits: Limits | None = None,
) -> tuple[str, ...]:
    """Give the documents of some contexts of one class, as `Reporter.fill` would.

    For templates of somebody whom you do not know: they are filled by another process,
    which has so much time and memory, can open no file and no connection, and is ended
    when it takes more. Your own process never runs them.

    Raises:
        TemplateError: as `Reporter.fill`, or the templates took more than the *limits*;
            or this is no system, such as Windows, that can set such limits.
    """
    if os.name != "posix":
        raise TemplateError(
            f"expected a system that limits processes, got {os.name!r}; "
            "use Reporter.fill, with templates from people you trust"
        )
    refuse_file(format)
    wanted, bounds = tuple(contexts), limits or Limits()
    if not wanted:
        return ()
    document = reporter.document_of(wanted[0], format)
    wording = wording_of(reporter.look)
    asked = {
        "layers": [
            (str(layer), texts_of(layer)) for layer in loader_of(reporter).layers
        ],
        "page": f"{document.name}/{FORMATS[format].page}",
        "format": format,
        "contexts": [
            packed(reworded(context, wording))["fields"] for context in wanted
        ],
        "terms": dict(wording.terms),
        "date_style": wording.date_style,
        "seconds": bounds.seconds,
        "octets": bounds.megabytes * 2**20,
    }
    answer = _answer(json.dumps(asked), bounds)
    if "error" in answer:
        raise TemplateError(answer["error"])
    return tuple(finished(text, format) for text in answer["texts"])


_STARTING = 30
"""Seconds that a slow machine may take before the first template is read."""


def _answer(asked: str, limits: Limits) -> Any:
    # Where modules are found must be told, and nothing else of this process is.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tpkit.report._apart.child"],
            input=asked.encode(),
            capture_output=True,
            env=environment,
            timeout=_STARTING + limits.seconds,
            check=False,
        )
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise TemplateError(
            f"expected templates that take at most {limits.seconds} s and "
            f"{limits.megabytes} MiB, got some that take more"
        ) from error
