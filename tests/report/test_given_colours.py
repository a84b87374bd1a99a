import pendulum

from tpkit import files
from tpkit.report import Reporter

RECORD = """
tpkit: 1
partnership: { id: tp, name: Ours }
people:
  - { id: lead, title: Programme lead, role: programme_lead }
projects:
  - { id: forum, title: Forum, kind: workshop }
deliverables:
  - id: toolkit
    project: forum
    title: Toolkit
    due: 2022-03-14
    forecast: 2022-03-25
    overrides:
      - { colour: green, reason: Agreed, by: lead, on: 2022-03-02, expires: 2022-03-31 }
"""


def test_a_colour_that_was_given_is_shown_with_who_gave_it_and_the_one_worked_out() -> (
    None
):
    portfolio = files.loads(RECORD, format="yaml")

    page = Reporter().render("status", portfolio, on=pendulum.Date(2022, 3, 7))

    assert "Given as green by Programme lead until 31 March 2022: Agreed" in page
    assert "Worked out as amber" in page
