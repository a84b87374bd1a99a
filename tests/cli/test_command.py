import contextlib
import importlib.metadata
import io
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tpkit import files
from tpkit.cli import main
from tpkit.cli._terminal import told

Run = Callable[..., subprocess.CompletedProcess[str]]
ON = ["--on", "2022-02-14"]


def words(*parts: object) -> list[str]:
    return [str(part) for part in parts]


# ------------------------------------------------------------- as a process of its own


@pytest.mark.parametrize(("name", "code"), [("good", 0), ("wrong", 1), ("bad", 2)])
def test_check_ends_with_what_it_found(
    name: str, code: int, tpkit: Run, request: pytest.FixtureRequest
) -> None:
    done = tpkit("check", request.getfixturevalue(name), *ON)

    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_the_module_prints_its_version(tpkit: Run) -> None:
    done = tpkit("--version")

    assert done.stdout == f"tpkit {importlib.metadata.version('tpkit')}\n"
    assert done.returncode == 0


@pytest.mark.parametrize(
    "env",
    [
        pytest.param(
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            marks=pytest.mark.skipif(
                not files.__file__.isascii(),
                reason="Python 3.11 cannot begin: it reads .pth files by the locale",
            ),
        ),
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=["LC_ALL=C", "ascii"],
)
def test_names_get_out_whatever_the_locale(
    env: dict[str, str], good: Path, tpkit: Run
) -> None:
    done = tpkit("status", good, *ON, **env)

    assert "Zoë's partnership" in done.stdout
    assert done.returncode == 0


def test_a_pipe_gets_no_colour(wrong: Path, tpkit: Run) -> None:
    assert "\x1b" not in tpkit("check", wrong, *ON).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes to break")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tpkit", "schema"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()

    assert told == b""
    assert process.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal")
def test_ctrl_c_is_no_traceback(good: Path, tmp_path: Path) -> None:
    interrupted = (
        "import signal, sys\n"
        "from tpkit import files\n"
        "from tpkit.cli import main\n"
        # A job in the background of a shell begins with the signal ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "files.read = lambda path: signal.raise_signal(signal.SIGINT)\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", interrupted, "status", str(good)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert done.returncode == 130
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "status", "clashes", "review", "pack"])
def test_a_closed_output_is_no_traceback(
    command: str, wrong: Path, tmp_path: Path
) -> None:
    closed = (
        "import sys\n"
        "from tpkit.cli import main\n"
        "sys.stdout = sys.stderr = None\n"  # as Python sets them after `>&- 2>&-`
        "sys.exit(main(sys.argv[1:]))\n"
    )
    more = ["--to", str(tmp_path / "out")] if command == "pack" else []

    done = subprocess.run(
        [sys.executable, "-c", closed, command, str(wrong), *more],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )

    assert done.returncode == int(command in ("check", "clashes"))
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize("columns", ["0", "1", "10"])
def test_nothing_is_lost_in_a_narrow_terminal(
    columns: str, wrong: Path, tpkit: Run
) -> None:
    wide, narrow = (
        tpkit("check", wrong, *ON),
        tpkit("check", wrong, *ON, COLUMNS=columns),
    )

    assert narrow.stdout == wide.stdout != ""
    refused = tpkit("check", wrong, "--on", "x", COLUMNS=columns)
    assert "'--on': expected a date such as 2022-02-21, got 'x'" in refused.stderr


def test_a_wrong_option_is_told_without_colour_to_whom_wants_none(
    good: Path, tpkit: Run
) -> None:
    done = tpkit("check", good, "--on", "x", NO_COLOR="1", FORCE_COLOR="1")

    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_without_its_libraries_the_command_says_how_to_get_them(
    tmp_path: Path, tpkit: Run
) -> None:
    (tmp_path / "typer.py").write_text(
        "raise ModuleNotFoundError('no typer', name='typer')"
    )

    done = tpkit("--version", PYTHONPATH=str(tmp_path))

    assert done.returncode == 2
    assert 'python -m pip install "tpkit[cli]"' in done.stderr
    assert "Traceback" not in done.stderr


# ---------------------------------------------------------------- in this process


