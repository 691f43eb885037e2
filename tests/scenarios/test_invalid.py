"""Files that must not validate, and the messages about them.

Every file below ``invalid/TOPIC/`` is named after its fault and says in ``# fault: LINE:COLUMN: message`` what
must be found, all of it and nothing else. Python's own words about syntax differ by version: they are
written ``(...)``; names in braces stand for lists: see ``KNOWN``. A folder in a topic is loaded as a whole.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from loopspec.capabilities import CAPABILITIES
from loopspec.scenarios.document import SIZE_LIMIT, SpecError
from loopspec.scenarios.frame import FORMATS, json_schema
from loopspec.scenarios.load import load_suite, load_text, read_text
from loopspec.scenarios.verbs import VERBS
from loopspec.scenarios.verbs.surroundings import SIGNALS
from loopspec.scenarios.vocabulary import AREAS, TAGS

HERE = Path(__file__).parent
INVALID = HERE / "invalid"
MODULES = HERE.parents[1] / "runners" / "loopspec" / "scenarios"
CASES = sorted(path for topic in INVALID.iterdir() for path in topic.iterdir())
EXPECTED = re.compile(rb"^# fault: (.*)$", re.MULTILINE)
KNOWN = {
    "verbs": VERBS,
    "words": json_schema("1.0")["$defs"]["step"]["properties"],
    "scenario": json_schema("1.0")["$defs"]["scenario"]["properties"],
    "tags": TAGS,
    "signals": SIGNALS,
    "capabilities": CAPABILITIES,
    "newest": FORMATS[-1:],
    "formats": [" or ".join(f'"{version}"' for version in FORMATS)],
}
LISTS = re.compile(rf"\{{({'|'.join(KNOWN)})\}}")
PYTHONS_OWN_WORDS = re.compile(
    r"(is not a Python expression |is not a text with values in braces |not a list of parameters )\(.*\)$"
)


def expected_faults(path: Path) -> list[str]:
    """The faults that a file, or the files of a folder, must have."""
    if path.is_dir():
        return [fault for file in sorted(path.iterdir()) for fault in expected_faults(file)]
    name = path.relative_to(INVALID).as_posix()
    texts = [text.decode("utf-8") for text in EXPECTED.findall(path.read_bytes())]
    return [f"{name}:{LISTS.sub(lambda found: ', '.join(KNOWN[found[1]]), text)}" for text in texts]


def faults_of(*paths: Path) -> list[str]:
    """The faults that the loader finds."""
    with pytest.raises(SpecError) as caught:
        load_suite(paths)
    return [PYTHONS_OWN_WORDS.sub(r"\1(...)", str(fault)) for fault in caught.value.faults]


def fault_in(raw: bytes) -> str:
    """The one fault of a file with this content."""
    with pytest.raises(SpecError) as caught:
        load_text("file.yaml", raw)
    [fault] = caught.value.faults
    return str(fault)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_is_refused_with_its_message(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INVALID)
    assert expected_faults(path)
    assert faults_of(path.relative_to(INVALID)) == expected_faults(path)


def message_parts() -> list[str]:
    """The longest literal part of every message that the loader's modules write."""
    parts = []
    rules = sorted(path.name for path in (MODULES / "verbs").glob("*.py"))
    for module in (
        "document.py",
        "yamlfile.py",
        "schema.py",
        "load.py",
        "build.py",
        "expressions.py",
        *map("verbs/{}".format, rules),
    ):
        tree = ast.parse((MODULES / module).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Yield) and module.startswith("verbs/") and call.value is not None:
                call = ast.Call(ast.Name("fault"), [call.value], [])
            if not isinstance(call, ast.Call) or _called(call) not in (
                "fault", "unknown", "refuse", "Fault", "ExpressionError", "UnboundNameError",
            ):  # fmt: skip
                continue
            literals = [
                part.value
                for argument in call.args
                for part in (argument.values if isinstance(argument, ast.JoinedStr) else [argument])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if literals:
                parts.append(max(literals, key=len))
    return parts


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


TESTED_BELOW = {
    "unknown area ",
    "the file's name has characters that cannot be seen",
    "no scenario file in this folder, expected *.yaml",
    "no such file or folder",
    "cannot be read: ",
    " bytes; split it by subject",
    " is too long, expected at most ",
    ": ",  # the frame of the whitelist's messages
}


def test_every_message_has_its_file() -> None:
    given = "\n".join(fault for path in CASES for fault in expected_faults(path))
    missing = {part for part in message_parts() if part not in given}
    assert missing <= TESTED_BELOW


def test_five_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: [" + b"x, " * (5 * 1024 * 1024 // 3) + b"x]\n")
    assert faults_of(path) == [f"{path}:1:1: the file has more than {SIZE_LIMIT} bytes; split it by subject"]


def test_largest_file_is_read() -> None:
    raw = (INVALID / "head" / "top-is-a-text.yaml").read_bytes()
    assert "expected a mapping" in fault_in(raw + b"#" * (SIZE_LIMIT - len(raw)))
    assert "more than" in fault_in(raw + b"#" * (SIZE_LIMIT - len(raw) + 1))


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? ", b"[{a: "])
def test_nesting_without_end_is_refused(opening: bytes) -> None:
    assert "nested too deeply" in fault_in(opening * (SIZE_LIMIT // len(opening)))


def test_nesting_is_refused_before_what_the_library_refuses_further_on() -> None:
    """The scanner of PyYAML meets the letter that begins no value before it has given the first of the lists."""
    assert fault_in(b"[" * 100 + b"@") == "file.yaml:1:41: nested too deeply, expected at most 40 levels"


def test_levels_before_a_fault_are_counted_once() -> None:
    assert "not YAML: " in fault_in(b"[\n" * 39 + b"@")  # each on a line of its own: given before the scanner goes on


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("needs: [" + "1, a, [], " * 5_000 + "]", id="items-of-many-kinds"),
        pytest.param("says: A" + "a" * 250_000, id="long-sentence"),
        pytest.param("basis: {docs: " + "a/" * 120_000 + "}", id="long-page"),
        pytest.param("basis: {issue: " + "a-" * 120_000 + "}", id="long-issue"),
        pytest.param("let: {" + "a_" * 120_000 + ": 1}", id="long-name"),
        pytest.param("main: [" + "{call: noop(_)}, " * 5_000 + "]", id="many-faults"),
        pytest.param("a: 1\n    b: 2" * 15_000, id="broken-lines"),
    ],
)
def test_largest_files_do_not_run_away(data: str) -> None:
    head = 'format: "1.0"\narea: Lock\nsubject: acquire\nscenarios:\n  a-rule:\n    '
    with pytest.raises(SpecError):
        load_text("file.yaml", (head + data + "\n").encode())


def test_values_of_each_do_not_run_away() -> None:
    values = ", ".join(f"'{'x' * 76}{number:02}'" for number in range(12))
    head = (
        'format: "1.0"\narea: Lock\nsubject: acquire\nscenarios:\n  a-rule:\n    says: The lock is taken.\n'
        f"    level: must\n    basis: {{note: none}}\n    each: {{x: [{values}], y: [{values}]}}\n"
    )
    steps = "".join(f"      - call: noop('{'$x$y' * 100}')\n" for _ in range(500))
    with pytest.raises(SpecError, match="is too long"):
        load_text("file.yaml", (head + "    main:\n" + steps + "    expect: []\n").encode())


def test_name_of_a_file_cannot_become_code() -> None:
    raw = next((HERE / "valid-pass").glob("*.yaml")).read_bytes()
    with pytest.raises(SpecError, match="the file's name has characters that cannot be seen"):
        load_text("a.yaml\nimport os", raw)


def test_path_without_scenarios_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [f"{tmp_path}:1:1: no scenario file in this folder, expected *.yaml"]
    missing = tmp_path / "missing.yaml"
    assert faults_of(missing) == [f"{missing}:1:1: no such file or folder"]


def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    assert faults_of(tmp_path) == [f"{folder}:1:1: cannot be read: Is a directory"]


def test_path_given_twice_is_loaded_once() -> None:
    path = next((HERE / "valid-pass").glob("*.yaml"))
    assert len(load_suite([path, path, path.parent])) == len(load_suite([path.parent]))


def test_area_of_the_suite_is_one_that_it_has() -> None:
    raw = next((HERE / "valid-pass").glob("*.yaml")).read_bytes().replace(b"area: Format", b"area: Quue")
    _, [fault] = read_text("spec/queue/put.yaml", raw, AREAS)
    assert str(fault) == (
        f"spec/queue/put.yaml:2:7: unknown area 'Quue', did you mean 'Queue'? Expected one of {', '.join(AREAS)}"
    )
    assert load_text("put.yaml", raw)  # a stranger's file may have areas of its own
