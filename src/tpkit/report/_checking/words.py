"""What shapes are called in messages."""

from tpkit.report._checking.shapes import (
    Either,
    Fixed,
    Flag,
    Fraction,
    Group,
    Loop,
    MacroShape,
    Many,
    Method,
    Module,
    Nothing,
    Number,
    OwnBlocks,
    Perhaps,
    Record,
    Shape,
    Super,
    Text,
    Written,
)

_WORDS: dict[type, str] = {
    Text: "text",
    Number: "a number",
    Fraction: "what a division gives",
    Flag: "True or False",
    Nothing: "None",
    Written: "what a macro has written",
    Many: "a list",
    Fixed: "a list",
    Group: "a group of items",
    Loop: "the loop itself",
    OwnBlocks: "all blocks together",
    Super: "super without '()'",
    Module: "the macros of a template",
    Perhaps: "what may not have been set",
}


def described(shape: Shape) -> str:
    """Write what a value is: `a list`, `a Link`, `the macro 'tag' without '()'`."""
    match shape:
        case Record():
            return f"a {shape.kind.__name__}"
        case Method():
            return f"the method {shape.name!r} without '()'"
        case MacroShape():
            return f"the macro {shape.node.name!r} without '()'"
        case Either():
            return " or ".join(described(one) for one in shape.members)
    return _WORDS.get(type(shape), "something")
