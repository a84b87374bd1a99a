"""What the documents for people in studies say: all that the seeds' pages say, and more."""

import html
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import attrs
import icalendar
import pendulum
import pytest

from tpkit import (
    FocusGroupStatus,
    GuideSection,
    PartnershipKind,
    Portfolio,
    SessionId,
    SessionMode,
    TopicGuide,
    files,
    interop,
)
from tpkit.report import Reporter
from tpkit.report._focus_groups.samples import usual

EXAMPLES = Path(__file__).parents[2] / "examples"


def page_of(
    name: str, example: str, on: pendulum.Date, format: Any = "html", subject: str = ""
) -> str:
    """Render a document of an example, its tags taken out."""
    portfolio = files.read(EXAMPLES / example)
    page = Reporter().render(name, portfolio, on=on, subject=subject, format=format)
    if format == "html":
        body = page.partition("<body>")[2]
        page = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return " ".join(page.replace("\\#", "#").split())


# -------------------------------------------------------- all that the seeds' pages say

NELTP = {
    "Join our Focus Group": "Join our focus group",
    "February - March 2022": "February to March 2022",
    "North East London Social Work Teaching Partnership (NELTP) is looking for participants": (
        "North East London Social Work Teaching Partnership (NELTP) is asking people to "
        "take part in a focus group"
    ),
    "to identify development opportunities": (
        "identify development opportunities for social work colleagues within partner "
        "local authorities"
    ),
    "to challenge barriers": (
        "challenge the barriers that prevent those from Black, Asian and/or minoritised "
        "communities from progressing"
    ),
    "disproportionate representation": (
        "We acknowledge that there is disproportionate representation of Black, Asian and "
        "minoritised ethnicity staff at most senior levels of local authorities (senior "
        "management and director)"
    ),
    "meaningful and tangible change": (
        "deliver meaningful and tangible change by creating lasting networks and "
        "empowering the next ethnically diverse generation of leaders"
    ),
    "wider research project": "part of a wider research project",
    "a learning experience": (
        "a learning experience for both early-stage professionals and people with "
        "significant experience"
    ),
    "at a practical level": "share information and knowledge at a practical level",
    "multi-faceted": (
        "unique and multi-faceted approach, grounded in the belief that the social work "
        "sector should better exemplify these values"
    ),
    "will agree to meet": "a group that agrees to meet",
    "a maximum of 1h 30min": "Each session lasts at most 1 hour 30 minutes",
    "online sessions": "Online",
    "on up to 3 occasions": "The same people meet each time, on up to 3 occasions",
    "Monday 21st Feb": "Monday 21 February 2022",
    "Monday 28th Feb": "Monday 28 February 2022",
    "Monday 7th March": "Monday 7 March 2022",
    "10am till 11.30am": "10am to 11:30am",
    "If selected": (
        "If you are selected, we will contact you with the details of the exact place, the "
        "time scale, and more detailed information about the project"
    ),
    "What are the Benefits of Participating?": "What you may gain from taking part",
    "new thinking": "In-depth discussion can produce new thinking",
    "reflect on issues": (
        "interesting to reflect on issues that Black, Asian and minoritised communities face"
    ),
    "a voice": "gives you a voice to help identify your feelings",
    "have previously faced or are facing barriers": (
        "have faced, or are facing, barriers to progression"
    ),
    "satisfaction": "If you are in a senior position, you may find satisfaction",
    "helping colleagues progress": "helping colleagues to progress",
    "heard and understood": "marginalised communities are heard and understood",
    "specific circumstances": (
        "reflect on the specific circumstances that you experienced in trying to advance "
        "within your career"
    ),
    "research finding and reports": (
        "research findings and reports that will change practice and remove barriers to "
        "progression"
    ),
    "happy for us to contact you": (
        "would like to take part and are happy for us to contact you with more information"
    ),
    "Register Interest in Focus Group": "Register Interest in Focus Group",
    # the announcement of the programme
    "permanent and locum": "Permanent and locum staff",
    "focus groups/questionnaires": "also uses questionnaires",
    "factors which are preventing them": "preventing them from progressing",
    "what stops them committing": "What stops locum staff committing to an organisation",
    "some Local Authorities have more of a challenge": (
        "Whether some local authorities have more of a challenge"
    ),
    "shared with our NELTP Strategic Board": "NELTP Strategic Board",
    "shared with other teaching partnerships": (
        "Our model is shared with other teaching partnerships"
    ),
}
"""What NELTP's pages [S0][S1] say, and the words in which the invitation does."""

