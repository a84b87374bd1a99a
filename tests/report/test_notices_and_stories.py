from typing import Any

import attrs
import pendulum
import pytest

from tpkit import (
    Characteristic,
    Deliverable,
    DeliverableId,
    DeliverableStatus,
    Dissemination,
    DiversityQuestion,
    LawfulBasis,
    Portfolio,
    ProjectId,
    StudyId,
)
from tpkit.errors import UnknownIdError
from tpkit.report import Reporter
from tpkit.report._board.samples import usual


@pytest.fixture
def riverside() -> Portfolio:
    """Give a portfolio with a study, diversity data, quotes and plans to tell of it."""
    return usual()


def built(name: str, portfolio: Portfolio, on: pendulum.Date, subject: str) -> Any:
    """Build the context of one of these documents."""
    return Reporter().document(name).build(portfolio, on, subject)


# -------------------------------------------------------------------- privacy notice


def notice(portfolio: Portfolio, on: pendulum.Date, **study: Any) -> Any:
    """Build the notice of the first study, changed."""
    first, *others = portfolio.studies
    changed = attrs.evolve(portfolio, studies=(attrs.evolve(first, **study), *others))
    return built("privacy-notice", changed, on, first.id)


def of_collection(portfolio: Portfolio, on: pendulum.Date, **collection: Any) -> Any:
    """Build the notice of the collection of diversity data, changed."""
    first = attrs.evolve(portfolio.diversity_collections[0], **collection)
    changed = attrs.evolve(portfolio, diversity_collections=(first,))
    return built("privacy-notice", changed, on, first.id)


