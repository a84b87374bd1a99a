"""Makes a PDF of a page of HTML: tagged, and as PDF/UA-1 asks for.

The only door to WeasyPrint, which the extra `pdf` installs. It prints the page by the
style that the page has for paper; what is changed of the page changes the PDF.
"""

import re
from typing import Any

from tpkit.errors import MissingExtraError, TemplateError

_VARIANT = "pdf/ua-1"


def pdf_file(page: str) -> bytes:
    """Print a page of HTML.

    Nothing is loaded: neither from the web nor from this computer, but for its fonts.
    A letter that none of them has is an empty box, with which a page is no PDF/UA.

    Raises:
        MissingExtraError: the extra `pdf` is not installed.
        TemplateError: the page wants something loaded.
    """
    try:
        # Here, as it takes a third of a second, and most documents are no PDF.
        import weasyprint  # noqa: PLC0415
        from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as error:  # OSError: its own library, Pango, is not
        raise MissingExtraError("weasyprint", "pdf") from error
    fetcher: Any = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        made: Any = weasyprint.HTML(string=printable(page), url_fetcher=fetcher)
        pdf: bytes = made.write_pdf(pdf_variant=_VARIANT)
    except FatalURLFetchingError as error:
        raise TemplateError(
            f"expected a page that holds all it shows, got {error} in a PDF; "
            "put the picture into the page, as data:"
        ) from error
    else:
        return pdf


# --------------------------------------------------------------------------- drawings

_BREAKS = re.compile("[\u2028\u2029]")
"""No font has a letter for them."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_DEFINITIONS = re.compile(r"<defs>(.*?)</defs>", re.DOTALL)
_DRAWING = re.compile(r"<svg\b[^>]*>")
_FOR_SCREENS = re.compile(r"@media screen[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_VALUE = re.compile(r"--([\w-]+):\s*([^;]+);")
_ITS_OWN = "svg text { stroke: none !important; }"
"""It knows no `paint-order`: a line around letters would lie on top of them."""
_USE = re.compile(r"var\(--([\w-]+)\)")


def printable(page: str) -> str:
    """Give each drawing the page's style, colours and patterns, which it gets from none.

    WeasyPrint draws an `<svg>` as a document of its own: there the page's style does not
    hold, and colours that have names (`var(--ink)`) would be black.
    """
    page = _BREAKS.sub(" ", page)
    style = _FOR_SCREENS.sub("", "".join(_STYLE.findall(page)))
    values = dict(
        pair for root in _ROOT.findall(style) for pair in _VALUE.findall(root)
    )
    definitions = "".join(_DEFINITIONS.findall(page))
    held = f"<style>{style}{_ITS_OWN}</style><defs>{definitions}</defs>"

    def named(match: re.Match[str]) -> str:
        return str(values.get(match[1], match[0]))

    def drawing(match: re.Match[str]) -> str:
        hidden = 'aria-hidden="true"' in match[0]
        # What is hidden from those who hear the page is tagged all the same.
        name = "<title>Sign, explained beside it</title>" if hidden else ""
        return f"{match[0]}{name}{_USE.sub(named, held)}"

    return _DRAWING.sub(drawing, _USE.sub(named, page))
