"""The interpreter's description, and the names that its exceptions say are missing.

Invariant: as for ``execution``, this file runs on any interpreter that has functions.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from loopspec.harness.protocol import Facts

OLDEST = (3, 11)
"""The oldest version of Python that the rules know."""

COUNTED_LIKE_CPYTHON = ("cpython", "pypy", "graalpy")
"""Implementations that ship CPython's library, so that their version says what is in it."""

LONGEST = 65536
"""The most characters kept of a text of a target; one that writes more loses its own text and costs no memory."""

PLAIN = (
    "NoneType bool int float str bytes list tuple dict set frozenset function method "
    "builtin_function_or_method type object"
).split()
"""Classes whose values a wrong target may give: what they lack is not missing from it.

Coroutines and generators are not among them: where ``gather`` gives a coroutine its methods are missing.
"""

REFUSED_ARGUMENTS = (
    "unexpected keyword argument",
    "invalid keyword argument",
    "extra keyword arguments",
    "extra positional arguments",
    "take keyword arguments",
    "takes no keyword arguments",
    "takes no arguments",
    "were given",
)
"""Messages of interpreters about an unknown argument."""


def implementation() -> "Any":
    """Return ``sys.implementation``, None where there is no such thing."""
    return getattr(sys, "implementation", None)


def implementation_name() -> str:
    """Return the name of the implementation, in small letters: "pypy", "3.14.0 (Monty)" gives "monty"."""
    name = getattr(implementation(), "name", "")
    parts = sys.version.split("(")
    return name or (parts[1].split(")")[0].lower() if len(parts) > 1 else "unknown")


def language_version() -> "tuple[int, ...]":
    """Return the version of Python whose rules hold here, with its patch release where the library depends on it.

    An implementation that counts in its own way (MicroPython says 3.4) is held to the oldest rules.
    """
    version = (sys.version_info[0], sys.version_info[1])
    if implementation_name() in COUNTED_LIKE_CPYTHON:
        return (version[0], version[1], sys.version_info[2])
    return version if version > OLDEST else OLDEST


def facts() -> "Facts":
    """Describe the interpreter."""
    own = getattr(implementation(), "version", None)
    if implementation_name() == "pypy":
        own = sys.pypy_version_info  # type: ignore[attr-defined]
    return {
        "python": ".".join([str(part) for part in sys.version_info[:3]]),
        "implementation": implementation_name(),
        "interpreter": ".".join([str(part) for part in own[:3]]) if own else "",
        "language": language_version(),
    }


def cut(text: str) -> str:
    """Cut a long text of a target, and add how much is missing."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST] + "... [" + str(len(text) - LONGEST) + " characters cut]"


def message_of(error: BaseException) -> str:
    """Return the message of an exception, which may be of the target's own making."""
    try:
        return cut(str(error))
    except Exception as worse:
        return "its message raises " + type(worse).__name__


def place_of(error: BaseException) -> str:
    """Return the file and line, none of the harness's own, that raised an exception; empty where there is none."""
    own = __file__.rpartition("/")[0]
    place = ""
    trace = getattr(error, "__traceback__", None)
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith((own, "<")):
            place = file + ":" + str(trace.tb_lineno)
        trace = trace.tb_next
    return place


def class_of(error: BaseException) -> str:
    """Return the name of an exception's class."""
    return cut(type(error).__name__)


def trace(error: BaseException) -> str:
    """Return the traceback as text, where the interpreter can give one."""
    return cut(_trace(error))


def _trace(error: BaseException) -> str:
    try:
        import traceback

        return "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except (ImportError, AttributeError):
        pass
    try:
        import io

        text = io.StringIO()
        sys.print_exception(error, text)  # type: ignore[attr-defined]
        return text.getvalue()
    except (ImportError, AttributeError):
        return ""


def limit_of(error: BaseException, file: str) -> "tuple[str, str]":
    """Name what the target lacks by an exception: a missing name, or a refused argument.

    At most one of the two is not empty. Only what the lines of ``file``, the case's own, were refused
    counts: the same exception from deeper down is the target's own mistake.
    """
    message = message_of(error)
    quoted = message.split("'")
    if isinstance(error, NotImplementedError):
        return "", "NotImplementedError" + (": " + message if message else "")
    if isinstance(error, ImportError) and raised_in(error, file):
        return "", message
    if isinstance(error, AttributeError) and "has no attribute" in message and len(quoted) > 3:
        owner, name = quoted[1], quoted[3]
        if owner not in PLAIN and raised_in(error, file, name):
            return (name if message.startswith("module") else owner + "." + name), ""
    if isinstance(error, NameError) and "defined" in message and len(quoted) > 2 and raised_in(error, file):
        return quoted[1], ""
    ships_cpythons = implementation_name() in COUNTED_LIKE_CPYTHON  # there a refused argument is the loop's doing
    if isinstance(error, TypeError) and not ships_cpythons and raised_in(error, file):
        for words in REFUSED_ARGUMENTS:
            if words in message:
                return "", message
        if "isn't iterable" in message and quoted[1] not in PLAIN:  # MicroPython: an object with __await__
            return "", message
    return "", ""


def raised_in(error: BaseException, file: str, name: str = "") -> bool:
    """Return whether an exception was raised by a line of a file, one that uses ``name`` if that is given.

    True where the interpreter keeps no traceback.
    """
    place = getattr(error, "__traceback__", None)
    if place is not None:
        while place.tb_next is not None:
            place = place.tb_next
        code = place.tb_frame.f_code
        return code.co_filename == file and (not name or name in code.co_names)
    places = _trace(error).split('File "')
    return len(places) == 1 or places[-1].startswith(file + '"')
