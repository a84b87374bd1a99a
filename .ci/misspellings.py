"""Every single-letter misspelling of every name in every built-in template.

    python .ci/misspellings.py          # all of them: minutes
    python .ci/misspellings.py 1000     # so many, drawn evenly

Each letter of each name is dropped, doubled and replaced, one at a time; names are those
of values, fields, filters, tests, blocks, macros and their arguments. The checker reads
each template, without any data. Printed are those that it does not find fault with;
exits with 1 if there are any.
"""

import sys

from tpkit.report import STANDARD, Reporter
from tpkit.report._checking.misspelt import all_misspellings, is_caught, valid_names
from tpkit.report._rendering.reporter import checker_of


def main(arguments: list[str]) -> int:
    """Misspell, check, and give the exit code."""
    checker = checker_of(Reporter())
    clean = all(not checker.check(document) for document in STANDARD)
    made = [*all_misspellings(checker, 0, valid_names(checker, 0))]
    step = max(1, len(made) // int(arguments[0])) if arguments else 1
    missed = 0
    for number, one in enumerate(made[::step], start=1):
        if not is_caught(checker, list(STANDARD), one):
            missed += 1
            print(f"{one.place.name} line {one.line}: {one.wrong!r} for {one.name!r}")
        if number % 1000 == 0:
            print(f"{number:,} of {len(made[::step]):,}", file=sys.stderr, flush=True)
    found = len(made[::step])
    print(f"{found - missed:,} of {found:,} misspellings caught")
    print("no false alarm" if clean else "the templates as they are: faults")
    return int(missed > 0 or not clean)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
