"""Portfolios in and out of files: YAML, JSON and TOML, one file or a folder.

```text
read(path)              a file or a folder           → Portfolio, or every Problem at once
loads(text, format=…)   a text                       → Portfolio, or every Problem at once
dumps(portfolio)        canonical JSON, YAML or TOML → text
write(portfolio, path)  whole or not at all          → a file or a folder
locate(path, places)    where in the files places of the portfolio stand
json_schema()           for editors that complete and check as people type
```

A value means what it looks like: a code `NO`, an id `01`, a time `10:30` and a title
`1.0` are read as the field says, in all formats alike.
"""

from tpkit.files._convert import configure_converter, make_converter
from tpkit.files._locate import locate
from tpkit.files._migrate import SCHEMA_VERSION
from tpkit.files._read import loads, read
from tpkit.files._schema import json_schema
from tpkit.files._sources import Format
from tpkit.files._write import dumps, write

__all__ = [
    "SCHEMA_VERSION",
    "Format",
    "configure_converter",
    "dumps",
    "json_schema",
    "loads",
    "locate",
    "make_converter",
    "read",
    "write",
]
