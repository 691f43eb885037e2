"""The closed vocabulary of the scenario format: the names an expression may use. ``verbs`` has that of the steps.

What is not listed here is refused. A file from a stranger can therefore exercise the API under test and
nothing else of the machine: no import, no private attribute, no file, socket or process.
"""

from __future__ import annotations

import keyword

from loopspec.harness import tools

AREAS = (
    *("run", "Task", "Future", "gather", "sleep", "Queue", "Lock", "Event"),
    *("Condition", "Semaphore", "Barrier"),
    *("lifecycle", "scheduling", "threads", "signals"),
    *("exception-handler", "executors", "policies", "debug", "async-generators", "api-shape"),
)
"""The areas of the suite, in the order in which they rest on each other; those of a stranger's files come after."""

TAGS = {
    "iterations": "counts iterations of the loop, as CPython's scheduler takes them; another lawful one may take more",
}
"""The tags that a scenario may carry, each with what it means."""

LONGEST_QUOTE = 25
"""Words of the longest quotation from the documentation."""

ASYNCIO_NAMES = frozenset(
    """
    run Runner Future Task gather sleep create_task ensure_future wrap_future isfuture iscoroutine
    iscoroutinefunction wait wait_for shield as_completed timeout timeout_at Timeout TaskGroup
    Lock Event Condition Semaphore BoundedSemaphore Barrier BrokenBarrierError
    Queue PriorityQueue LifoQueue QueueEmpty QueueFull QueueShutDown
    CancelledError InvalidStateError TimeoutError IncompleteReadError LimitOverrunError
    current_task all_tasks get_running_loop get_event_loop new_event_loop set_event_loop
    get_event_loop_policy set_event_loop_policy AbstractEventLoopPolicy DefaultEventLoopPolicy
    AbstractEventLoop EventLoop Handle TimerHandle run_coroutine_threadsafe to_thread
    eager_task_factory create_eager_task_factory
    FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED
    """.split()
)
"""Names that an expression takes from the namespace under test."""

TOOL_NAMES = frozenset(name for name, tool in vars(tools).items() if getattr(tool, "__module__", "") == tools.__name__)
"""Names that an expression takes from ``loopspec.harness.tools``."""

BUILTIN_NAMES = frozenset(
    """
    abs all any bool bytes callable dict enumerate float frozenset hasattr int isinstance issubclass
    iter len list max min next object range repr reversed set sorted str sum tuple type zip
    BaseException Exception ArithmeticError AssertionError AttributeError ConnectionError
    GeneratorExit IndexError KeyError KeyboardInterrupt LookupError MemoryError NotImplementedError
    OSError RecursionError RuntimeError StopAsyncIteration StopIteration SystemExit TypeError
    ValueError ZeroDivisionError ExceptionGroup BaseExceptionGroup
    DeprecationWarning ResourceWarning RuntimeWarning
    """.split()
)
"""Builtins that an expression may use."""

POWERFUL_NAMES = frozenset(
    """
    breakpoint compile delattr dir eval exec format getattr globals help input locals open print setattr
    super vars
    """.split()
)
"""Builtins that an expression never reaches and that a scenario cannot bind either."""

ATTRIBUTES = frozenset(
    """
    add_done_callback remove_done_callback cancel cancelled cancelling uncancel done result exception
    set_result set_exception get_loop get_name set_name get_coro get_context when
    call_soon call_later call_at call_soon_threadsafe time run run_forever run_until_complete stop
    close is_running is_closed create_future create_task set_task_factory get_task_factory
    set_exception_handler get_exception_handler default_exception_handler call_exception_handler
    get_debug set_debug slow_callback_duration shutdown_asyncgens shutdown_default_executor
    run_in_executor set_default_executor add_signal_handler remove_signal_handler
    put get put_nowait get_nowait qsize empty full maxsize join task_done shutdown
    acquire release locked set clear is_set wait wait_for notify notify_all reset abort parties
    n_waiting broken reschedule expired
    send throw aclose asend athrow
    args exceptions message value code name
    append extend pop copy count index insert remove add discard keys values items sort reverse
    split startswith endswith upper lower strip union issubset
    """.split()
)
"""Attributes that an expression may read: public methods of the API, and of plain containers."""

REPORTING_METHODS = frozenset({"call_exception_handler", "default_exception_handler"})
"""Attributes that are called in place, with a context written out: see ``TRACEBACK_KEYS``."""

TRACEBACK_KEYS = frozenset({"source_traceback", "handle_traceback"})
"""Keys that such a context has not: loops print the lines of the files that their values name."""

RESERVED = frozenset(
    """
    aio log tools scenario main program harness thread caught any_order events since until
    """.split()
)
"""Names that rendered code, lanes and expectations use themselves, beside all that end in ``_steps``."""

DELAYS: dict[str, int] = {
    "sleep": 0,
    "call_later": 0,
    "timeout": 0,
    "timeout_at": 0,
    "call_at": 0,
    "Timeout": 0,
    "reschedule": 0,
    "result": 0,
    "exception": 0,
    "wait_for": 1,
}
"""Calls whose argument at the given position is a time to wait."""

DELAY_KEYWORDS = frozenset({"timeout", "delay", "when"})
"""Arguments that are a time to wait in every call."""

CLOCKS = frozenset({"time", "when"})
"""Methods that tell a moment, on which a delay may build."""

LARGEST_NUMBER = 100_000
"""No number in an expression may be larger: a scenario shows a rule, it does not run away."""

LONGEST_TEXT = 1000
"""Characters of the longest expression or log line, once the values of ``each`` are in it."""

DEEPEST_NESTING = 50
"""How deep an expression may nest."""


def owner_of(name: str) -> str | None:
    """Whose name it is that a scenario cannot bind, None for a free one.

    A name that counts as the scenario's own is not looked up in the lists above. Were it left unbound by
    a mistake of ours, the builtin of that name would be reached: so the powerful ones are nobody's own.
    """
    if name in RESERVED or name.endswith("_steps"):
        return "loopspec"
    if name in ASYNCIO_NAMES:
        return "asyncio"
    if name in TOOL_NAMES:
        return "the tools"
    if name in BUILTIN_NAMES or name in POWERFUL_NAMES or keyword.iskeyword(name):
        return "Python"
    return None
