"""Say whether a wheel holds every file of the package and nothing else.

`python .ci/wheel.py dist/tpkit-….whl`
"""

import sys
import zipfile
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"


def main(arguments: list[str]) -> int:
    """Compare the wheel with the source tree, file by file."""
    (path,) = arguments
    with zipfile.ZipFile(path) as wheel:
        shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    written = {
        file.relative_to(SOURCE).as_posix()
        for file in (SOURCE / "tpkit").rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    for name in sorted(written - shipped):
        print(f"missing from the wheel: {name}")
    for name in sorted(shipped - written):
        print(f"in the wheel and not in src: {name}")
    if "tpkit/py.typed" not in shipped:
        print("the wheel has no py.typed: type checkers would ignore its annotations")
        return 1
    print(f"{len(shipped)} files of the package in the wheel")
    return 0 if shipped == written else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
