"""Read configurations: the place of each fault, and the lines of statements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gate.made_up import config
from loopspec.config.file import ConfigError, lines_of, read_config, statements
from loopspec.config.known import Known

WHOLE = '''\
# comment
targets = [
  "uvloop",  # one
  "rloop",
]
levels = ["must"]
timeout = 2
time_factor = 1.5
workers = 2
retries = 1

[[known]]
scenario = """
a"""
reason = "[[known]]"

  [[known]]
  # inside
  scenario = "b[x=1]"
  target = 'uvloop'
  signature = "crash: *"
  reason = " why "
  issue = "https://example.org/1"
  python = ">=3.12"
  platform = "macos"
  implementation = "CPython"
  expires = 2027-06-30
  flaky = true
'''


def test_all_there_is_is_read(tmp_path: Path) -> None:
    found = config(tmp_path, WHOLE)
    assert (found.targets, found.levels, found.areas) == (("uvloop", "rloop"), ("must",), ())
    assert (found.timeout, found.time_factor, found.workers, found.retries) == (2.0, 1.5, 2, 1)
    assert found.known == (
        Known("a", reason="[[known]]", line=12),
        Known(
            *("b[x=1]", "uvloop", "crash: *", "why", "https://example.org/1", ">=3.12", "macos", "CPython"),
            expires=date(2027, 6, 30), flaky=True, line=17,
        ),
    )  # fmt: skip


def test_pyproject_has_it_in_a_section(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.loopspec]\nretries = 2\n[[tool.loopspec.known]]\nscenario = "a"\n'
    found = config(tmp_path, text, "pyproject.toml")
    assert (found.retries, found.known[0].line) == (2, 6)
    with pytest.raises(ConfigError, match=r"no \[tool.loopspec\]"):
        config(tmp_path, "[project]\n", "pyproject.toml")


ENTRY = '[[known]]\nscenario = "a"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", "1: unknown key 'x'; expected one of targets, areas, levels, timeout, time_factor, workers"),
        ("[knwon]\nscenario = 1\n", "1: unknown key 'knwon'; did you mean 'known'?"),
        ("[known]\nscenario = 1\n", "1: expected [[known]] headers, got another kind of value for known"),
        ('targets = "uvloop"\n', '1: targets: expected a list of strings such as ["one", "two"], got \'uvloop\''),
        ('targets = ["a", "a"]\n', "1: targets: expected each string once, got 'a' twice"),
        ('levels = ["most"]\n', "1: levels: unknown level 'most'; did you mean 'must'?"),
        ("timeout = 0\n", "1: timeout: expected a number from 0.05 to 3600, got 0"),
        ("retries = true\n", "1: retries: expected a whole number from 0 to 20, got true"),
        ('[[known]]\nreason = "x"\n', "1: [[known]] without `scenario`; add an id"),
        (
            ENTRY + 'expires = "2027-06-30"\n',
            "3: expires: expected a date such as 2027-06-30, without quotes or time, got '2027-06-30'",
        ),
        (
            ENTRY + "expires = 2027-06-30T00:00:00\n",
            "3: expires: expected a date such as 2027-06-30, without quotes or time, got 2027-06-30T00:00:00",
        ),
        (ENTRY + "flaky = 1\n", "3: flaky: expected true or false, got 1"),
        (
            ENTRY + 'issue = "#12"\n',
            "3: issue: expected a web address, or \"none\" where it was not reported, got '#12'",
        ),
        (ENTRY + 'signature = "fial: x"\n', "3: signature: unknown verdict 'fial'; did you mean 'fail'?"),
        (ENTRY + 'signature = "*"\n', "3: signature: unknown verdict '*'; expected one of fail, crash, hang"),
        (ENTRY + 'platform = "darwin"\n', "3: platform: unknown system 'darwin'; did you mean 'macos'?"),
        (ENTRY + 'python = "3.12"\n', "3: python: expected a condition such as '>=3.12' or '>=3.12,<3.14', got '3.12'"),
        (ENTRY + "reason = 5\n", "3: reason: expected a string, got 5"),
        (ENTRY + "\n[known.more]\nx = 1\n", "4: unknown key 'more'"),
        ('known = [{scenario = "a", x = 1}]\n', "1: unknown key 'x'"),
        ("a = \n", "1: not TOML: invalid value"),
        ("a = [1,\n", "2: not TOML: "),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        config(tmp_path, text)
    assert f"loopspec.toml:{message}" in str(raised.value)


def test_all_faults_are_told_in_their_order(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        config(tmp_path, "retries = -1\n" + ENTRY + "flaky = 1\n[[known]]\nx = 1\n")
    lines = [line.partition("loopspec.toml:")[2].partition(":")[0] for line in str(raised.value).splitlines()]
    assert lines == ["1", "4", "5", "6"]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"# fine\n# \xff\n")
    with pytest.raises(ConfigError, match=r"x.toml:2: expected UTF-8, got the byte 0xff"):
        read_config(tmp_path / "x.toml")
    with pytest.raises(ConfigError, match=r"cannot be read: Is a directory"):
        read_config(tmp_path)


def test_statements_cover_a_text_without_gaps() -> None:
    found = list(statements(WHOLE))
    assert [statement.start for statement in found] == [0, *(statement.end for statement in found[:-1])]
    assert found[-1].end == WHOLE.count("\n")
    assert [s.path for s in found if s.header] == [("known", 0), ("known", 1)]


def test_lines_of_headers_keys_and_inline_tables() -> None:
    text = 'a.b = 1\n[x]\n[[x.y]]\nk = {m = {n = 1}}\n[[x.y]]\n[x.y.z]\n"q r" = """\n[[x.y]]\n"""\nlast = 1'
    assert lines_of(text) == {
        ("a",): 1, ("a", "b"): 1, ("x",): 2, ("x", "y"): 3, ("x", "y", 0): 3, ("x", "y", 0, "k"): 4,
        ("x", "y", 1): 5, ("x", "y", 1, "z"): 6,
        ("x", "y", 1, "z", "q r"): 7, ("x", "y", 1, "z", "last"): 10,
    }  # fmt: skip
