"""The only door to Hypothesis, which the extra `testing` installs."""

from tpkit.errors import MissingExtraError

try:
    from hypothesis import Phase, given, settings, strategies
    from hypothesis.strategies import DrawFn, SearchStrategy
except ImportError as error:
    raise MissingExtraError("hypothesis", "testing") from error

__all__ = ["DrawFn", "SearchStrategy", "effort", "given", "strategies"]


def effort(examples: int | None) -> settings:
    """Give settings that draw that many examples; None for as many as are set outside."""
    now = settings()
    return settings(
        deadline=None,
        max_examples=now.max_examples if examples is None else examples,
        # To explain, Hypothesis traces hundreds of runs more, for a minute or so.
        phases=[phase for phase in now.phases if phase is not Phase.explain],
    )