def test_without_its_libraries_main_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "tpkit.cli._app", raising=False)
    monkeypatch.setitem(sys.modules, "typer", None)

    assert main(["--version"]) == 2
    assert "typer is not installed" in capsys.readouterr().err


def test_ctrl_c_while_the_libraries_load_ends_with_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "tpkit.cli._app", raising=False)
    monkeypatch.delitem(sys.modules, "typer", raising=False)

    assert main(["--version"]) == 130


def test_a_closed_output_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    assert main(["--version"]) == 0


def test_a_library_missing_from_elsewhere_looks_like_the_bug_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.startswith("tpkit.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tpkit.interop", None)
    monkeypatch.delattr("tpkit.interop", raising=False)

    with pytest.raises(ImportError, match="interop"):
        main(["--version"])


def test_the_module_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tpkit", "--version"])

    with pytest.raises(SystemExit) as end:
        runpy.run_module("tpkit", run_name="__main__")

    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("tpkit ")


def test_no_command_prints_help(capsys: pytest.CaptureFixture[str]) -> None:
    main([])

    printed = capsys.readouterr()
    assert "pack" in printed.out + printed.err


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes to break")
def test_nobody_left_to_read_ends_with_141(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)

        assert main(["--version"]) == 141


def test_output_may_go_to_a_text_in_memory() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        main(["--version"])

    assert printed.getvalue().startswith("tpkit ")


# ----------------------------------------------------------------------------- check


