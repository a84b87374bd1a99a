"""Begins a document of your own: its templates, its context, its samples, its test."""

import os
import re
from pathlib import Path

from tpkit.errors import FieldError, OverwriteError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)


def new_document(name: str, /, *, to: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write a small document of your own into a folder, and give its files.

    The folder *name* in it holds the templates and the manifest; beside it are a module
    with the context, its samples and the `Document`, and a test that proves it right.

    Raises:
        FieldError: *name* is not in small letters with hyphens: `thank-you-letter`.
        OverwriteError: one of the files is there already.
    """
    if not _NAME.fullmatch(name):
        expected = "small letters, digits and hyphens, such as 'thank-you-letter'"
        raise FieldError("new_document", "name", expected, name)
    words, module = name.replace("-", " "), name.replace("-", "_")
    values = {
        "NAME": name,
        "MODULE": module,
        "TITLE": words.capitalize(),
        "CLASS": words.title().replace(" ", ""),
    }
    files = {
        Path(to, _filled(file, values)): _filled(text, values)
        for file, text in _FILES.items()
    }
    for file in files:
        if file.exists():
            raise OverwriteError(f"{file} is there already; choose another name")
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return tuple(files)


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


_FILES = {
    "@NAME@/manifest.toml": """\
contract = "1.0"
description = "What this document is for, in a sentence."

[blocks]
greeting = "The first sentence"
""",
    "@NAME@/page.html.j2": """\
{% extends "base/layout.html.j2" %}
{% block content %}
{% block greeting %}
<p>Dear <bdi>{{ name }}</bdi>,</p>
{% endblock %}
{% endblock %}
""",
    "@NAME@/page.md.j2": """\
{% extends "base/layout.md.j2" %}
{% block content %}
{% block greeting %}
Dear {{ name }},

{% endblock %}
{% endblock %}
""",
    "@MODULE@.py": '''\
"""@TITLE@."""

import attrs
import pendulum

from tpkit import Portfolio
from tpkit.report import Document, Imprint, Personal, Samples, imprint


@attrs.frozen(kw_only=True)
class @CLASS@:
    """What the template `@NAME@` may print."""

    title: str
    """`@TITLE@`."""
    imprint: Imprint
    """The foot of the page."""
    name: Personal
    """Whom it greets."""


def build(portfolio: Portfolio, on: pendulum.Date, subject: str) -> @CLASS@:
    """Gather what it says."""
    del subject  # it is about the whole portfolio
    return @CLASS@(
        title="@TITLE@",
        imprint=imprint(portfolio.partnership, on),
        name=portfolio.partnership.name,
    )


def samples() -> Samples:
    """Make contexts to try the templates with."""
    foot = Imprint(partnership="Our partnership", date="14 February 2022")
    one = @CLASS@(title="@TITLE@", imprint=foot, name="A Person")
    return Samples(minimal=one, typical=one)


DOCUMENT = Document(
    name="@NAME@",
    title="@TITLE@",
    context=@CLASS@,
    build=build,
    samples=samples,
)
''',
    "test_@MODULE@.py": """\
from pathlib import Path

from @MODULE@ import DOCUMENT

from tpkit import testing


def test_the_document_is_right() -> None:
    testing.check_template(DOCUMENT, layers=[Path(__file__).parent])
""",
}
"""The files of a new document; words between `@` are put in."""
