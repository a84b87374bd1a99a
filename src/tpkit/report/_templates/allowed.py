"""What templates may use: the filters, the tests, the methods, the names of a loop."""

FILTERS = (
    "abs",
    "batch",
    "capitalize",
    "first",
    "groupby",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "sum",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "wordcount",
)
"""The filters of Jinja that neither bypass escaping, hide a misspelling nor throw dice."""

JSON = "json"
"""The filter that writes a value as JSON, in pages of HTML."""

TESTS = (
    "divisibleby",
    "eq",
    "even",
    "ge",
    "gt",
    "in",
    "le",
    "lt",
    "ne",
    "odd",
)
"""The tests of Jinja that hide no misspelling, as `is defined` would."""

METHODS = (
    "casefold",
    "count",
    "endswith",
    "find",
    "isdigit",
    "lower",
    "removeprefix",
    "removesuffix",
    "startswith",
    "strip",
    "upper",
)
"""The methods of texts that give no more than they take."""

OF_LOOPS = ("depth", "first", "index", "index0", "last", "length", "revindex")
"""What `loop` tells of a loop."""