BIG_LISTEN = {
    "The Big Listen: Valuing Children's Social Workers": (
        "The Big Listen: Valuing Children's Social Workers"
    ),
    "#thebiglisten": "#thebiglisten",
    "workforce research that LIIA is undertaking": (
        "London Innovation and Improvement Alliance (LIIA)"
    ),
    "to support ALDCS commitment": (
        "supports the commitment of the Association of London Directors of Children's "
        "Services (ALDCS) to an ambitious workforce programme"
    ),
    "managers": (
        "Permanent children's social work operational managers Thursday 24 November 2022 "
        "11am to midday Online, Microsoft Teams Book your place"
    ),
    "permanent": (
        "Permanent children's social workers Tuesday 29 November 2022 2pm to 3pm Online, "
        "Microsoft Teams Book your place"
    ),
    "agency": (
        "Agency children's social workers Wednesday 30 November 2022 2pm to 3pm Online, "
        "Microsoft Teams Book your place"
    ),
    "ASYE": (
        "ASYE social workers Thursday 1 December 2022 9:30am to 10:30am Online, Microsoft "
        "Teams Book your place"
    ),
    "students": (
        "Student social workers Thursday 1 December 2022 2pm to 3pm Online, Microsoft "
        "Teams Book your place"
    ),
    "working in London Boroughs": "Working in London boroughs",
    "a chance for all Social Workers to be heard": (
        "a chance for all social workers to be heard, and to help London's regional "
        "response to improving the working environment"
    ),
    "grateful for your support": (
        "Please tell your colleagues across London about it too: we are grateful for your "
        "support"
    ),
    "in collaboration with the South East": (
        "led in collaboration with the South East regional partnership, and builds on "
        "research that we did together earlier in the year"
    ),
    "have supported a piece of research": (
        "Local authorities across London have supported this piece of research, which LIIA "
        "leads, to understand better how they can support children's social workers in the "
        "region"
    ),
    "need to do more": (
        "recognise that they need to do more to help social workers do their jobs"
    ),
    "all aspects of the role": "interested in all aspects of the role",
    "a wide range of staff": (
        "London focus groups are for a wide range of staff: social work students, ASYE "
        "social workers, experienced local authority social workers, agency social workers "
        "and social work managers"
    ),
    "an hour long": "Each session lasts 1 hour",
    "15-45 social workers": "15 to 45 people at each session",
    "topics": (
        "What matters most to you about your job Progression and career development "
        "opportunities Workload Agency staff Disproportionality and discrimination Tools "
        "for doing your job Pay and conditions Support, supervision and training Safety "
        "and wellbeing in your role"
    ),
    "interactive workshops": "interactive workshops",
    "independent facilitator": "An independent facilitator",
    "recorded": "Sessions are recorded, to help us analyse what is said",
    "33 London and 19 South East": (
        "The 33 London local authorities and the 19 authorities in the South East will use "
        "what we hear, in partnership"
    ),
    "deeper understanding": (
        "a deeper understanding of how they can improve the workplace for children's "
        "social workers"
    ),
    "anonymised": "It will be anonymised and not attributed to any individual",
    "Department for Education": (
        "We may share some of the high-level data with the Department for Education"
    ),
    "surveys": "The research will also include surveys of social work professionals",
    "best practice": (
        "research to identify best practice that local authorities can learn from"
    ),
    "report back in Spring 2023": "We aim to report back in spring 2023",
    "conducted by": "SESLIP conducts the research in partnership with LIIA",
    "not for profit": (
        "Both are not-for-profit organisations, funded by local authority partners, that "
        "work to support and improve children's services"
    ),
}
"""What the Big Listen's page [S2] says, and the words in which the invitation does."""

