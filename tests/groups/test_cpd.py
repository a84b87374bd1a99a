from typing import Any

from tpkit import BookingStatus, DeliveryMode, PersonId, WorkshopId, groups

WORKSHOP = WorkshopId("workshop")


def attended(build: Any, **workshop: Any) -> Any:
    return build.portfolio(
        "a",
        workshops=[build.workshop(**workshop)],
        sessions=[build.session(1), build.session(2)],
        bookings=[build.booking(n, "a", BookingStatus.ATTENDED) for n in (1, 2)],
    )


def test_a_record_has_the_regulators_fields_filled_in_as_far_as_known(
    build: Any,
) -> None:
    portfolio = attended(
        build,
        delivery=DeliveryMode.SERIES,
        topic="Orders that deprive children of their liberty.",
        purpose="So that reviews ask why the order is still needed",
        learning_outcomes=["Explain when an order can be made"],
    )

    record = groups.cpd_record(portfolio, WORKSHOP, PersonId("a"))

    assert record.rows == (
        ("Type of CPD", "Series of workshops"),
        (
            "Short description and relevance",
            (
                "The workshop. Orders that deprive children of their liberty. "
                "So that reviews ask why the order is still needed"
            ),
        ),
        ("Date", "1 November 2021 and 8 November 2021"),
        ("What I learnt", ""),
        ("Impact on my practice and on the people I work with", ""),
        ("What I learnt from discussing it with a peer", ""),
    )
    assert record.prompts == ("Explain when an order can be made",)


def test_what_the_person_writes_fills_the_rest(build: Any) -> None:
    portfolio = attended(build, topic="Secure orders")

    record = groups.cpd_record(
        portfolio,
        WORKSHOP,
        PersonId("a"),
        learnt="When an order can be made",
        impact="I ask why it is still needed",
        peer_discussion="A guardian sees the child more often than I do",
    )

    assert record.unfilled == ()
    assert record.kind == "Workshop"


def test_a_workshop_that_tells_nothing_leaves_gaps(build: Any) -> None:
    portfolio = attended(build)

    record = groups.cpd_record(portfolio, WORKSHOP, PersonId("stranger"))

    assert record.unfilled == tuple(heading for _, heading in groups.CPD_FIELDS[1:])


def test_a_record_has_no_hours() -> None:
    assert not any("hour" in heading.casefold() for _, heading in groups.CPD_FIELDS)
