"""Write the shipped JSON Schema anew after a noun has changed.

Run from a checkout: `python .ci/schema.py`.
"""

import json
from pathlib import Path

import tpkit.files
from tpkit.files._schema import SCHEMA_FILE, build_schema


def main() -> None:
    """Replace the schema beside the module that reads it."""
    shipped = Path(tpkit.files.__file__).with_name(SCHEMA_FILE)
    text = json.dumps(build_schema(), indent=2, ensure_ascii=False)
    shipped.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
