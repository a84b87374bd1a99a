"""What holds of every document that comes with tpkit, on each of its four samples."""

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable

import attrs
import pytest

from tpkit import testing
from tpkit.report import FORMATS, SIZES, STANDARD, Document, Format, Reporter, Size
from tpkit.report._contracts.stored import refused, stored_in
from tpkit.report._rendering.reporter import BUILT_IN

Golden = Callable[[str, str], str]
REPORTER = Reporter()

EVERY = pytest.mark.parametrize("document", STANDARD, ids=lambda d: d.name)


@EVERY
def test_it_keeps_the_promises_of_documents(document: Document) -> None:
    testing.check_template(document)


@EVERY
def test_its_contract_is_the_one_that_is_stored(document: Document) -> None:
    stored = stored_in(BUILT_IN.joinpath(document.name))

    now = REPORTER.contract(document.name)
    assert stored is not None and stored.now == now, "run .ci/contracts.py --write"
    assert refused(now, stored.released) == ""


@EVERY
def test_its_folder_says_what_it_is_for(document: Document) -> None:
    manifest = REPORTER.manifest(document.name)

    assert manifest.contract != "0.0"
    assert manifest.description.endswith(".")
    assert manifest.blocks


@EVERY
def test_its_class_and_all_within_say_what_they_hold(document: Document) -> None:
    assert attrs.has(document.context)
    assert document.context.__doc__
    assert {"title", "imprint"} <= {f.name for f in attrs.fields(document.context)}


CASES = [
    pytest.param(document, size, format, id=f"{document.name}-{size}-{format}")
    for document in STANDARD
    for size in ("minimal", "typical")
    for format in document.formats
]


INSIDE: dict[Format, str] = {
    "word": "word/document.xml",
    "excel": "xl/worksheets/sheet2.xml",
}
"""The part of a file that says what its document says."""


def inside(file: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return archive.read(part).decode()


@pytest.mark.parametrize(("document", "size", "format"), CASES)
def test_its_samples_look_as_they_did(
    document: Document, size: Size, format: Format, golden: Golden
) -> None:
    if format in INSIDE:
        file = REPORTER.preview_file(document.name, sample=size, format=format)
        page = inside(file, INSIDE[format])
        ending = f"{FORMATS[format].ending}.xml"
    else:
        page = REPORTER.preview(document.name, sample=size, format=format)
        ending = FORMATS[format].ending

    assert golden(f"{document.name}-{size}.{ending}", page) == page


def test_documents_are_the_same_whatever_the_hash_seed_locale_and_time_zone() -> None:
    code = (
        "import hashlib; from tpkit.report import *; r = Reporter();"
        "t = b''.join(r.preview_file(d.name, sample=s, format=f)"
        " for d in STANDARD for s in SIZES if s != 'huge' for f in d.formats);"
        "print(hashlib.sha256(t).hexdigest())"
    )
    settings = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, check=True
        ).stdout
        for env in settings
    }

    assert len(digests) == 1


def test_the_samples_are_drawn_in_any_order_alike() -> None:
    wanted = [(d.name, size) for d in STANDARD for size in SIZES[:3]]
    first = {key: REPORTER.preview(key[0], sample=key[1]) for key in wanted}
    random.Random(7).shuffle(wanted)

    assert all(Reporter().preview(n, sample=s) == first[n, s] for n, s in wanted[:6])
