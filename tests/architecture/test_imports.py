import subprocess
import sys

HEAVY = {"cattrs", "highspy", "hypothesis", "jinja2", "numpy", "openpyxl", "yaml"}


def in_a_new_interpreter(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-Ic", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_root_loads_no_heavy_library() -> None:
    loaded = in_a_new_interpreter("import sys, tpkit; print(*sys.modules)").split()

    assert "tpkit._model" in loaded
    assert not HEAVY & set(loaded)


def test_a_room_imports_alone(room: str) -> None:
    loaded = in_a_new_interpreter(f"import sys, {room}; print(*sys.modules)").split()

    assert room in loaded
