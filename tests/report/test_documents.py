import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import attrs
import pendulum
import pytest

from tpkit import (
    ConfidenceRating,
    ConfidenceScale,
    DeliveryConfidence,
    FocusGroup,
    FocusGroupId,
    Portfolio,
    SessionId,
    Study,
    StudyId,
    SurveyId,
    report,
)
from tpkit.errors import TemplateError, UnknownIdError
from tpkit.findings import Finding, Findings, Severity
from tpkit.report import STANDARD, Reporter
from tpkit.report._words.words import day, duration, link, paragraphs, sentence, times

Golden = Callable[[str, str], str]

PAGES = [
    ("invitation", "barriers-study", "html"),
    ("invitation", "barriers-study", "markdown"),
    ("invitation", "listening", "html"),
    ("invitation", "listening", "markdown"),
    ("highlight-report", "barriers", "html"),
    ("highlight-report", "barriers", "markdown"),
    ("highlight-report", "bridge", "html"),
    ("highlight-report", "bridge", "markdown"),
    ("status", "", "html"),
    ("timetable", "", "html"),
    ("timetable", "", "markdown"),
    ("load-chart", "", "html"),
    ("overview", "", "html"),
    ("findings", "", "html"),
]
NAMES = ["-".join(filter(None, page)) for page in PAGES]
WEB_PAGES = [page[:2] for page in PAGES if page[2] == "html"]
ENDINGS = {"html": "html", "markdown": "md"}

FINDINGS = Findings(
    [
        Finding(
            code="TP999",
            severity=Severity.INFO,
            path="$.projects[0]",
            message="something is so",
            remedy="look",
        ),
        Finding(
            code="TP998",
            severity=Severity.ERROR,
            path="$.bids[0]",
            message="R&D <team> is wrong",
            remedy="put it right",
        ),
    ]
)


def rendered(
    portfolio: Portfolio, on: pendulum.Date, name: str, subject: str, format: Any
) -> str:
    """Render as golden files hold it: with findings that do not change with checks."""
    reporter = Reporter()
    document = reporter.document(name)
    context = document.build(portfolio, on, subject)
    if name == "findings":
        context = report._standing.findings.findings_page(portfolio, on, FINDINGS)
    if name == "overview":
        context = report._standing.overview.overview(portfolio, on, findings=FINDINGS)
    return reporter.fill(context, format=format)


# -------------------------------------------------------------------------- golden


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_document_reads_as_it_did(
    page: tuple[str, str, str], sample: Portfolio, on: pendulum.Date, golden: Golden
) -> None:
    name, subject, format = page

    now = rendered(sample, on, name, subject, format)

    file = "-".join(filter(None, [name, subject])) + f".{ENDINGS[format]}"
    assert now == golden(file, now)


@pytest.mark.parametrize("document", STANDARD, ids=lambda document: document.name)
def test_an_empty_portfolio_says_so_in_sentences(
    document: report.Document, empty: Portfolio, on: pendulum.Date
) -> None:
    if document.about:
        with pytest.raises(UnknownIdError, match="the portfolio has none"):
            Reporter().render(document.name, empty, on=on)
        return

    page = Reporter().render(document.name, empty, on=on)

    assert "None" not in page
    assert "<table" not in page or document.name in ("findings", "overview")


def test_a_study_with_nothing_but_a_group_can_invite(
    empty: Portfolio, on: pendulum.Date
) -> None:
    study = Study(id=StudyId("s"), title="Study")
    group = FocusGroup(id=FocusGroupId("g"), title="G", study=study.id)
    bare = attrs.evolve(empty, studies=(study,), focus_groups=(group,))

    page = Reporter().render("invitation", bare, on=on, format="markdown")

    assert "Dates have not been set yet." in page
    assert "How to register has not been announced yet." in page
    assert "Who can take part has not been announced yet." in page


# ------------------------------------------------------------------- accessibility


