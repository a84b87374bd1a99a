"""What is said of personal data: the ground for using them, and how long they are kept."""

from tpkit._model.activity import LawfulBasis
from tpkit._text import counted

BASES = {
    LawfulBasis.CONSENT: "your consent (UK GDPR, Article 6(1)(a))",
    LawfulBasis.CONTRACT: "a contract with you (UK GDPR, Article 6(1)(b))",
    LawfulBasis.LEGAL_OBLIGATION: "a legal obligation (UK GDPR, Article 6(1)(c))",
    LawfulBasis.PUBLIC_TASK: "a task in the public interest (UK GDPR, Article 6(1)(e))",
    LawfulBasis.LEGITIMATE_INTERESTS: (
        "legitimate interests (UK GDPR, Article 6(1)(f))"
    ),
}
"""The grounds on which personal data are used, each with its article of the law."""


def kept_for(days: int | None, after: str) -> str:
    """Write `30 days after the session`; empty where nobody has said how long."""
    return "" if days is None else f"{counted(days, 'day')} after {after}"