def test_studies_and_diversity_data_have_a_notice(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    document = Reporter().document("privacy-notice")

    assert list(document.subjects(riverside)) == [
        "barriers-study",
        "listening",
        "desk",
        "diversity",
    ]
    with pytest.raises(UnknownIdError):
        document.build(riverside, on, "none")


@pytest.mark.parametrize(
    ("basis", "right", "without"),
    [
        (LawfulBasis.PUBLIC_TASK, "object", "withdraw"),
        (LawfulBasis.LEGITIMATE_INTERESTS, "object", "withdraw"),
        (LawfulBasis.CONSENT, "withdraw", "object"),
        (LawfulBasis.CONTRACT, "elsewhere", "object"),
        (LawfulBasis.LEGAL_OBLIGATION, "corrected", "object"),
        (None, "object", "withdraw"),
    ],
)
def test_rights_follow_the_ground(
    basis: LawfulBasis | None,
    right: str,
    without: str,
    riverside: Portfolio,
    on: pendulum.Date,
) -> None:
    context = notice(riverside, on, lawful_basis=basis)

    rights = " ".join(context.rights)
    assert right in rights
    assert without not in rights
    assert bool(context.basis) is (basis is not None)


def test_what_people_are_chosen_by_is_special_and_needs_a_ground(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    first, *others = riverside.segments
    bare = attrs.evolve(first, selection_ground="")
    unexplained = attrs.evolve(riverside, segments=(bare, *others))

    context = notice(riverside, on)
    assert [item.what for item in context.data if item.is_special] == ["Race"]
    assert context.special == (
        "We choose people for the group “Social workers” by this: race.",
    )
    assert context.condition == "explicit consent, UK GDPR Article 9(2)(a)"
    assert notice(unexplained, on).condition == ""


def test_a_study_without_groups_holds_nothing_of_sessions(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = built("privacy-notice", riverside, on, "desk")

    assert context.data == ()
    assert context.special == ()
    assert [item.what for item in context.kept] == [
        "Names and how to reach people",
        "Anonymous transcripts",
    ]


def test_recordings_that_nobody_makes_are_not_held(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    groups = tuple(attrs.evolve(g, recorded=False) for g in riverside.focus_groups)
    context = notice(attrs.evolve(riverside, focus_groups=groups), on)

    assert "Recordings of sessions" not in {item.what for item in context.data}
    assert "Recordings" not in {item.what for item in context.kept}


def test_withdrawal_is_told_where_it_is_promised(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert len(notice(riverside, on).choice) == 3
    assert len(notice(riverside, on, withdrawal_days=None).choice) == 2


def test_a_notice_of_diversity_data_tells_what_was_promised(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = of_collection(riverside, on)

    assert context.controller == "Hilltop Council"
    assert context.policy == "APD/22/1"
    assert context.special == ("Special category data that we ask for: race.",)
    assert context.never_used_for == ("Promotion", "Pay")
    assert context.choice == (
        "You need not answer any question. You can prefer not to say.",
        (
            "You pass through the questions (the yearly staff survey), and may leave "
            "every one of them."
        ),
        "You can change your answers at any time.",
    )
    assert [item.until for item in context.kept] == ["31 March 2023"]
    assert [item.why for item in context.data] == ["To see who is promoted.", ""]


def test_a_notice_of_diversity_data_that_says_little(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    age = DiversityQuestion(characteristic=Characteristic.AGE, wording="How old?")
    context = of_collection(
        riverside,
        on,
        questions=(age,),
        process="",
        consent_note="",
        delete_by=None,
        lawful_basis=None,
    )

    assert context.special == ()
    assert context.choice[1] == (
        "You pass through the questions, and may leave every one of them."
    )
    assert [item.until for item in context.kept] == [""]
    assert len(of_collection(riverside, on, must_engage=False).choice) == 2


# ------------------------------------------------------------------------ case study


def story(portfolio: Portfolio, on: pendulum.Date) -> Any:
    """Build the case study of the first project."""
    return built("case-study", portfolio, on, "barriers")


def test_words_are_quoted_that_identify_nobody(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert len(riverside.consents[0].quotes) == 2
    assert [quote.by for quote in story(riverside, on).quotes] == [
        "Experienced social worker"
    ]


def test_nobody_is_quoted_without_consent(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    unsigned = attrs.evolve(riverside.consents[0], signed_on=None)

    assert story(attrs.evolve(riverside, consents=(unsigned,)), on).quotes == ()


def test_words_from_another_project_are_not_quoted(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    studies = tuple(
        attrs.evolve(study, project=ProjectId("bridge"))
        if study.id == StudyId("barriers-study")
        else study
        for study in riverside.studies
    )

    assert story(attrs.evolve(riverside, studies=studies), on).quotes == ()


def test_what_was_delivered_by_that_day_was_done(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    undated = Deliverable(
        id=DeliverableId("undated"),
        project=ProjectId("barriers"),
        title="Plan",
        status=DeliverableStatus.ACCEPTED,
    )
    later = attrs.evolve(
        undated, id=DeliverableId("later"), delivered_on=on.add(days=1)
    )
    deliverables = (*riverside.deliverables, undated, later)
    context = story(attrs.evolve(riverside, deliverables=deliverables), on)

    assert context.done == (
        "Interest has been registered by 40 people.",
        "Delivered on 31 January 2022: Summary for managers.",
        "Delivered: Plan.",
    )


def test_the_need_is_told_with_its_sources(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert story(riverside, on).need == (
        (
            "One senior post in ten is held by somebody from these groups. "
            "Source: Workforce data, September 2021."
        ),
        "Leavers say that they saw no way up.",
    )


def test_a_project_without_a_bid_has_its_own_summary(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = built("case-study", riverside, on, "bridge")

    assert context.context == ("A summary of its own.",)
    assert (context.challenge, context.need) == ((), ())


# ---------------------------------------------------------------- dissemination note


def test_who_has_not_been_told_in_time_is_shown(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = built("dissemination-note", riverside, on, "barriers")

    assert [(t.by, t.done, t.is_overdue) for t in context.tellings] == [
        ("31 January 2022", "", True),
        ("", "7 February 2022", False),
        ("", "", False),
    ]
    assert context.products == ("Toolkit | for all: Other teaching partnerships.",)
    assert context.results == ("The board: overall findings only",)


def test_what_is_done_only_later_is_not_done_yet(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    plan = Dissemination(audience="All", product="news", by=on, done_on=on.add(days=1))
    bids = (attrs.evolve(riverside.bids[0], dissemination=(plan,)),)
    changed = attrs.evolve(riverside, bids=bids)
    context = built("dissemination-note", changed, on, "barriers")

    assert [(t.done, t.is_overdue) for t in context.tellings] == [("", False)]
    assert context.tellings[0].product == "News."


def test_a_project_without_a_bid_has_no_audiences(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = built("dissemination-note", riverside, on, "bridge")

    assert context.tellings == ()
    assert context.message == ("A summary of its own.",)
