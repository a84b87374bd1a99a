"""What the README promises of its pages: that a line which is not so fails the tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WRONG = {
    "a session": "```python\n>>> 1 + 1\n3\n\n```\n",
    "an exception": "```python\nraise ValueError\n```\n",
    "printed output": '```python\nprint("open")\n```\n\n```text\nclosed\n```\n',
    "a console": '```console\n$ python -c "print(1)"\n2\n```\n',
    "another program": "```console\n$ rm -r out\n```\n",
    "yaml": "```yaml\na: [1\n```\n",
    "a portfolio": "```yaml\ntpkit: 1\nworkshop: []\n```\n",
    "json": '```json\n{"a": }\n```\n',
    "toml": "```toml\na =\n```\n",
    "a list's session": "1. First\n\n    ```python\n    >>> 1 + 1\n    3\n\n    ```\n",
}

RIGHT = """
```python
x = 2
print(x)
```

```text
2
```

```python
>>> x + 1
3

```

```console
$ python -c "open('made.txt', 'w').close(); print('made')"
made
```

```python
from pathlib import Path
assert Path("made.txt").exists()
assert Path("examples").is_dir()
```

```text
```

```yaml title="plan.yaml"
tpkit: 1
```

```python
assert Path("plan.yaml").read_text() == "tpkit: 1\\n"
```
"""


def run_pages(root: Path, folder: Path, pages: dict[str, str]) -> str:
    (folder / "docs").mkdir()
    (folder / "examples").mkdir()
    for name, text in pages.items():
        (folder / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    shutil.copy(root / "conftest.py", folder)
    shutil.copy(root / "pyproject.toml", folder)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "docs"],
        cwd=folder,
        # The pages' own run must not add to the coverage of the run it is part of.
        env={k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def test_a_wrong_line_fails(root: Path, tmp_path: Path) -> None:
    told = run_pages(root, tmp_path, WRONG)

    assert {name for name in WRONG if f"FAILED docs/{name}.md" not in told} == set()
    assert f"{len(WRONG)} failed" in told


def test_right_lines_pass_in_a_folder_of_their_own(root: Path, tmp_path: Path) -> None:
    told = run_pages(root, tmp_path, {"page": RIGHT})

    assert "8 passed" in told
    assert not (tmp_path / "made.txt").exists()