FACTS = [
    pytest.param(example, on, words, id=f"{example}-{fact}")
    for example, on, facts in (
        ("neltp-2021-22", pendulum.Date(2022, 2, 14), NELTP),
        ("big-listen-2022", pendulum.Date(2022, 11, 14), BIG_LISTEN),
    )
    for fact, words in facts.items()
]


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Give the invitations of both examples in words."""
    return {
        "neltp-2021-22": page_of(
            "invitation", "neltp-2021-22", pendulum.Date(2022, 2, 14)
        ),
        "big-listen-2022": page_of(
            "invitation", "big-listen-2022", pendulum.Date(2022, 11, 14)
        ),
    }


@pytest.mark.parametrize(("example", "on", "words"), FACTS)
def test_an_invitation_says_all_that_its_source_says(
    example: str, on: pendulum.Date, words: str, pages: dict[str, str]
) -> None:
    del on

    assert words in pages[example]


def test_an_invitation_to_five_segments_has_a_way_to_book_each() -> None:
    portfolio = files.read(EXAMPLES / "big-listen-2022")

    page = Reporter().render("invitation", portfolio, on=pendulum.Date(2022, 11, 14))

    labels = re.findall(r'aria-label="(Book your place: [^"]+)"', page)
    assert len(set(labels)) == 5
    assert "Book your place: Student social workers, Thursday 1 December 2022" in labels


# ------------------------------------------------------------- who asks, and until when


def invitation(portfolio: Portfolio, on: pendulum.Date, **study: Any) -> Any:
    """Build the context of the first study, changed."""
    first, *others = portfolio.studies
    changed = attrs.evolve(portfolio, studies=(attrs.evolve(first, **study), *others))
    return Reporter().document("invitation").build(changed, on, first.id)


@pytest.mark.parametrize(
    ("partners", "asking", "organisers"),
    [
        (2, "Riverside University and Hilltop Council are asking people", 2),
        (1, "Riverside University is asking people", 1),
        (0, "Riverside Teaching Partnership (RTP) is asking people", 1),
    ],
)
def test_the_partners_of_a_programme_ask_for_it(
    partners: int, asking: str, organisers: int, sample: Portfolio, on: pendulum.Date
) -> None:
    programme = attrs.evolve(
        sample.partnership, kind=PartnershipKind.REGIONAL_PROGRAMME
    )
    changed = attrs.evolve(sample, partnership=programme)

    context = invitation(changed, on, partners=sample.studies[0].partners[:partners])

    assert context.asking.startswith(asking)
    assert len(context.organisers) == organisers


@pytest.mark.parametrize(
    ("register_by", "expected"),
    [
        (None, ("No closing date has been announced.", False)),
        (pendulum.Date(2022, 2, 14), ("Please reply by 14 February 2022.", False)),
        (
            pendulum.Date(2022, 2, 13),
            ("Registration closed on 13 February 2022.", True),
        ),
    ],
)
def test_an_invitation_says_until_when_it_is_open(
    register_by: pendulum.Date | None,
    expected: tuple[str, bool],
    sample: Portfolio,
    on: pendulum.Date,
) -> None:
    context = invitation(sample, on, register_by=register_by)

    assert (context.deadline, context.is_closed) == expected


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_nobody_is_asked_to_register_for_what_is_over(
    format: Any, sample: Portfolio
) -> None:
    page = Reporter().render(
        "invitation",
        sample,
        on=pendulum.Date(2022, 4, 1),
        subject="listening",
        format=format,
    )

    assert "All sessions have taken place: registration is closed." in page
    assert "Book your place" not in page


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_a_full_group_has_no_link_to_book(
    format: Any, sample: Portfolio, on: pendulum.Date
) -> None:
    groups = tuple(
        attrs.evolve(group, status=FocusGroupStatus.FULL)
        for group in sample.focus_groups
    )
    full = attrs.evolve(sample, focus_groups=groups)

    page = Reporter().render(
        "invitation", full, on=on, subject="listening", format=format
    )

    assert "No places left" in page
    assert "https://riverside.example/1" not in page.partition("<body>")[2]


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ([(2022, 11, 24)], "November 2022"),
        ([(2022, 11, 24), (2022, 12, 1)], "November to December 2022"),
        ([(2022, 11, 24), (2023, 1, 9)], "November 2022 to January 2023"),
        ([], ""),
    ],
)
def test_an_invitation_says_in_which_months_groups_meet(
    days: list[tuple[int, int, int]], period: str, sample: Portfolio, on: pendulum.Date
) -> None:
    sessions = tuple(
        attrs.evolve(session, on=pendulum.Date(*day))
        for session, day in zip(sample.sessions, days, strict=False)
    )

    context = invitation(attrs.evolve(sample, sessions=sessions), on)

    assert context.period == period


@pytest.mark.parametrize(
    ("words", "report"),
    [
        ("spring 2023", "We aim to report back in spring 2023."),
        ("2023", "We aim to report back in 2023."),
        ("by the summer", "We aim to report back by the summer."),
        ("", ""),
    ],
)
def test_a_promise_in_words_makes_a_sentence(
    words: str, report: str, sample: Portfolio, on: pendulum.Date
) -> None:
    context = invitation(sample, on, report_due=None, report_due_words=words)

    assert context.report == report


# ------------------------------------------------------------------- data for programs

TERMS = {
    "Event": {
        "name",
        "description",
        "startDate",
        "endDate",
        "eventStatus",
        "eventAttendanceMode",
        "inLanguage",
        "location",
        "organizer",
        "audience",
        "url",
    },
    "VirtualLocation": {"name", "url"},
    "Place": {"name", "address"},
    "Organization": {"name", "url"},
    "Audience": {"audienceType"},
}
"""Types of schema.org and properties that it defines for them (release 30.0)."""
VALUES = {
    f"https://schema.org/{value}"
    for value in (
        "EventScheduled",
        "EventCancelled",
        "OnlineEventAttendanceMode",
        "OfflineEventAttendanceMode",
        "MixedEventAttendanceMode",
    )
}


def data_of(page: str) -> Any:
    """Read the data for search engines out of a page."""
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def strange_terms(value: Any) -> set[str]:
    """Give the properties that schema.org does not define for their type."""
    if isinstance(value, list):
        return {term for item in value for term in strange_terms(item)}
    if not isinstance(value, dict):
        return set()
    own = set(value) - {"@type"} - TERMS[value["@type"]]
    return own | {term for item in value.values() for term in strange_terms(item)}


@pytest.mark.parametrize("size", ["typical", "hostile", "huge"])
def test_an_invitation_tells_search_engines_of_its_events(size: Any) -> None:
    data = data_of(Reporter().preview("invitation", sample=size))

    events = data["@graph"]
    assert data["@context"] == "https://schema.org"
    assert len(events) >= 4
    assert strange_terms(events) == set()
    for event in events:
        assert {"name", "startDate", "location"} <= event.keys()
        assert {event["eventStatus"], event["eventAttendanceMode"]} <= VALUES
        assert event["startDate"].endswith("+00:00")


def test_an_invitation_without_dates_has_no_data_for_search_engines() -> None:
    page = Reporter().preview("invitation", sample="minimal")

    assert "<script" not in page


def test_events_say_where_they_are(sample: Portfolio, on: pendulum.Date) -> None:
    modes = [SessionMode.ONLINE, SessionMode.IN_PERSON, SessionMode.HYBRID]
    online, hall = sample.sessions[1:3]
    sessions = [online, hall, attrs.evolve(hall, venue=None)]
    changed = attrs.evolve(
        sample,
        sessions=tuple(
            attrs.evolve(session, id=SessionId(f"s{n}"), mode=mode)
            for n, (session, mode) in enumerate(zip(sessions, modes, strict=True))
        ),
    )

    page = Reporter().render("invitation", changed, on=on, subject="barriers-study")

    places = [event["location"] for event in data_of(page)["@graph"]]
    url = "https://riverside.example/register?a=1&b=2"
    assert places == [
        {"@type": "VirtualLocation", "name": "Microsoft Teams", "url": url},
        {"@type": "Place", "name": "Town Hall", "address": "1 High Street"},
        [
            {"@type": "Place", "name": "To be announced"},
            {"@type": "VirtualLocation", "name": "Online", "url": url},
        ],
    ]


def calendar(portfolio: Portfolio, on: pendulum.Date) -> str:
    return Reporter().render(
        "invitation", portfolio, on=on, subject="barriers-study", format="calendar"
    )


def test_the_calendar_of_an_invitation_is_read_as_it_is_meant(
    sample: Portfolio, on: pendulum.Date
) -> None:
    read: Any = icalendar.Calendar.from_ical(calendar(sample, on))

    events = read.walk("VEVENT")
    assert [event["DTSTART"].dt.isoformat() for event in events] == [
        "2022-02-07T10:00:00+00:00",
        "2022-02-21T10:00:00+00:00",
        "2022-02-28T10:00:00+00:00",
        "2022-03-07T10:00:00+00:00",
    ]
    assert events[2]["LOCATION"] == "In person, Town Hall, 1 High Street"
    assert events[3]["STATUS"] == "CANCELLED"
    assert events[3]["SUMMARY"].startswith("Cancelled: ")


def test_its_calendar_and_the_published_one_are_of_the_same_events(
    sample: Portfolio, on: pendulum.Date
) -> None:
    moved = attrs.evolve(
        sample.sessions[1],
        on=pendulum.Date(2022, 10, 30),
        start=pendulum.Time(1, 30),
        end=pendulum.Time(2, 30),
        revision=2,
    )
    group = [s for s in sample.sessions if s.activity == moved.activity]
    changed = attrs.evolve(
        sample, sessions=tuple(moved if s.id == moved.id else s for s in group)
    )
    same = re.compile(
        r"^(UID|SEQUENCE|DTSTART|DTEND|STATUS|TRANSP|DTSTAMP)[:;].*", re.MULTILINE
    )

    invited = calendar(changed, on)
    published = interop.icalendar(changed, on=on)

    assert [m[0] for m in same.finditer(invited)] == [
        m[0] for m in same.finditer(published)
    ]
    assert "DTSTART:20221030T003000Z" in invited
    zone = slice(published.index("BEGIN:VTIMEZONE"), published.index("BEGIN:VEVENT"))
    assert published[zone] in invited


# ---------------------------------------------------------------- the information sheet


def built(name: str, portfolio: Portfolio, on: pendulum.Date, subject: str) -> Any:
    """Build a document's context."""
    return Reporter().document(name).build(portfolio, on, subject)