def test_check_points_at_file_and_line(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", wrong, *ON)) == 1

    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{wrong}:2:")
    assert last.startswith("4 errors")


def test_check_names_the_path_of_what_is_in_no_file(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(words("check", wrong, *ON))

    assert "($.partnership" in capsys.readouterr().out


def test_check_for_programs_is_a_list_of_objects(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", wrong, *ON, "--format", "json")) == 1

    found = json.loads(capsys.readouterr().out)
    assert found
    assert {tuple(line) for line in found} == {
        ("code", "severity", "path", "message", "remedy")
    }


def test_a_refused_document_is_told_with_its_places(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", bad, *ON)) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{bad}:4:" in printed.err and "did you mean 'name'" in printed.err
    assert "refused: " in printed.err


def test_a_refused_document_for_programs_is_a_list_of_problems(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", bad, *ON, "--format", "json")) == 2

    found = json.loads(capsys.readouterr().out)
    keys = ["path", "message", "expected", "got", "hint", "file", "line", "column"]
    assert {tuple(line) for line in found} == {tuple(keys)}
    assert {line["line"] for line in found} >= {4, 8}


@pytest.mark.parametrize("command", ["status", "clashes"])
def test_other_commands_refuse_a_document_too(
    command: str, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(command, bad)) == 2
    assert "did you mean 'name'" in capsys.readouterr().err


def test_check_leaves_out_what_it_is_told_to(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", wrong, *ON, "--ignore", "TP")) == 0
    assert capsys.readouterr().out == "no findings\n"


@pytest.mark.parametrize("command", ["check", "pack"])
def test_a_code_that_can_be_none_is_refused(
    command: str, wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = ["--to", tmp_path / "out"] if command == "pack" else []

    assert main(words(command, wrong, *ON, *to, "--ignore", "tp4")) == 2
    told = capsys.readouterr().err
    assert "'--ignore': expected codes such as TP401" in told and "got 'tp4'" in told


def test_a_code_that_no_check_has_is_refused(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", wrong, *ON, "--ignore", "TP999")) == 2
    assert "no check has a code that is or begins with 'TP999'" in (
        capsys.readouterr().err
    )


def test_without_a_day_it_is_today(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("status", good)) == 0
    # The toolkit was due in 2022, and money for it has no end.
    assert "working days ago" in capsys.readouterr().out


@pytest.mark.parametrize(
    "day", ["14/02/2022", "2022-02-30", "2023-02-29", "0000-01-01", "now", ""]
)
def test_a_day_that_is_none_is_refused(
    day: str, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("check", good, "--on", day)) == 2
    told = f"'--on': expected a date such as 2022-02-21, got {day!r}"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "status", "clashes", "review"])
def test_a_path_that_is_not_there_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(command, tmp_path / "none")) == 2
    assert capsys.readouterr().err == (
        f"tpkit: {tmp_path / 'none'}: there is no such file or folder\n"
    )


def test_an_error_of_the_system_without_a_file_is_told() -> None:
    assert told(OSError("out of luck")) == "out of luck"


@pytest.mark.parametrize("no_colour", ["", "1"])
def test_a_terminal_gets_colour_unless_it_wants_none(
    no_colour: str,
    wrong: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_colour)

    main(words("check", wrong, *ON))

    assert ("\x1b[" in capsys.readouterr().out) is not bool(no_colour)


# ------------------------------------------------------------------ status, clashes


def test_status_tells_of_each_promise(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("status", good, *ON)) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Amber     Zoë's partnership: ")
    assert lines[-1].startswith("  Amber     Toolkit: promised for 1 February 2022")


@pytest.mark.parametrize(("name", "code"), [("good", 0), ("wrong", 1)])
def test_clashes_are_told_and_counted(
    name: str,
    code: int,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(words("clashes", request.getfixturevalue(name))) == code

    *told, count = capsys.readouterr().out.splitlines()
    assert count == ("1 clash" if code else "0 clashes")
    assert len(told) == code


def test_schema_is_the_one_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == files.json_schema()


# ------------------------------------------------------------------------------ pack


def test_pack_says_what_it_made_and_where_to_look(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    assert main(words("pack", good, *ON, "--to", out)) == 0

    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == f"ZTP, as of 14 February 2022: 8 files in {out}"
    assert last == f"Open {out / 'index.html'} in a browser"
    assert (out / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_pack_takes_a_folder_and_templates_of_ones_own(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, mine = tmp_path / "folder", tmp_path / "mine" / "status"
    folder.mkdir()
    good.rename(folder / "all.yaml")
    mine.mkdir(parents=True)
    (mine / "page.html.j2").write_text("ours")

    code = main(
        words("pack", folder, *ON, "--to", tmp_path / "out", "--layer", mine.parent)
    )

    assert code == 0
    assert (tmp_path / "out" / "status.html").read_text() == "ours"
    assert "status.html" in capsys.readouterr().out


def test_pack_replaces_nothing_unasked(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("dear")
    command = words("pack", good, *ON, "--to", out)

    assert main(command) == 2
    assert "letter.txt" in (told := capsys.readouterr().err) and "--overwrite" in told
    assert main([*command, "--overwrite"]) == 0
    assert (out / "letter.txt").read_text() == "dear"


def test_a_pack_never_goes_into_the_portfolio_it_is_of(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    good.rename(folder / "all.yaml")
    command = words("pack", folder, *ON, "--overwrite", "--to")

    assert main([*command, str(folder)]) == 2
    assert "expected another folder than the portfolio's" in capsys.readouterr().err
    assert [file.name for file in folder.iterdir()] == ["all.yaml"]
    assert main([*command, str(folder / "out")]) == 0


def test_pack_names_the_folder_that_is_where_a_file_should_be(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "out" / "status.html"
    in_the_way.mkdir(parents=True)

    code = main(words("pack", good, *ON, "--to", tmp_path / "out", "--overwrite"))

    assert code == 2
    told = capsys.readouterr().err
    assert told.startswith(f"tpkit: {in_the_way}: cannot write there")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_pack_knows_the_first_day_and_the_last(
    day: str, good: Path, tmp_path: Path
) -> None:
    assert main(words("pack", good, "--on", day, "--to", tmp_path / "out")) == 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder nobody can fill")
def test_pack_tells_of_a_folder_it_cannot_write(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("pack", good, *ON, "--to", "/proc/tpkit")) == 2
    assert capsys.readouterr().err.startswith("tpkit: /proc/tpkit: cannot write there")


def test_pack_tells_of_a_template_that_is_wrong(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine" / "status"
    mine.mkdir(parents=True)
    (mine / "page.html.j2").write_text("{{ titel }}")

    code = main(
        words("pack", good, *ON, "--to", tmp_path / "out", "--layer", mine.parent)
    )

    assert code == 2
    assert "line 1: 'titel' is undefined" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
