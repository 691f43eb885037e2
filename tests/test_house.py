"""The house is in order: linted, typed, rendered, and importing in one direction."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "runners" / "loopspec"
HARNESS = TOOL / "harness"
REFLOOP = ROOT / "reference" / "refloop"


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("loopspec", "validate"),
        ("loopspec", "render", "--check"),
    ],
    ids=" ".join,
)
def test_tool_has_nothing_to_say(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports when it runs, relative ones with their dots."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            block.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


@pytest.mark.parametrize("path", sorted(HARNESS.glob("*.py")), ids=lambda path: path.name)
def test_the_far_side_imports_the_standard_library_only(path: Path) -> None:
    outside = {name for name in imports_of(path) if not name.startswith("loopspec.harness")}  # its own package
    allowed = sys.stdlib_module_names | {file.stem for file in HARNESS.glob("*.py")}
    assert {name.split(".")[0] for name in outside} <= allowed


@pytest.mark.parametrize("path", sorted(REFLOOP.rglob("*.py")), ids=lambda path: path.name)
def test_refloop_imports_itself_and_the_standard_library_only(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports_of(path) if not name.startswith(".")}
    assert outside <= sys.stdlib_module_names


@pytest.mark.parametrize("path", sorted((ROOT / "generated_tests").rglob("*.py")), ids=lambda path: path.name)
def test_rendered_files_import_nothing(path: Path) -> None:
    assert imports_of(path) == set()


LAYERS = (
    {"__init__", "encoding", "files", "groups", "harness", "machine", "near", "places", "printable", "streams"},
    {"caches", "capabilities", "pytest_plugin"},
    {"scenarios"},
    {"results"},
    {"config", "rendering", "report"},
    {"launchers", "targets"},
    {"running"},
    {"bench", "coverage", "detect", "fuzz", "gate", "history", "pytest_debugger"},
    {"switch"},
    {"commands", "pytest_cases", "pytest_factories"},
    {"cli"},
    {"__main__"},
)
"""The rooms of the tool from the ground up; docs/architecture.md says what each is for."""


def rooms_from(path: Path, room: str) -> set[str]:
    """The rooms that a file of another room imports from."""
    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("loopspec.")}
    return ours - {room}


@pytest.mark.parametrize("path", sorted(TOOL.rglob("*.py")), ids=lambda path: str(path.relative_to(TOOL)))
def test_imports_point_down(path: Path) -> None:
    floor = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    room = path.relative_to(TOOL).parts[0].removesuffix(".py")
    # pytest loads the plugin always, the rest seldom
    late = {"pytest_cases", "pytest_factories"} if room == "pytest_plugin" else set()
    assert all(floor[other] < floor[room] for other in rooms_from(path, room) - late)


def arrows() -> dict[str, set[str]]:
    """The modules of the tool, and those that each imports anywhere in it: in functions and for types too."""
    files = [path for path in TOOL.rglob("*.py") if "adapters" not in path.parts]
    modules = {path.relative_to(TOOL.parent).with_suffix("").as_posix().replace("/", "."): path for path in files}
    modules = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    found: dict[str, set[str]] = {}
    for module, path in modules.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                parts = {f"{node.module}.{name.name}" for name in node.names} & set(modules)
                named |= parts or {node.module or ""}
        if path.parent == HARNESS:  # siblings are imported by their bare names
            named |= {f"loopspec.harness.{name}" for name in named}
        found[module] = (named & set(modules)) - {module}
    return found


def cycle_in(graph: dict[str, set[str]]) -> list[str]:
    """The nodes of a graph that lie on a cycle, or on a way from one cycle to another."""
    left = dict(graph)
    while True:
        reached = set().union(*left.values()) if left else set()
        ends = [name for name, others in left.items() if name not in reached or not others & left.keys()]
        if not ends:
            return sorted(left)
        for name in ends:
            del left[name]


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = arrows()
    assert graph["loopspec.harness.worker"] >= {"loopspec.harness.forked", "loopspec.harness.imported_target"}
    assert cycle_in(graph) == []


def test_the_test_above_sees_a_cycle() -> None:
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["b", "c"]


@pytest.mark.parametrize("path", sorted((TOOL / "report").glob("*.py")), ids=lambda path: path.name)
def test_reports_know_results_and_nothing_of_how_they_came_about(path: Path) -> None:
    assert rooms_from(path, "report") <= {"results", "harness", "printable"}  # of the far side: how versions compare


WRITERS = {
    "files.py": "the place for it",
    "streams.py": "the standard streams",
    "harness/worker.py": "the descriptor of the protocol",
    "harness/compiled.py": "code of cases in the user's cache folder",
    "harness/recording/sitecustomize.py": "what a process has recorded, for `loopspec record`",
    "harness/outside.py": "files in a folder of the case, for the loop to send or to listen at",
    "harness/tls.py": "certificates, which ssl takes from files only",
    "harness/capture.py": "a file without a name, for what a case prints",
    "harness/forked.py": "the null device, which holds the number of a descriptor",
    "harness/shared_child.py": "the null device",
}
"""The files of the tool that may open something to write into it, each with what that is."""

WRITING_METHODS = {"write_text", "write_bytes", "touch", "mkdir", "unlink", "mkstemp", "NamedTemporaryFile", "FileIO"}


def opens_to_write(call: ast.Call) -> bool:
    """Whether a call opens a file to write into it, or makes or removes one."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("open", "fdopen"):
        words = [*call.args, *(keyword.value for keyword in call.keywords)]
        modes = [word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
        flags = any("O_WRONLY" in ast.unparse(word) or "O_RDWR" in ast.unparse(word) for word in words)
        return flags or any(set(mode) <= set("rwabxt+") and set(mode) & set("wax+") for mode in modes)
    return name in WRITING_METHODS


@pytest.mark.parametrize("path", sorted(TOOL.rglob("*.py")), ids=lambda path: str(path.relative_to(TOOL)))
def test_files_are_written_in_one_place(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    lines = [call.lineno for call in calls if opens_to_write(call)]
    assert not lines or path.relative_to(TOOL).as_posix() in WRITERS


@pytest.mark.parametrize("text", ["open(p, 'w')", "p.open(mode='ab')", "os.open(p, os.O_WRONLY)", "p.write_text('x')"])
def test_the_test_above_sees_what_writes(text: str) -> None:
    assert opens_to_write(ast.parse(text, mode="eval").body)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", [TOOL / "cli.py", *sorted((TOOL / "commands").glob("*.py"))], ids=lambda path: path.name
)
def test_commands_print_through_the_filter_of_control_characters(path: Path) -> None:
    names = [ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert "print" not in names
    assert names.count("click.echo") == (path.name == "shared.py")


def docstrings(source: str) -> list[tuple[int, str]]:
    """Return the docstrings of a module with their lines, those under attributes and constants too."""
    bodies = (getattr(node, "body", []) for node in ast.walk(ast.parse(source)))
    statements = [one for body in bodies if isinstance(body, list) for one in body if isinstance(one, ast.Expr)]
    values = [one.value for one in statements if isinstance(one.value, ast.Constant)]
    return [(one.lineno, one.value.strip()) for one in values if isinstance(one.value, str)]


RELATIVE = re.compile(r"(What|Who|Whatever|Whoever|Whom|How)\b")

SMALLER = ("tests", "reports", "benchmarks", "examples")


@pytest.mark.parametrize("folder", [TOOL, REFLOOP, *(ROOT / name for name in SMALLER)], ids=lambda path: path.name)
def test_docstrings_open_with_a_verb_or_a_noun(folder: Path) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text.partition(chr(10))[0]}: open with a verb ('Return the ...') or a noun"
        for path in sorted(folder.rglob("*.py"))
        for line, text in docstrings(path.read_text("utf-8", "replace"))
        if RELATIVE.match(text)
    ]
    assert wrong == []


