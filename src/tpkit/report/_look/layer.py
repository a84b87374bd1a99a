"""The layer of templates that a look comes to: its colours and its logo, on every page."""

from importlib.resources.abc import Traversable
from typing import Any

import attrs

from tpkit.report._escaping import html
from tpkit.report._look.colours import AFTER_DARK, Colours
from tpkit.report._look.look import Look
from tpkit.report._templates.text_layer import TextLayer

_STYLE = """\
{% include "base/style.css.j2" %}
@media screen { :root { LIGHT } }
@media screen and (prefers-color-scheme: dark) { :root { DARK } }
@media print { :root { BRAND } .banner { border-color: var(--brand); } }
.banner img { display: block; max-width: min(100%, 15rem); max-height: 4.5rem; margin: 0 auto .5rem 0; padding: .3rem; background: #fff; }
.banner .logo { max-width: var(--page); margin: 0 auto; }
"""
_COLOURS = """\
{% macro brand_colour() -%}
BRAND
{%- endmacro %}
{% macro link_colour() -%}
LINK
{%- endmacro %}
"""
_LAYOUT = """\
{% extends "base/layout.html.j2" %}
{% block banner %}
<div class="logo"><img src="ADDRESS" alt="TEXT"></div>
{{ super() }}
{% endblock %}
"""


def layers_of(look: Look) -> tuple[Traversable, ...]:
    """Give the layers that a look adds above the built-in one: one, or none."""
    is_coloured = (look.colours, look.dark) != (Colours(), AFTER_DARK)
    if not is_coloured and look.logo is None:
        return ()
    texts = {
        "base/style.css.j2": _style(look),
        "base/colours.docx.j2": _of_word(look.colours),
    }
    if look.logo is not None:
        words = html.escape(look.logo.text).replace("{", "&#123;")
        layout = _LAYOUT.replace("ADDRESS", look.logo.address)
        texts["base/layout.html.j2"] = layout.replace("TEXT", words)
    layer: Any = TextLayer("the look", texts)
    return (layer,)


def _style(look: Look) -> str:
    brand = {"brand": look.colours.brand, "on_brand": look.colours.on_brand}
    return (
        _STYLE.replace("LIGHT", _declared(look.colours))
        .replace("DARK", _declared(look.dark))
        .replace("BRAND", _written(brand))
    )


def _of_word(colours: Colours) -> str:
    return _COLOURS.replace("BRAND", _six_digits(colours.brand)).replace(
        "LINK", _six_digits(colours.link)
    )


def _six_digits(colour: str) -> str:
    """Write a colour as Word does: `#abc` as `AABBCC`."""
    digits = colour.removeprefix("#").upper()
    is_short = len(digits) == len("abc")
    return "".join(digit * 2 for digit in digits) if is_short else digits


def _declared(colours: Colours) -> str:
    return _written(attrs.asdict(colours))


def _written(values: dict[str, str]) -> str:
    return " ".join(
        f"--{name.replace('_', '-')}: {colour};" for name, colour in values.items()
    )