def changed_study(portfolio: Portfolio, **study: Any) -> Portfolio:
    """Give the portfolio with its first study changed."""
    first, *others = portfolio.studies
    return attrs.evolve(portfolio, studies=(attrs.evolve(first, **study), *others))


def changed_groups(portfolio: Portfolio, **group: Any) -> Portfolio:
    """Give the portfolio with all its groups changed."""
    groups = tuple(attrs.evolve(each, **group) for each in portfolio.focus_groups)
    return attrs.evolve(portfolio, focus_groups=groups)


@pytest.fixture(scope="session")
def study() -> Portfolio:
    """Give a study of which everything is recorded that can be."""
    return usual()


def test_the_information_sheet_says_what_was_promised(
    study: Portfolio, on: pendulum.Date
) -> None:
    sheet = built("information-sheet", study, on, "barriers-study")

    assert sheet.version == "1.1"
    assert sheet.owner == "Programme lead"
    assert sheet.present == "Independent facilitator and Researcher"
    assert sheet.withdrawal == "14 days after a session"
    assert sheet.recordings_kept == "30 days after the session"
    assert sheet.contacts_kept == "92 days after the report"
    assert sheet.transcripts_kept == "1,096 days after the report"
    assert sheet.basis == "a task in the public interest (UK GDPR, Article 6(1)(e))"
    assert sheet.funder == "Department for Education"
    (chosen_by,) = sheet.chosen_by
    assert chosen_by == (
        "Whom we choose for the group “Social workers” depends on a protected "
        "characteristic: race. The lawful ground for this is explicit consent, UK GDPR "
        "Article 9(2)(a)."
    )


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_what_nobody_has_recorded_is_a_line_to_fill_in(
    format: Any,
) -> None:
    sheet = Reporter().preview("information-sheet", sample="minimal", format=format)

    labels = [
        "Version",
        "Owner",
        "Data protection officer",
        "Lawful basis",
        "Recordings kept until",
        "Contact details kept until",
        "Funder",
        "Ethics approval",
    ]
    for label in labels:
        blank = (
            f'<dt>{label}</dt><dd><span class="blank">'
            if format == "html"
            else f"- {label}: ________"
        )
        assert blank in sheet


