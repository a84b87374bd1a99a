"""Slips that are often made are answered with what to write instead."""

from collections.abc import Callable

import pytest

from tpkit.errors import Problem
from tpkit.files import _hints
from tpkit.files._shapes import Leaf

Problems = Callable[..., tuple[Problem, ...]]

HEAD = "tpkit: 1\npartnership: {id: p, name: P}\n"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("21/02/2022", "write the year first, as in 2022-02-21"),
        ("21.2.22", "write the year first, as in 2022-02-21"),
        ("02/21/2022", "write the year first, then the month and the day"),
        ("31/02/2022", "write the year first, then the month and the day"),
        ("2022/02/21", "write 2022-02-21"),
        ("2022-2-1", "write 2022-02-01"),
        ("20220221", "write 2022-02-21"),
        ("2022-02-30", "there is no such day"),
        ("2022-02-21T10:00", "leave the time out"),
        ("2022-02-21 10:00", "leave the time out"),
        ("21 February 2022", "write 2022-02-21"),
        ("Monday 21st Feb 2022", "write 2022-02-21"),
        ("31 Feb 2022", ""),
        ("21 Brumaire 2022", ""),
        ("1 Sept", ""),
        ("TBC", ""),
    ],
)
def test_a_date_is_turned_round(written: str, hint: str) -> None:
    assert _hints.hint(written, Leaf.DATE) == hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("10am", "write 10:00"),
        ("10.30 a.m.", "write 10:30"),
        ("2:15 PM", "write 14:15"),
        ("12pm", "write 12:00"),
        ("12:30am", "write 00:30"),
        ("13pm", ""),
        ("0am", ""),
        ("9:30", "write 09:30"),
        ("10.30", "write 10:30"),
        ("10h30", "write 10:30"),
        ("1030", "write 10:30"),
        ("10", "write 10:00"),
        ("Noon", "write 12:00"),
        ("midnight", "write 00:00"),
        ("24:00", "there is no such time"),
        ("10:60", "there is no such time"),
        ("10:30:15", "write what London clocks show, without seconds and zone"),
        ("10:30Z", "write what London clocks show, without seconds and zone"),
        ("10:30+01:00", "write what London clocks show, without seconds and zone"),
        ("10:00 - 11:30", "write the start and the end each under its own key"),
        ("10am to 11am", "write the start and the end each under its own key"),
        ("half past ten", ""),
    ],
)
def test_a_time_is_put_on_the_clock(written: str, hint: str) -> None:
    assert _hints.hint(written, Leaf.TIME) == hint


@pytest.mark.parametrize(
    ("leaf", "written", "hint"),
    [
        (Leaf.NUMBER, "£1,250", "write 1250"),
        (Leaf.NUMBER, "1,250.00", "write 1250.00"),
        (Leaf.NUMBER, "GBP 1250", "write 1250"),
        (Leaf.NUMBER, "15%", "write 15"),
        (Leaf.NUMBER, "1,25", "write the digits alone, without £, % or commas"),
        (Leaf.NUMBER, "1250.505", ""),
        (Leaf.WHOLE, "1,000", "write 1000"),
        (Leaf.WHOLE, "012", "write 12"),
        (Leaf.WHOLE, "12.0", "write 12"),
        (Leaf.WHOLE, "12.5", ""),
        (Leaf.WHOLE, "about 20", ""),
        (Leaf.FLAG, "1", "write true"),
        (Leaf.FLAG, "N", "write false"),
        (
            Leaf.ID,
            "Northshire County Council",
            "write 'northshire-county-council', or another",
        ),
        (Leaf.ID, "Ñorthshire/west", "write 'northshire-west', or another"),
        (Leaf.ID, "_council ", "write 'council', or another"),
        (Leaf.ID, "—", ""),
        (Leaf.TEXT, "", ""),
    ],
)
def test_other_values_are_written_plainly(leaf: Leaf, written: str, hint: str) -> None:
    assert _hints.hint(written, leaf) == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("workshops: [{id: w, name: W}]", "did you mean 'title'?"),
        ("venues: [{id: v, title: V}]", "did you mean 'name'?"),
        ("decisions: [{id: d, date: 2022-01-10, text: T}]", "did you mean 'on'?"),
        ("workshops: [{id: w, Title: W}]", "did you mean 'title'?"),
        ("Focus Groups: []", "did you mean 'focus_groups'?"),
        ("WORKSHOPS: []", "did you mean 'workshops'?"),
        ("venues:\n- - {id: v, name: V}", "write it without a dash or brackets"),
    ],
)
def test_a_key_in_other_words_is_recognised(
    text: str, hint: str, problems: Problems
) -> None:
    (problem,) = problems(HEAD + text)

    assert problem.hint == hint


def test_a_misspelt_family_is_one_problem_whatever_refers_to_it(
    problems: Problems,
) -> None:
    text = HEAD + (
        "workshop: [{id: w, title: W}]\n"
        "sessions:\n"
        "- {id: s, activity: w, on: 2021-11-01, start: 10:30, end: 11:00}\n"
    )

    (problem,) = problems(text)

    assert problem.hint == "did you mean 'workshops'?"


def test_a_near_id_is_suggested_in_whatever_letters(problems: Problems) -> None:
    text = HEAD + (
        "workshops: [{id: iro-forum, title: W}]\n"
        "sessions:\n"
        "- {id: s, activity: IRO-Forum, on: 2021-11-01, start: 10:30, end: 11:00}\n"
    )

    (problem,) = problems(text)

    assert problem.hint == "did you mean 'iro-forum'?"
