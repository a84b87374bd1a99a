"""Whatever bytes come in, a portfolio or a DocumentError comes out."""

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tpkit import files, testing
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError
from tpkit.files import Format

FORMATS: tuple[Format, ...] = ("yaml", "json", "toml")
SNIPPETS = st.sampled_from(
    [
        *"{}[]:,-&*!|>'\"%@`#=~\n\t\r\x00\x85\u2028\ud800",
        *("<<: ", "---\n", "&a ", "*a", "null", "[[", "tpkit", "1", "1e999", "NaN"),
        *("  ", "\ufeff", "'''", '"""', "? "),
    ]
)


@given(content=st.binary() | st.text(), format=st.sampled_from(FORMATS))
def test_any_bytes_and_texts_are_read_or_refused(
    content: bytes | str, format: Format
) -> None:
    with contextlib.suppress(DocumentError):
        files.loads(content, format=format)


@given(data=st.data(), format=st.sampled_from(FORMATS))
def test_a_damaged_document_is_read_or_refused(
    sample: Portfolio, data: st.DataObject, format: Format
) -> None:
    text = files.dumps(sample, format=format)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 0, 1, 2, 10, 200]))
        text = text[:start] + data.draw(SNIPPETS) + text[start + length :]

    with contextlib.suppress(DocumentError):
        files.loads(text, format=format)


@given(data=st.data())
def test_damaged_bytes_are_read_or_refused(
    sample: Portfolio, data: st.DataObject
) -> None:
    content = bytearray(files.dumps(sample, format="yaml").encode())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )

    with contextlib.suppress(DocumentError):
        files.loads(bytes(content), format="yaml")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(data=st.data(), value=JSON)
def test_any_value_in_any_place_is_read_or_refused(
    sample: Portfolio, data: st.DataObject, value: Any
) -> None:
    document = json.loads(files.dumps(sample))
    holder: Any = document
    step: Any = None
    while isinstance(holder, dict | list) and holder:
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(holder[step], dict | list) or data.draw(st.booleans()):
            holder[step] = value
            break
        holder = holder[step]

    for format in ("json", "yaml"):
        with contextlib.suppress(DocumentError):
            files.loads(json.dumps(document), format=format)


@settings(max_examples=25)
@given(portfolio=testing.portfolios(), format=st.sampled_from(FORMATS))
def test_what_is_dumped_loads_back_the_same(
    portfolio: Portfolio, format: Format
) -> None:
    text = files.dumps(portfolio, format=format)

    assert files.loads(text, format=format) == portfolio


@settings(max_examples=10)
@given(portfolio=testing.portfolios(), format=st.sampled_from(FORMATS))
def test_equal_portfolios_are_written_alike(
    portfolio: Portfolio, format: Format
) -> None:
    text = files.dumps(portfolio, format=format)

    assert files.dumps(files.loads(text, format=format), format=format) == text