class Outline(HTMLParser):
    """Notes what the accessibility rules ask about."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.ids: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._open.append(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]

    def handle_data(self, data: str) -> None:
        if self._open:
            tag = self._open[-1]
            self.text[tag] = self.text.get(tag, "") + data.strip()

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@pytest.mark.parametrize(("name", "subject"), WEB_PAGES)
def test_a_page_keeps_the_rules_of_accessible_pages(
    name: str, subject: str, sample: Portfolio, on: pendulum.Date
) -> None:
    page = Outline(Reporter().render(name, sample, on=on, subject=subject))

    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    scopes = [found.get("scope") for tag, found in page.tags if tag == "th"]
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert page.text["title"]
    assert headings.count(1) == 1 and headings[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
    assert page.count("table") == page.count("caption")
    assert set(scopes) <= {"col", "row"}
    assert len(set(page.ids)) == len(page.ids)


@pytest.mark.parametrize(("name", "subject"), WEB_PAGES)
def test_a_page_asks_no_server_and_runs_no_script(
    name: str, subject: str, sample: Portfolio, on: pendulum.Date
) -> None:
    page = Outline(Reporter().render(name, sample, on=on, subject=subject))

    scripts = {found.get("type") for tag, found in page.tags if tag == "script"}
    assert not {"link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert scripts <= {"application/ld+json"}  # data, which no browser runs
    assert not any("src" in found for _, found in page.tags)


PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("link", "paper"),
    ("link", "sheet"),
    ("on-brand", "brand"),
    *((f"on-{tag}", tag) for tag in ("green", "amber", "red", "grey", "blue")),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_colours_have_the_contrast_of_wcag_aa(
    scheme: str, front: str, back: str, empty: Portfolio, on: pendulum.Date
) -> None:
    style = Reporter().render("status", empty, on=on)
    light, _, rest = style.partition("prefers-color-scheme: dark")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rest))

    assert contrast(colours[front], colours[back]) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -------------------------------------------------------------- which and about what


def test_a_subject_may_be_left_out_where_there_is_one(
    sample: Portfolio, on: pendulum.Date
) -> None:
    one = attrs.evolve(
        sample, focus_groups=sample.focus_groups[:1], sessions=sample.sessions[:4]
    )

    assert "Barriers to progression" in Reporter().render("invitation", one, on=on)


def test_a_subject_must_be_named_where_there_are_several(
    sample: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(UnknownIdError, match="choose 'barriers' or 'bridge'"):
        Reporter().render("highlight-report", sample, on=on)


def test_a_misspelt_subject_is_refused_with_the_nearest(
    sample: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'barriers'"):
        Reporter().render("highlight-report", sample, on=on, subject="bariers")


def test_a_document_about_everything_takes_no_subject(
    sample: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(UnknownIdError, match="part of the portfolio"):
        Reporter().render("status", sample, on=on, subject="barriers")


def test_a_misspelt_document_is_refused_with_the_nearest(
    sample: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(TemplateError, match="did you mean 'invitation'"):
        Reporter().render("invitatoin", sample, on=on)


def test_an_unknown_document_is_refused_with_all(
    sample: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(TemplateError, match="there are overview, status, "):
        Reporter().render("zzz", sample, on=on)


def test_a_format_that_a_document_lacks_is_refused(
    sample: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(
        TemplateError, match="expected html or pdf for the document 'status'"
    ):
        Reporter().render("status", sample, on=on, format="markdown")


def test_a_context_of_no_document_is_refused() -> None:
    with pytest.raises(TemplateError, match="no document has a Link as its context"):
        Reporter().fill(report.Link(text="x"))


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_the_blocks_of_a_document_can_be_listed(format: Any) -> None:
    blocks = Reporter().blocks("invitation", format=format)

    assert {"benefits", "register", "heading", "footer"} <= set(blocks)


def test_blocks_of_a_format_without_a_template_are_refused() -> None:
    with pytest.raises(TemplateError, match=r"no template is named 'status/page\.md"):
        Reporter().blocks("status", format="markdown")


def test_the_checks_look_where_no_findings_are_given(
    empty: Portfolio, on: pendulum.Date
) -> None:
    assert "TP1" in Reporter().render("findings", empty, on=on)
    assert "What the checks say" in Reporter().render("overview", empty, on=on)


# -------------------------------------------------------------------------- wording


def test_only_the_next_sessions_are_listed(
    sample: Portfolio, on: pendulum.Date
) -> None:
    one = sample.sessions[1]
    many = tuple(attrs.evolve(one, id=SessionId(f"s{n:02}")) for n in range(10))
    context = (
        Reporter()
        .document("overview")
        .build(attrs.evolve(sample, sessions=many), on, "")
    )

    assert len(context.sessions) == 8
    assert context.more_sessions == "2 more sessions after these."


@pytest.mark.parametrize(
    ("on", "period"),
    [
        (pendulum.Date(1, 3, 31), "31 March 1"),
        (pendulum.Date(9999, 4, 1), "1 April 9999"),
    ],
)
def test_a_day_in_no_financial_year_is_its_own_period(
    on: pendulum.Date, period: str, sample: Portfolio
) -> None:
    context = Reporter().document("highlight-report").build(sample, on, "barriers")

    assert context.period == period


def test_a_judgement_on_the_old_scale_says_so(
    sample: Portfolio, on: pendulum.Date
) -> None:
    judged = DeliveryConfidence(
        rating=ConfidenceRating.AMBER_RED,
        scale=ConfidenceScale.FIVE_POINT,
        assessed_on=on,
    )
    project = attrs.evolve(sample.projects[0], confidence=judged)
    changed = attrs.evolve(sample, projects=(project, sample.projects[1]))
    context = Reporter().document("highlight-report").build(changed, on, "barriers")

    assert context.confidence.rating == "Amber/red"
    assert context.confidence.judged == (
        "Judged on 14 February 2022, on the five-point scale used until 2020."
    )


def invitation(portfolio: Portfolio, on: pendulum.Date, **study: Any) -> Any:
    """Build the context of the first study, changed."""
    first, *others = portfolio.studies
    changed = attrs.evolve(portfolio, studies=(attrs.evolve(first, **study), *others))
    return Reporter().document("invitation").build(changed, on, first.id)


def test_results_that_are_out_are_said_to_be(
    sample: Portfolio, on: pendulum.Date
) -> None:
    context = invitation(sample, on, reported_on=pendulum.Date(2022, 6, 1))

    assert context.report == "Results came out on 1 June 2022."


@pytest.mark.parametrize(
    ("recorded", "words"),
    [
        ([True, True], "Sessions are recorded"),
        ([True, False], "Some sessions are recorded"),
        ([False, False], "No recording is planned"),
        ([False, None], "We will tell you beforehand"),
    ],
)
def test_recording_is_told_as_it_is(
    recorded: list[bool | None], words: str, sample: Portfolio, on: pendulum.Date
) -> None:
    first = sample.focus_groups[0]
    groups = [
        attrs.evolve(
            first,
            id=FocusGroupId(f"group-{n}"),
            recorded=one,
            min_size=None,
            max_size=n,
        )
        for n, one in enumerate(recorded, 1)
    ]
    changed = attrs.evolve(sample, sessions=())
    context = (
        Reporter()
        .document("invitation")
        .build(attrs.evolve(changed, focus_groups=tuple(groups)), on, "barriers-study")
    )

    assert context.recording.startswith(words)
    assert context.size == "" and context.length == "at most 1 hour 30 minutes"


@pytest.mark.parametrize(
    ("fewest", "most", "words"),
    [
        (4, 8, "We expect 4 to 8 people at each session."),
        (None, 8, "We expect at most 8 people at each session."),
        (4, None, ""),
        (None, None, ""),
    ],
)
def test_the_size_of_groups_is_told_where_it_is_planned(
    fewest: int | None,
    most: int | None,
    words: str,
    sample: Portfolio,
    on: pendulum.Date,
) -> None:
    group = attrs.evolve(sample.focus_groups[0], min_size=fewest, max_size=most)
    changed = attrs.evolve(sample, focus_groups=(group,), sessions=())
    context = Reporter().document("invitation").build(changed, on, "barriers-study")

    assert context.size == words


def test_a_survey_without_facts_still_reads_as_a_sentence(
    sample: Portfolio, on: pendulum.Date
) -> None:
    bare = attrs.evolve(sample.surveys[0], minutes=None, closes=None, id=SurveyId("x"))
    changed = attrs.evolve(sample, surveys=(bare,))
    context = Reporter().document("invitation").build(changed, on, "barriers-study")

    assert context.surveys[0].facts == "Answers are anonymous."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (121, "2 hours 1 minute"),
    ],
)
def test_a_length_of_time(minutes: int, words: str) -> None:
    assert duration(minutes) == words


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://a.example/b c", ""),
        ("https://a.example/(b)'\"", "https://a.example/%28b%29%27%22"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("me@a.example", "mailto:me@a.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        (" https://a.example ", "https://a.example"),
        ("ask at the desk", ""),
        ("", ""),
    ],
)
def test_only_web_and_mail_addresses_become_links(text: str, href: str) -> None:
    made = link(text, text="Words")

    assert made.href == href
    assert made.text == ("Words" if href else text.strip())


def test_texts_are_split_at_empty_lines() -> None:
    assert paragraphs("\na\nb\n \n\nc\n") == ("a\nb", "c")


@pytest.mark.parametrize(
    ("text", "written"), [("", ""), ("a b", "A b."), ("Why?", "Why?"), ("x.", "X.")]
)
def test_a_sentence(text: str, written: str) -> None:
    assert sentence(text) == written


def test_small_words() -> None:
    assert [times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert day(None, otherwise="never") == "never"