def test_a_lawful_ground_that_is_missing_is_said_to_be(
    study: Portfolio, on: pendulum.Date
) -> None:
    first, *others = study.segments
    changed = attrs.evolve(
        study, segments=(attrs.evolve(first, selection_ground=""), *others)
    )

    (line,) = built("information-sheet", changed, on, "barriers-study").chosen_by

    assert line.endswith("The lawful ground for this is not recorded.")


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_nothing_is_said_of_recordings_where_none_are_made(
    format: Any, study: Portfolio, on: pendulum.Date
) -> None:
    changed = changed_groups(study, recorded=False)

    page = Reporter().render(
        "information-sheet", changed, on=on, subject="barriers-study", format=format
    )

    assert "No recording is planned." in page
    assert "Recordings kept" not in page


@pytest.mark.parametrize("without", ["project", "bid"])
def test_a_study_without_money_of_its_own_names_no_funder(
    without: str, study: Portfolio, on: pendulum.Date
) -> None:
    changed = (
        changed_study(study, project=None)
        if without == "project"
        else attrs.evolve(
            study,
            projects=tuple(attrs.evolve(each, bid=None) for each in study.projects),
        )
    )

    sheet = built("information-sheet", changed, on, "barriers-study")

    assert sheet.funder == ""
    assert sheet.owner == ("" if without == "project" else "Programme lead")


