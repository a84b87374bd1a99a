"""The thresholds between the colours."""

import attrs

from tpkit.errors import FieldError


def _check_days(policy: "RagPolicy", field: "attrs.Attribute[int]", days: int) -> None:
    if type(days) is not int or days < 0:
        expected = "a whole number of working days, 0 or more"
        raise FieldError("RagPolicy", field.name, expected, days)
    amber = field.name.replace("_red_", "_amber_")
    if days < getattr(policy, amber):
        expected = f"no less than {amber} ({getattr(policy, amber)})"
        raise FieldError("RagPolicy", field.name, expected, days)


@attrs.frozen(kw_only=True)
class RagPolicy:
    """How many working days behind is amber, how many red [OK].

    *Behind* is counted in working-day slots, so that Friday to Saturday is 0. Days
    exactly on a threshold keep the better colour. A milestone's own `tolerance_days`
    raise the first four thresholds to at least that many. Words and thresholds vary from one
    organisation to the next [DBW]; the end of the funding is a limit of law and no
    threshold, so there is no field for it.

    Raises:
        FieldError: a threshold is not a whole number of 0 or more, or one for red is
            less than the one for amber.

    Example:
        ```python
        >>> from tpkit import track
        >>> patient = track.RagPolicy(slip_amber_after=5, slip_red_after=20)

        ```
    """

    slip_amber_after: int = attrs.field(default=0, validator=_check_days)
    """Working days by which a forecast may be behind before it is amber."""
    slip_red_after: int = attrs.field(default=10, validator=_check_days)
    """Working days by which a forecast may be behind before it is red."""
    overdue_amber_after: int = attrs.field(default=0, validator=_check_days)
    """Working days that may pass after a promise before it is amber."""
    overdue_red_after: int = attrs.field(default=10, validator=_check_days)
    """Working days that may pass after a promise before it is red."""
    float_amber_up_to: int = attrs.field(default=5, validator=_check_days)
    """Working days of leeway in the plan that are still amber: how far something may slip
    before the money ends, or a latest date is missed. Less than none is red."""
    evidence_needed: bool = True
    """Whether accepted deliverables and complete milestones need evidence."""