def test_the_test_above_sees_each_kind_of_docstring() -> None:
    source = '"""What."""\nN = 1\n"""How."""\nclass A:\n  """Who."""\n  n: int\n  """Whoever."""\n  def f(): "What?"\n'
    found = [text for _, text in docstrings(source) if RELATIVE.match(text)]
    assert sorted(found) == ["How.", "What.", "What?", "Who.", "Whoever."]


VERBS = set(
    """
    Abort Accept Acquire Add Adopt Advise Allow Alternate Answer Ask Await Begin Bind Block Break Bring Build
    Call Cancel Check Choose Clean Close Collect Combine Compare Compile Compress Connect Continue Convert Copy
    Count Create Cut Decide Decode Decrypt Describe Dismiss Do Draw Drop Encrypt End Escape Estimate Execute
    Expect Explain Fill Find Forget Fork Format Free Group Guard Hand Handle Hold Host Identify Import
    Initialize Iterate Join Judge Keep Kill Leave Limit List Listen Load Log Look Make Map Mark Match Measure
    Merge Move Name Note Notify Open Parse Pass Pause Plan Plant Poll Prepare Print Produce Put Queue Raise Read
    Reap Rearrange Receive Record Refuse Register Release Remember Remove Rename Render Replace Report Restore
    Resume Return Run Scale Schedule Select Send Separate Serve Set Show Shrink Sleep Sort Speak Split Start
    State Step Stop Suggest Sum Summarize Suspend Switch Take Test Time Try Turn Undo Use Wait Wake Watch Wrap
    Write Yield
    """.split()
)
"""The verbs that docstrings of functions open with: a list, because no shorter rule knows a verb from a noun.

Add a verb that is missing, but prefer one that is here: "Return whether", not "Tell whether"; "Return the reason", not
"Say why". Some are nouns too ("State", "Group"): of those, ``is_imperative`` refuses "State of the task" and
"Group: ...", and a reviewer has to see the rest.
"""