def test_a_study_with_several_groups_lists_all_their_dates(
    study: Portfolio, on: pendulum.Date
) -> None:
    sheet = built("information-sheet", study, on, "listening")

    assert sheet.has_several_groups
    assert [occasion.date for occasion in sheet.occasions] == [
        "Tuesday 1 February 2022",
        "Tuesday 1 March 2022",
        "Wednesday 2 March 2022",
    ]


@pytest.mark.parametrize(
    ("versions", "version"),
    [(("1", "1"), "1"), (("1", ""), "1"), (("1", "2"), ""), (("", ""), "")],
)
def test_a_sheet_has_the_version_that_all_groups_have(
    versions: tuple[str, str], version: str, study: Portfolio, on: pendulum.Date
) -> None:
    first, *listening = study.focus_groups
    groups = [
        attrs.evolve(group, information_sheet_version=each)
        for group, each in zip(listening, versions, strict=True)
    ]
    changed = attrs.evolve(study, focus_groups=(first, *groups))

    assert built("information-sheet", changed, on, "listening").version == version


# ------------------------------------------------------------------- the consent form


def test_the_consent_form_has_a_line_for_each_thing(
    study: Portfolio, on: pendulum.Date
) -> None:
    form = built("consent-form", study, on, "barriers-study")

    assert form.version == "1.0"
    assert len(form.needed) == 6
    assert "the information sheet, version 1.1, and" in form.needed[0]
    assert "until 14 days after a session" in form.needed[2]
    assert [statement.split()[:5] for statement in form.chosen] == [
        ["I", "agree", "to", "be", "recorded."],
        ["I", "agree", "that", "my", "words"],
        ["I", "agree", "to", "be", "contacted"],
    ]
    assert [line.capacity for line in form.signatures] == [
        "Participant",
        "Person taking consent",
    ]


def test_a_consent_form_that_knows_little_leans_on_the_sheet() -> None:
    form = Reporter().document("consent-form").samples().minimal  # type: ignore[misc]

    assert form.needed[0].startswith("I have read the information sheet and")
    assert "until the day that the information sheet names." in form.needed[2]


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_nobody_is_asked_to_agree_to_a_recording_that_is_not_made(
    format: Any, study: Portfolio, on: pendulum.Date
) -> None:
    changed = changed_groups(study, recorded=False)

    page = Reporter().render(
        "consent-form", changed, on=on, subject="barriers-study", format=format
    )

    assert "recorded" not in page.partition("<body>")[2 if format == "html" else 0]


