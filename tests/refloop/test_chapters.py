"""The arrangement of refloop: chapters import one way, no module imports itself by a detour, loops have all state."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import AsyncIterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import refloop
from refloop.core.lazy_methods import LazyMethod

ROOT = Path(refloop.__file__).parent
ABOVE = {  # chapter -> the chapters that it may import
    "core": set(),
    "waiting": {"core"},
    "runtime": {"core", "waiting", "debug"},
    "net": {"core", "waiting"},
    "debug": {"core"},
}
SHARED = {"versions", "exceptions"}  # the modules below all chapters


def modules() -> dict[str, ast.Module]:
    """Return the syntax trees of all modules by their dotted names, without the name of the package."""
    found = {}
    for path in ROOT.rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").removesuffix(".")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def imports(name: str) -> set[str]:
    """Return the modules of refloop that a module imports: at its top, in functions, and for type checkers."""
    found = set()
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.ImportFrom) and node.level:
            package = name.split(".") if is_package(name) else name.split(".")[:-1]
            base = [part for part in package[: len(package) - node.level + 1] if part]
            source = ".".join([*base, *(node.module.split(".") if node.module else [])])
            for alias in node.names:
                target = f"{source}.{alias.name}".lstrip(".")
                found.add(target if target in MODULES else source)
    return found


def is_package(name: str) -> bool:
    return (ROOT / name.replace(".", "/") / "__init__.py").exists()


def chapter(name: str) -> str:
    return name.partition(".")[0] if "." in name or name in ABOVE else ""


def test_the_chapters_are_these() -> None:
    assert {chapter(name) for name in MODULES} - {""} == set(ABOVE)
    assert {name for name in MODULES if not chapter(name)} == SHARED | {"", "clock", "guest"}


def test_chapters_import_one_way() -> None:
    wrong = [
        f"{name} imports {target}"
        for name in MODULES
        if chapter(name)
        for target in imports(name)
        if target not in SHARED and chapter(target) != chapter(name) and chapter(target) not in ABOVE[chapter(name)]
    ]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: imports(name) for name in MODULES}
    assert sum(map(len, graph.values())) > 150  # it has seen them
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_what_is_for_later_is_not_imported_at_start() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT.parent)!r}); import refloop\n"
        "async def main(): await refloop.gather(refloop.sleep(0), refloop.sleep(0.001))\n"
        "refloop.run(main())\n"
        "print(sorted({m.split('.')[1] for m in sys.modules if m.startswith('refloop.')}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout.strip() == "['core', 'exceptions', 'runtime', 'versions', 'waiting']"


# -- the loop --------------------------------------------------------------------------------------


def assigned(tree: ast.AST, owner: str) -> set[str]:
    """Return the attributes of the object that is named *owner* which are assigned somewhere in *tree*."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == owner
    }


def the_class() -> ast.ClassDef:
    return next(n for n in MODULES["core.loop"].body if isinstance(n, ast.ClassDef) and n.name == "Loop")


def initial_state() -> set[str]:
    method = next(n for n in the_class().body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
    return assigned(method, "self")


def test_all_attributes_of_a_loop_are_set_in_its_init() -> None:
    state = initial_state()
    assert len(state) > 35
    assert assigned(the_class(), "self") - state == set()
    methods = set(dir(refloop.Loop))  # a virtual clock counts what goes through two of them
    for name, tree in MODULES.items():
        functions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        for function in functions:
            if function.args.args and function.args.args[0].arg == "loop":
                assert assigned(function, "loop") - state - methods == set(), f"{name}.{function.name}"


def test_a_loop_that_has_done_everything_has_no_other_attributes() -> None:
    async def generate() -> AsyncIterator[Any]:
        yield 1

    async def main() -> None:
        loop = refloop.get_running_loop()
        loop.add_signal_handler(10, print)
        loop.call_later(0, print).cancel()
        await refloop.to_thread(int)
        await anext(generate())
        server = await loop.create_server(refloop.Protocol, "127.0.0.1", 0)
        server.close()
        await loop.shutdown_asyncgens()
        await loop.shutdown_default_executor()

    loop = refloop.Loop()
    assert set(refloop.Loop.__slots__) == initial_state() - {"time"}
    assert vars(loop) == {}
    loop.on_wake(print)
    loop.set_debug(True)
    loop.set_exception_handler(None)
    task = loop.create_task(main())
    while not task.done():
        loop.run_ready(budget=1, timeout=None)
    task.result()
    loop.set_debug(False)
    loop.set_task_factory(None)
    loop.close()
    assert vars(loop) == {}


def test_lazy_methods_name_functions_that_take_a_loop() -> None:
    lazy = {
        target.id: ast.literal_eval(node.value.args[0])
        for node in ast.walk(the_class())
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and getattr(node.value.func, "id", "") == LazyMethod.__name__
    }
    assert len(lazy) > 30
    for name, module in lazy.items():
        function = getattr(refloop.Loop, name)
        assert inspect.isfunction(function), name
        assert function.__module__ == f"refloop.{module.removeprefix('..')}", name
        assert next(iter(inspect.signature(function).parameters)) == "loop", name
        assert function.__doc__, name


def test_a_loop_is_one_class() -> None:
    assert [cls.__module__ for cls in refloop.Loop.__mro__ if cls is not object] == [
        "refloop.core.loop",
        "refloop.core.abstract",
        "refloop.core.abstract",
    ]