def is_imperative(first: str) -> bool:
    """Return whether the first line of a docstring opens with one of the verbs."""
    found = re.match(r"([A-Z][a-z]+)(?! of\b|:)\b", first)
    return found is not None and found[1] in VERBS


def openings(source: str) -> list[tuple[int, str]]:
    """Return the line and the docstring's first line of each function that is not a property."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text and not any("property" in ast.unparse(decorator) for decorator in node.decorator_list):
                found.append((node.lineno, text.partition("\n")[0]))
    return found


@pytest.mark.parametrize("folder", [TOOL, REFLOOP, ROOT / "reports"], ids=lambda path: path.name)
def test_docstrings_of_functions_open_with_a_verb(folder: Path) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {first}: open with a verb in the imperative; a new one goes into VERBS"
        for path in sorted(folder.rglob("*.py"))
        for line, first in openings(path.read_text(encoding="utf-8"))
        if not is_imperative(first)
    ]
    assert wrong == []


def test_no_verb_is_listed_that_nothing_opens_with() -> None:
    files = [path for folder in (TOOL, REFLOOP, ROOT / "reports") for path in folder.rglob("*.py")]
    used = {re.split(r"\W", first)[0] for path in files for _, first in openings(path.read_text(encoding="utf-8"))}
    assert used >= VERBS


def test_openings_are_those_of_functions_and_methods_but_no_properties() -> None:
    source = (
        'class A:\n  """A class."""\n'
        '  @property\n  def p(self): "The value."\n'
        '  @functools.cached_property\n  def q(self): "Seconds."\n'
        '  async def f(self):\n    """The result.\n\n    Return it."""\n    def g(): "``x`` of it."\n'
        '    def h(): "Return, once."\n'
    )
    assert [first for _, first in openings(source)] == ["The result.", "``x`` of it.", "Return, once."]


@pytest.mark.parametrize(
    ("first", "imperative"),
    [
        ("Return the result.", True),
        ("Measure, and print.", True),
        ("The result.", False),
        ("Returns the result.", False),
        ("``x`` of it.", False),
        ("State of a task.", False),
        ("Group: a name.", False),
        ("Tell whether it is so.", False),
    ],
)
def test_imperatives_are_known_from_nouns(first: str, imperative: bool) -> None:
    assert is_imperative(first) is imperative


OLD_WORDS = {
    r"\bwhoever\b": "the role, such as 'the next waiter'",
    r"\bsays: (What|Who|How)\b": "a noun, such as 'Data written ...'",
    r"\bgoes not with\b": "'cannot be combined with'",
    r"\bis no (text|list|number)\b": "'is not a string', 'expected a string, got ...'",
    r"\bjudgements?\b": "'verdict' or 'result'",
    r"\btryout\b": "'preflight'",
    r"\bbyhand\b": "'standalone_main'",
    r"\bnetsocket\b": "'socket_transport'",
    r"\bdoorbell\b": "'NotifyingQueue'",
    r"\bfind_short_ways\b": "'update_fast_paths'",
    r"\barena\b": "'differential'",
    r"\bunharmed\b": "'guarded'",
    r"\bpayload\b": "'view_model'",
    r"\bgrains?\b": "'choice'",
    r"\bspeakers?\b": "'lane' or 'production'",
    r"\b_careful\b": "'_instrumented'",
    r"\bclass (Theme|Speaker|Saying|Red)\b": "'Profile', 'Lane', 'Production', 'Finding'",
    r"\bfront doors?\b|\bthe pytest door\b": "'plugin' or 'front end'",
    r"\bthe least that\b": "the thing itself, such as 'Preflight check of a target'",
    r"\b(targets|loops|they|two of them) part\b|\bparts? (from|at event)\b": "'differ', 'disagree' or 'deviate'",
    r"\b(next|same|one|a|the) turn of the loop\b|\bloop'?s? turns?\b|\bloop go(es)? round\b": "'iteration'",
    r"\bwho leaves\b": "the role, such as 'a cancelled waiter'",
}
"""Patterns of words that were given up, each with the replacement."""

WORDED = {".py", ".md", ".yaml", ".toml", ".jinja", ".js"}


def old_words(text: str) -> list[tuple[int, str]]:
    """Return the old words of a text with their lines."""
    return [
        (text.count("\n", 0, found.start()) + 1, f"{found[0]!r}: write {new}")
        for old, new in OLD_WORDS.items()
        for found in re.finditer(old, text, re.IGNORECASE)
    ]


@pytest.mark.parametrize("folder", ["runners", "reference", "spec", "docs", "examples", "benchmarks", "tests", "."])
def test_old_words_are_gone(folder: str) -> None:
    files = (ROOT / folder).glob("*" if folder == "." else "**/*")
    texts = [path for path in files if path.suffix in WORDED and path != Path(__file__)]
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {advice}"
        for path in sorted(texts)
        for line, advice in old_words(path.read_text("utf-8", "replace"))
    ]
    assert wrong == []
    assert texts


def test_the_test_above_names_the_line_and_the_replacement() -> None:
    text = "a tryout\nfor Whoever asks\nsays: What is written\n--check goes not with --json"
    assert sorted(old_words(text)) == [
        (1, "'tryout': write 'preflight'"),
        (2, "'Whoever': write the role, such as 'the next waiter'"),
        (3, "'says: What': write a noun, such as 'Data written ...'"),
        (4, "'goes not with': write 'cannot be combined with'"),
    ]


OLD_MODULES = {
    TOOL / "harness": "tryout smoke byhand fresh timed shared footprint evidence guard",
    TOOL / "bench": "tell figures",
    TOOL / "fuzz": "grains phrases speakers speech arena written loops",
    TOOL / "report": "words account payload",
    TOOL: "far speed tryout smoke",
    REFLOOP: "running combine making coroutines services batches factories debugmode sleeping barriers completed waits "
    "streamreader starttls tlstransport protocols addresses netsocket listening childwatch watched descriptors network "
    "children typing_shim",
}
"""The names of modules that were given up, by the package that is searched for them, chapters included."""


@pytest.mark.parametrize("package", OLD_MODULES, ids=lambda path: path.name)
def test_old_modules_are_gone(package: Path) -> None:
    names = {path.stem for path in package.glob("*")} if package != REFLOOP else {p.stem for p in package.rglob("*")}
    assert names, package
    assert names & set(OLD_MODULES[package].split()) == set()


METAPHORS = re.compile(r"\b(tells?|told|telling|people|doors?)\b", re.IGNORECASE)
"""Words that are less exact than others: a command lists or prints, a method returns, people are users."""

PROSE = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md")), *sorted((ROOT / "spec").glob("*.md"))]
PROSE += [REFLOOP / "README.md", *sorted((ROOT / "examples").rglob("*.md"))]


def prose_of(path: Path) -> list[tuple[int, str]]:
    """Return the prose of a file with its lines: a document without code, docstrings, the sentences of scenarios."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return [(line, re.sub(r"`[^`\n]*`", "", prose)) for line, prose in docstrings(text)]
    if path.suffix == ".yaml":
        lines = enumerate(text.splitlines(), 1)
        return [(number, line) for number, line in lines if line.lstrip().startswith("says:")]
    text = re.sub(r"^```.*?^```", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL | re.MULTILINE)
    return list(enumerate(re.sub(r"`[^`\n]*`", "", text).splitlines(), 1))


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(PROSE, id="documents"),
        pytest.param(sorted(TOOL.rglob("*.py")), id="loopspec"),
        pytest.param(sorted(REFLOOP.rglob("*.py")), id="refloop"),
        pytest.param(sorted((ROOT / "reports").glob("*.py")), id="reports"),
        pytest.param(sorted((ROOT / "spec").rglob("*.yaml")), id="scenarios"),
    ],
)
def test_prose_has_no_metaphors_of_speech(paths: list[Path]) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {found[0]!r}: write the act itself ('lists', 'returns'), or 'user'"
        for path in paths
        for line, text in prose_of(path)
        for found in METAPHORS.finditer(text)
    ]
    assert paths
    assert wrong == []


