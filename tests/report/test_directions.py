"""Texts in any script stand by themselves: none turns about what is beside it."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit.report import Format, Reporter
from tpkit.report._escaping.directions import FSI, PDI, isolated

HEBREW = "\u05d3\u05d5\u05d3 \u05db\u05d4\u05df"
TURNED = "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe"
MARKS = "\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200f\u05d3a "


@pytest.mark.parametrize("text", ["", "Ada", "Zoë £5", "李明", "Ελένη", "Łukasz 🎉"])
def test_what_runs_from_left_to_right_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize("text", [HEBREW, "محمد", TURNED, "a \u202d b", "\U0001e900"])
def test_what_runs_the_other_way_is_kept_by_itself(text: str) -> None:
    assert isolated(text) == f"{FSI}{text}{PDI}"


@given(st.text(MARKS))
def test_whatever_a_text_opens_or_closes_it_ends_where_it_ends(text: str) -> None:
    made = isolated(text)

    depths = [0]
    for letter in made:
        step = 1 if letter in "\u2066\u2067\u2068" else -1 if letter == PDI else 0
        depths.append(depths[-1] + step)
    assert depths[-1] == 0
    if made != text:
        assert min(depths[1:-1]) >= 1  # nothing inside stands beside what is outside
    assert made.strip(FSI + PDI) == text.strip(FSI + PDI)


@pytest.mark.parametrize(
    ("format", "is_isolated"),
    [("html", True), ("markdown", True), ("calendar", False)],
)
def test_readers_get_the_marks_and_programs_the_letters_alone(
    format: Format,
    is_isolated: bool,  # noqa: FBT001  # what is expected
) -> None:
    reporter = Reporter()
    samples = reporter.document("invitation").samples
    assert samples is not None
    typical = samples().typical
    event = attrs.evolve(typical.events[0], title=HEBREW)
    context = attrs.evolve(typical, study=HEBREW, title=HEBREW, events=(event,))

    page = reporter.fill(context, format=format)

    assert HEBREW in page
    assert (f"{FSI}{HEBREW}{PDI}" in page) == is_isolated


def test_data_for_search_has_the_letters_alone() -> None:
    reporter = Reporter()
    samples = reporter.document("invitation").samples
    assert samples is not None
    event = attrs.evolve(samples().typical.events[0], title=HEBREW)

    page = reporter.fill(attrs.evolve(samples().typical, events=(event,)))

    assert f'"{HEBREW}"' in page
