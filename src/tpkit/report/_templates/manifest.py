"""What a folder of templates says of itself, in `manifest.toml`."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable

import attrs

from tpkit._text import did_you_mean, listed
from tpkit.errors import TemplateError

MANIFEST = "manifest.toml"
_VERSION = re.compile(r"\d+\.\d+", re.ASCII)


@attrs.frozen(kw_only=True)
class Manifest:
    """What is promised to those who adapt a document's templates."""

    contract: str = "0.0"
    """The number of the contract: a new first part breaks adaptations, a second adds."""
    description: str = ""
    """What the document is for, in a sentence."""
    blocks: Mapping[str, str] = attrs.field(factory=dict)
    """Its own blocks, each with what it holds."""
    macros: Mapping[str, str] = attrs.field(factory=dict)
    """The macros it offers to other templates, each with what it writes."""
    renamed: Mapping[str, str] = attrs.field(factory=dict)
    """Blocks that had another name in the version before: the old name, then the new."""


def manifest_in(folder: Traversable) -> Manifest | None:
    """Read the manifest of a folder; None where it has none.

    Raises:
        TemplateError: it is no TOML, or says something that no manifest says.
    """
    file = folder.joinpath(MANIFEST)
    if not file.is_file():
        return None
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise TemplateError(f"{file}: expected TOML in UTF-8: {error}") from error
    known = [field.name for field in attrs.fields(Manifest)]
    for key, value in found.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"there are {listed(known)}"
            raise TemplateError(f"{file}: no manifest has {key!r}; {hint}")
        _refuse_other(file, key, value)
    return Manifest(**found)


def _refuse_other(file: Traversable, key: str, value: object) -> None:
    if key in {"blocks", "macros", "renamed"}:
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            return
        raise TemplateError(f"{file}: expected texts under [{key}], got {value!r}")
    if not isinstance(value, str):
        raise TemplateError(f"{file}: expected {key} in quotes, got {value!r}")
    if key == "contract" and not _VERSION.fullmatch(value):
        raise TemplateError(f'{file}: expected a contract such as "1.0", got {value!r}')