def test_the_test_above_reads_documents_docstrings_and_sentences(tmp_path: Path) -> None:
    files = {
        "a.md": "It tells.\n```sh\ntell it\n```\n`told`, and people\n",
        "a.py": 'def f():\n    """Tell it, by `tell`."""\n    told = "told"\n',
        "a.yaml": "note: told\nsays: A loop tells it.\n",
    }
    found = {}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        found[name] = [(line, METAPHORS.findall(prose)) for line, prose in prose_of(tmp_path / name)]
    assert [one for one in found["a.md"] if one[1]] == [(1, ["tells"]), (5, ["people"])]
    assert found["a.py"] == [(2, ["Tell"])]
    assert found["a.yaml"] == [(2, ["tells"])]


RELATIVE_HELP = re.compile(r"(What|Who|Whoever|Whom|How)\b(?! (many|often|long)\b)")


def help_texts() -> list[tuple[str, str]]:
    """Return the help of each command and each of its options, with its place."""
    from loopspec.cli import Commands, main

    context = main.make_context("loopspec", [], resilient_parsing=True)
    assert isinstance(main, Commands)
    found = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        found.append((name, command.help or ""))
        found += [
            (f"{name} {p.opts[0]}", p.help or "")
            for p in command.params
            if isinstance(p, click.Option) and not p.hidden
        ]
    return found


def test_help_is_plain() -> None:
    texts = help_texts()
    assert len(texts) > 100
    assert [(place, text) for place, text in texts if METAPHORS.search(text) or RELATIVE_HELP.match(text)] == []
    assert [place for place, text in texts if not text] == []
