"""A partnership's own look, which all its documents have without a template of its own."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from tpkit._text import did_you_mean, listed
from tpkit.errors import FieldError, TemplateError, shown
from tpkit.report._look.colours import AFTER_DARK, Colours
from tpkit.report._look.logo import Logo
from tpkit.report._look.wording import DATE_STYLES, DateStyle, Wording


def _terms(terms: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(terms))


def _check_terms(
    look: Any, field: "attrs.Attribute[Mapping[str, str]]", value: Mapping[str, str]
) -> None:
    for old, new in value.items():
        texts: tuple[object, object] = (old, new)
        if not all(isinstance(t, str) and t.strip() for t in texts):
            expected = "words for words, such as 'learning set': 'learning circle'"
            got = f"{old!r}: {new!r}"
            raise FieldError(type(look).__name__, field.name, expected, got)


def _check_style(
    look: Any, field: "attrs.Attribute[DateStyle]", value: DateStyle
) -> None:
    if value not in DATE_STYLES:
        hint = listed(map(repr, DATE_STYLES), joiner="or")
        raise FieldError(type(look).__name__, field.name, hint, value)


def _dark(look: Any) -> Colours:
    """Give the colours for dark screens: those of tpkit, with the brand's own."""
    mine: Colours = look.colours
    return attrs.evolve(AFTER_DARK, **_brand(mine))


def _brand(colours: Colours) -> dict[str, str]:
    usual = Colours()
    if (colours.brand, colours.on_brand) == (usual.brand, usual.on_brand):
        return {}
    return {"brand": colours.brand, "on_brand": colours.on_brand}


@attrs.frozen(kw_only=True)
class Look:
    """What documents look like, and the words they use, without a template being touched.

    Raises:
        FieldError: there is no such style of dates, or a term is no text.

    Example:
        ```python
        >>> from tpkit.report import Colours, Look, Reporter
        >>> look = Look(
        ...     date_style="ordinal",
        ...     terms={"learning set": "learning circle"},
        ...     colours=Colours(brand="#5b2a86"),
        ... )
        >>> page = Reporter(look=look).preview("status")
        >>> "--brand: #5b2a86" in page, "14th February 2022" in page
        (True, True)

        ```
    """

    date_style: DateStyle = attrs.field(default="long", validator=_check_style)
    """How dates are written: `long`, `ordinal`, `short`, `numeric` or `iso`."""
    terms: Mapping[str, str] = attrs.field(
        factory=dict, converter=_terms, validator=_check_terms
    )
    """Words of tpkit, and of the record, with the words that the partnership has instead.

    Small letters: `social worker` is changed where it is written so, or begins a sentence
    (`Social worker`), and not in names such as `British Association of Social Workers`. A
    plural in `s` follows, and so does `a` or `an`; another plural is a term of its own."""
    logo: Logo | None = None
    """A picture at the top of pages."""
    colours: Colours = attrs.field(factory=Colours)
    """The colours of pages."""
    dark: Colours = attrs.field(default=attrs.Factory(_dark, takes_self=True))
    """Those for screens that are set to dark."""

    @classmethod
    def read(cls, file: str | os.PathLike[str], /) -> "Look":
        """Read a look from a file in TOML, with the logo's `file` beside it.

        Raises:
            OSError: a file cannot be read.
            TemplateError: it is no TOML, or says something that no look says; the error
                names the file and the place.
        """
        return _read(Path(file))

    def worded(self, text: str, /) -> str:
        """Give a text as documents print it: with these words and dates."""
        return wording_of(self).worded(text)


def wording_of(look: Look) -> Wording:
    """Give what changes the texts of documents."""
    return Wording(terms=look.terms, date_style=look.date_style)


# ---------------------------------------------------------------------- from a file


def _read(file: Path) -> Look:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise TemplateError(f"{file}: expected TOML in UTF-8: {error}") from error
    place = ""
    try:
        _refuse_unknown(found, Look)
        place = "colours."
        colours = attrs.evolve(Colours(), **_table(found, "colours", Colours))
        place = "dark."
        after_dark = attrs.evolve(AFTER_DARK, **_brand(colours))
        dark = attrs.evolve(after_dark, **_table(found, "dark", Colours))
        place = "logo."
        logo = _logo(file, _table(found, "logo", _LogoFile))
        place = ""
        return Look(
            date_style=found.get("date_style", "long"),
            terms=_table(found, "terms", None),
            logo=logo,
            colours=colours,
            dark=dark,
        )
    except FieldError as error:
        told = f"expected {error.expected}, got {shown(error.got)}"
        raise TemplateError(f"{file}: {place}{error.field}: {told}") from error


@attrs.frozen(kw_only=True)
class _LogoFile:
    """What a file says of the logo."""

    file: str = ""
    text: str = ""


def _logo(beside: Path, table: dict[str, Any]) -> Logo | None:
    if not table:
        return None
    told = _LogoFile(**table)
    if not told.file:
        raise FieldError("Logo", "file", "the name of a picture", told.file)
    return Logo.read(beside.parent / told.file, text=told.text)


def _table(found: dict[str, Any], name: str, kind: Any) -> dict[str, Any]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise FieldError("Look", name, f"a table [{name}]", table)
    if kind is not None:
        _refuse_unknown(table, kind)
    return table


def _refuse_unknown(table: dict[str, Any], kind: Any) -> None:
    known = [field.name for field in attrs.fields(kind)]
    for name in table:
        if name not in known:
            hint = did_you_mean(name, known)
            wanted = f"one of {listed(known)}{f' ({hint})' if hint else ''}"
            raise FieldError(kind.__name__, name, wanted, name)