# --------------------------------------------------------------------- the topic guide


def test_the_topic_guide_says_when_each_question_begins(
    study: Portfolio, on: pendulum.Date
) -> None:
    guide = built("topic-guide", study, on, "group")

    assert [(line.begins, line.length, line.kind) for line in guide.sections] == [
        ("0:00", "10 minutes", "Opening"),
        ("0:10", "5 minutes", "Warm-up"),
        ("0:15", "20 minutes", "Key question"),
        ("0:35", "20 minutes", "Key question"),
        ("0:55", "10 minutes", "Close"),
    ]
    assert guide.time == (
        "The sections take 1 hour 5 minutes. A session lasts at most 1 hour 30 minutes."
    )
    assert [(role.title, role.name) for role in guide.roles] == [
        ("Facilitator", "Independent facilitator"),
        ("Note taker", "Researcher"),
    ]


def test_after_a_section_without_a_time_no_beginning_is_made_up(
    study: Portfolio, on: pendulum.Date
) -> None:
    times = (10, None, 20)
    sections = tuple(
        GuideSection(title=f"Question {n}", minutes=minutes)
        for n, minutes in enumerate(times)
    )
    changed = changed_groups(study, guide=TopicGuide(sections=sections))

    guide = built("topic-guide", changed, on, "group")

    assert [line.begins for line in guide.sections] == ["0:00", "0:10", ""]
    assert guide.time.startswith("No time has been set for 1 of 3 sections.")


def test_a_guide_for_a_group_that_does_not_meet_yet_says_how_long_it_takes(
    study: Portfolio, on: pendulum.Date
) -> None:
    changed = attrs.evolve(changed_groups(study, max_minutes=None), sessions=())

    guide = built("topic-guide", changed, on, "group")

    assert guide.time == "The sections take 1 hour 5 minutes."


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ({"recorded": True}, "If anybody has not, take notes only."),
        ({"recorded": False}, "We are not recording this."),
        (
            {"recorded": None},
            "The record does not say whether this session is recorded.",
        ),
    ],
)
def test_the_topic_guide_says_what_to_do_about_recording(
    group: dict[str, Any], words: str, study: Portfolio, on: pendulum.Date
) -> None:
    changed = changed_groups(study, **group)

    assert words in built("topic-guide", changed, on, "group").recording


def test_the_big_listens_nine_topics_are_in_its_guide() -> None:
    page = page_of(
        "topic-guide",
        "big-listen-2022",
        pendulum.Date(2022, 11, 14),
        subject="listen-agency",
    )

    assert "No time has been set for 9 of 9 sections. A session lasts 1 hour." in page
    assert "Disproportionality and discrimination" in page


def test_a_guide_without_questions_says_so() -> None:
    page = Reporter().preview("topic-guide", sample="minimal", format="markdown")

    assert "No questions have been recorded." in page


# -------------------------------------------------------------- the same in every format

NAMES = ["invitation", "information-sheet", "consent-form", "topic-guide"]


def words_in(text: str) -> str:
    """Give a text's words alone: no tags, no marks, no spaces."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\\", "")
    return "".join(re.findall(r"[\w£]+", plain))


@pytest.mark.parametrize("size", ["minimal", "typical"])
@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_says_the_other_formats_say_too(name: str, size: Any) -> None:
    reporter = Reporter()
    page = reporter.preview(name, sample=size)
    page = page.partition("<main")[2].partition("</main>")[0]
    markdown = words_in(reporter.preview(name, sample=size, format="markdown"))
    with zipfile.ZipFile(
        io.BytesIO(reporter.preview_file(name, sample=size, format="word"))
    ) as file:
        word = words_in(file.read("word/document.xml").decode())

    for said in re.findall(r"<(?:p|li|h1|h2|h3)[ >].*?</(?:p|li|h1|h2|h3)>", page):
        if any(mark in said for mark in ("unseen", "button", "note", "href")):
            continue  # lines to write on and links look different in each format
        assert words_in(said) in markdown
        assert words_in(said) in word
