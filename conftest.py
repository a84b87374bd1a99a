"""Run every example in the README, the docs and the docstrings; set Hypothesis's effort.

What runs, by the label of its fence:

- `python`: executed, as a session where it starts with `>>>`; the page is one program,
  so a name made in one block is there in the next;
- `text` straight after `python`: compared with what that block printed;
- `console`: each `$ tpkit …` and `$ python …` is run and its output compared;
- `yaml`, `json`, `toml`: read; a whole document (`tpkit: 1`) must be a portfolio;
- any label with `title="plan.yaml"`: saved under that name, for the blocks after it.

Each page starts in an empty folder with a copy of `examples/` in it, so pages may read
the examples, and write what they like, by the paths a reader would type.
"""

import contextlib
import doctest
import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml
from sybil import Document, Example, Region, Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.integration.pytest import SybilItem
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.sybil import SybilCollection

from tpkit import files
from tpkit.errors import MissingExtraError

ROOT = Path(__file__).parent

# A busy machine is no fault of the code, so nothing is judged by the clock.
_UNTIMED = hypothesis.settings(
    deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "quick", _UNTIMED, derandomize=True, max_examples=50
)
hypothesis.settings.register_profile(
    "thorough", _UNTIMED, max_examples=3000, print_blob=True
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="module")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a page of documentation its own folder to run in, with the examples in it."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "examples", folder / "examples")
    with contextlib.chdir(folder):
        yield folder


# ------------------------------------------------------------------------- fences

_FENCES = FencedCodeBlockLexer(language=".+")
_TITLE = re.compile(r' title="(.+)"$')
_SESSION = DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS))
_run_python = PythonEvaluator()
_PRINTED = "what the last block printed"  # no identifier, so no page can shadow it


def fenced_examples(document: Document) -> Iterator[Region]:
    """Find what can be run or read in the labelled fences of a page."""
    regions = sorted(_FENCES(document), key=lambda region: region.start)
    python_ended_at = None
    for region in regions:
        label, source = region.lexemes["language"], region.lexemes["source"]
        region.parsed = source
        if label == "python" and source.startswith(">>>"):
            for step in _SESSION(source, document.path):
                step.adjust(region, source)
                yield step
        elif label == "python":
            python_ended_at = region.end
            region.evaluator = _keep_output
            yield region
        elif label == "text" and _adjoins(document, python_ended_at, region.start):
            region.evaluator = _compare_output
            yield region
        elif label in _READERS:
            region.evaluator = _READERS[label]
            yield region
        elif _TITLE.search(label):
            region.evaluator = _save
            yield region


def _adjoins(document: Document, end: int | None, start: int) -> bool:
    return end is not None and not document.text[end:start].strip()


def _keep_output(example: Example) -> None:
    printed = io.StringIO()
    example.namespace[_PRINTED] = None
    try:
        with contextlib.redirect_stdout(printed):
            _run_python(example)
    except MissingExtraError as error:
        if error.extra != "pdf" or importlib.util.find_spec("weasyprint") is None:
            raise
        pytest.skip(_NO_PANGO)
    example.namespace[_PRINTED] = printed.getvalue()


_NO_PANGO = "this computer lacks Pango, which no Python package brings"


def _compare_output(example: Example) -> str | None:
    if example.namespace[_PRINTED] is None:
        pytest.skip(_NO_PANGO)
    return _difference(example.parsed, example.namespace[_PRINTED])


def _difference(want: str, got: str) -> str | None:
    if doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS):
        return None
    return f"expected:\n{want}\ngot:\n{got}"


# ------------------------------------------------------------- consoles, documents


def _run_console(example: Example) -> str | None:
    """Run each `$ command` of the block and compare what it prints with what follows."""
    for step in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, want = step.partition("\n")
        words = shlex.split(command)
        prefix = {"tpkit": [sys.executable, "-m", "tpkit"], "python": [sys.executable]}
        if words[0] not in prefix:
            return f"only tpkit and python run in a console block, got {words[0]!r}"
        done = subprocess.run(  # noqa: S603  # the words stand in our own pages
            [*prefix[words[0]], *words[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"},
            check=False,
        )
        if problem := _difference(want, done.stdout):
            return f"$ {command}\n{problem}"
    return None


def _save(example: Example) -> None:
    title = _TITLE.search(example.region.lexemes["language"])
    assert title is not None  # noqa: S101  # the fence was chosen by it
    Path(title[1]).write_text(example.parsed, encoding="utf-8")


def _read_yaml(example: Example) -> None:
    if re.search(r"^tpkit:", example.parsed, re.MULTILINE):
        files.loads(example.parsed, format="yaml")
    else:
        yaml.safe_load(example.parsed)


def _read_json(example: Example) -> None:
    document = json.loads(example.parsed)
    if isinstance(document, dict) and "tpkit" in document:
        files.loads(example.parsed, format="json")


def _read_toml(example: Example) -> None:
    if "tpkit" in tomllib.loads(example.parsed):
        files.loads(example.parsed, format="toml")


_READERS: dict[str, Callable[[Example], str | None]] = {
    "console": _run_console,
    "yaml": _read_yaml,
    "json": _read_json,
    "toml": _read_toml,
}


# --------------------------------------------------------------------- docstrings


def bare_sessions(document: Document) -> Iterable[Region]:
    """Find `>>>` outside fences: the `Example:` sections of docstrings."""
    text = list(document.text)
    for fence in _FENCES(document):
        text[fence.start : fence.end] = [
            "\n" if character == "\n" else " "
            for character in document.text[fence.start : fence.end]
        ]
    return _SESSION("".join(text), document.path)


# Sybil matches from the right, so `*.md` is a page at any depth below the path.
_README = Sybil(
    parsers=[fenced_examples], patterns=["README.md"], fixtures=["page_folder"]
)
_PAGES = Sybil(
    parsers=[fenced_examples],
    path=str(ROOT / "docs"),
    patterns=["*.md"],
    fixtures=["page_folder"],
)
_DOCSTRINGS = Sybil(
    parsers=[fenced_examples, bare_sessions],
    path=str(ROOT / "src"),
    patterns=["*.py"],
    fixtures=["page_folder"],
)


def _whole_traceback(_: SybilItem, raised: pytest.ExceptionInfo[BaseException]) -> Any:
    return raised.traceback


# Sybil 10.1 cuts a traceback at the example, and takes pytest down with it where the
# example is not in it: a warning on an open file, an exception's cause.
SybilItem._traceback_filter = _whole_traceback  # type: ignore[assignment]  # noqa: SLF001

pytest_collect_file = SybilCollection([_README, _PAGES, _DOCSTRINGS]).pytest()
