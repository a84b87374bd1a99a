"""The process that fills templates from outside. Run by `apart`, and by nobody else."""

import encodings.ascii
import encodings.unicode_escape
import json
import resource
import signal
import sys
from typing import Any

import jinja2.debug

from tpkit.errors import TemplateError
from tpkit.report._apart.wire import unpacked
from tpkit.report._document.formats import Format
from tpkit.report._look.sandboxes import sandbox_of
from tpkit.report._look.wording import Wording
from tpkit.report._templates.layers import LayeredLoader
from tpkit.report._templates.text_layer import TextLayer

NEEDED = (encodings.ascii, encodings.unicode_escape, jinja2.debug)
"""What Jinja imports when it needs it, and could not once no file can be opened."""


def main() -> None:  # pragma: no cover  # runs in the other process alone
    """Read what is to be done, give away all rights, do it, and write what came of it."""
    asked = json.loads(sys.stdin.buffer.read())
    give_up_rights(seconds=asked["seconds"], octets=asked["octets"])
    sys.stdout.write(json.dumps(answered(asked)))


def give_up_rights(  # pragma: no cover  # this process needs its rights
    *, seconds: int, octets: int
) -> None:
    """Bound time and memory, and open no file, process or connection from here on."""
    # The timer is exact; the limit, of whole seconds, is there in case it is not heard.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    for limit, most in (
        (resource.RLIMIT_CPU, spent + seconds),
        (resource.RLIMIT_DATA, octets),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def answered(asked: dict[str, Any]) -> dict[str, Any]:
    """Fill one template with each of some contexts; tell what is wrong, if it is."""
    layers: Any = tuple(TextLayer(shown, texts) for shown, texts in asked["layers"])
    format: Format = asked["format"]
    wording = Wording(terms=asked["terms"], date_style=asked["date_style"])
    sandbox = sandbox_of(LayeredLoader(layers), format, wording)
    try:
        texts = [
            sandbox.fill(asked["page"], {n: unpacked(v) for n, v in values.items()})
            for values in asked["contexts"]
        ]
    except TemplateError as error:
        return {"error": str(error)}
    return {"texts": texts}


if __name__ == "__main__":  # pragma: no cover  # as main
    main()
