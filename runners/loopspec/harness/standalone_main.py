"""Cases that a person runs by hand, in any interpreter: the end of a standalone script.

Prints the trace and the verdict of each case as it comes, and closes with ``END 12 cases 0 bad``.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from loopspec.harness.execution import Execution, excepted, judge, observe, version_within
    from loopspec.harness.interpreter import implementation_name, language_version
elif __package__:
    from loopspec.harness.execution import Execution, excepted, judge, observe, version_within
    from loopspec.harness.interpreter import implementation_name, language_version
else:
    from execution import Execution, excepted, judge, observe, version_within
    from interpreter import implementation_name, language_version


def run_by_hand(aio: "Any", tools: "Any", outside: "Any", file: str, cases: "list[Any]", words: "list[str]") -> int:
    """Run the cases whose id holds one of the words, all without a word; how many were bad.

    A case is its id, its function, its bounds (since and until, versions or None, and the versions excepted), and the
    names it asks of ``aio``.
    """
    ran = bad = 0
    for name, case, bounds, names in cases:
        if words and not [word for word in words if word in name]:
            continue
        print("CASE " + name)
        verdict, reason = run_one(aio, tools, outside, file, case, bounds, names)
        print("  " + verdict + (" (" + reason + ")" if reason else ""))
        ran += 1
        bad += verdict == "fail"
    print("END " + str(ran) + " cases " + str(bad) + " bad")
    return bad


def run_one(
    aio: "Any", tools: "Any", outside: "Any", file: str, case: "Any", bounds: "tuple[Any, ...]", names: "list[str]"
) -> "tuple[str, str]":
    """Run one case and print its trace; its verdict and the reason for it."""
    since, until, exceptions = bounds
    if excepted(language_version(), exceptions):
        return "unsupported", "does not hold on Python " + ".".join([str(part) for part in language_version()])
    if not version_within(language_version(), since, until):
        return "unsupported", "holds " + ("from Python " + since if since else "until Python " + str(until))
    if implementation_name() == "micropython":
        aio.new_event_loop()  # forgets what the case before has left
    scenario = Execution(aio)
    scenario.tools = tools
    scenario.make_outside = outside
    scenario.file = file
    seen = observe(case, scenario)
    for lane, text in seen["events"]:
        print("    " + lane + ": " + text)
    if not seen["missing"]:
        seen["missing"] = absent_from(aio, names)
    verdict, reason, _ = judge(seen, scenario.expected)
    return verdict, reason


def absent_from(aio: "Any", names: "list[str]") -> "str | None":
    """Return the first of some names that a namespace lacks."""
    for name in names:
        if not hasattr(aio, name):
            return name
    return None


def leave(bad: int) -> None:
    """End with status 1 when something was bad, where the interpreter can."""
    if bad and hasattr(sys, "exit"):
        sys.exit(1)
