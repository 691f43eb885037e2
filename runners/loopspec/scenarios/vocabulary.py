"""The closed vocabulary of the scenario format: the names an expression may use. ``verbs`` has that of the steps.

Names not listed here are refused. A file from a stranger can therefore exercise the API under test and
nothing else of the machine: no import, no private attribute, no file, socket or process.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field

from loopspec.harness import tools
from loopspec.harness.outside import LARGEST_PATTERN, Outside

AREAS = (
    *("run", "Task", "Future", "gather", "sleep", "Queue", "Lock", "Event"),
    *("wait", "shield", "as-completed", "wait-for", "timeout", "task-group", "eager", "introspection"),
    *("Condition", "Semaphore", "Barrier"),
    *("lifecycle", "scheduling", "threads", "signals"),
    *("exception-handler", "executors", "policies", "debug", "async-generators", "api-shape"),
    *("fds", "sockets", "transports", "protocols", "connections", "servers"),
    *("datagrams", "TLS", "streams", "pipes", "subprocess", "dns", "sendfile"),
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
    get_child_watcher set_child_watcher AbstractChildWatcher ThreadedChildWatcher PidfdChildWatcher
    SafeChildWatcher FastChildWatcher MultiLoopChildWatcher
    AbstractEventLoop EventLoop Handle TimerHandle run_coroutine_threadsafe to_thread
    eager_task_factory create_eager_task_factory
    FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED
    BaseProtocol Protocol BufferedProtocol DatagramProtocol
    BaseTransport ReadTransport WriteTransport Transport DatagramTransport AbstractServer Server
    StreamReader StreamWriter StreamReaderProtocol SendfileNotAvailableError
    open_connection start_server open_unix_connection start_unix_server
    create_subprocess_exec create_subprocess_shell subprocess SubprocessProtocol SubprocessTransport
    capture_call_graph format_call_graph print_call_graph future_add_to_awaited_by future_discard_from_awaited_by
    FutureCallGraph FrameCallGraphEntry
    """.split()
)
"""Names that an expression takes from the namespace under test."""

TOOL_NAMES = frozenset(name for name, tool in vars(tools).items() if getattr(tool, "__module__", "") == tools.__name__)
"""Names that an expression takes from ``loopspec.harness.tools``."""

OUTSIDE_NAMES = frozenset(name for name in vars(Outside) if not name.startswith("_")) - {"protocol_class"}
"""Names that an expression takes from ``loopspec.harness.outside``: the other side of rules on input and output."""

BUILTIN_NAMES = frozenset(
    """
    abs all any bool bytes callable dict enumerate float frozenset hasattr int isinstance issubclass
    iter len list max min next object range repr reversed set sorted str sum tuple type zip
    BaseException Exception ArithmeticError AssertionError AttributeError ConnectionError
    GeneratorExit IndexError KeyError KeyboardInterrupt LookupError MemoryError NotImplementedError
    OSError RecursionError RuntimeError StopAsyncIteration StopIteration SystemExit TypeError
    ValueError ZeroDivisionError ExceptionGroup EOFError
    BlockingIOError BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
    FileExistsError FileNotFoundError InterruptedError NotADirectoryError PermissionError ProcessLookupError
    bytearray memoryview BaseExceptionGroup
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
    get_event_loop set_event_loop new_event_loop
    get_child_watcher set_child_watcher add_child_handler remove_child_handler attach_loop is_active
    put get put_nowait get_nowait qsize empty full maxsize join task_done shutdown
    acquire release locked set clear is_set wait wait_for notify notify_all reset abort parties
    n_waiting broken reschedule expired
    send throw aclose asend athrow
    args exceptions message value code name
    append extend pop copy count index insert remove add discard keys values items sort reverse
    split startswith endswith upper lower strip union issubset find hex
    create_connection create_server create_unix_connection create_unix_server create_datagram_endpoint
    connect_accepted_socket connect_read_pipe connect_write_pipe start_tls sendfile sock_sendfile
    sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept
    add_reader remove_reader add_writer remove_writer getaddrinfo getnameinfo
    get_extra_info is_closing write writelines write_eof can_write_eof pause_reading resume_reading is_reading
    set_write_buffer_limits get_write_buffer_size get_write_buffer_limits sendto get_protocol set_protocol
    sockets is_serving start_serving serve_forever wait_closed close_clients abort_clients
    read readline readexactly readuntil at_eof feed_data feed_eof set_exception drain transport
    partial expected consumed errno filename
    cast dup fileno getsockname getpeername getsockopt family setblocking settimeout gettimeout seek tell
    subprocess_exec subprocess_shell communicate send_signal terminate kill stdin stdout stderr pid returncode
    get_pid get_returncode get_pipe_transport PIPE STDOUT DEVNULL Process
    create_subprocess_exec create_subprocess_shell
    socket file address sender accept fill take is_readable shutdown_writing send_all receive receive_all
    ended close_tls tls_details
    instances label data eof closed lost error paused received resumed datagrams errors buffer
    error_data exited exits pipes_lost
    future call_stack awaited_by getvalue
    """.split()
)
"""Attributes that an expression may read: public methods of the API, and of plain containers."""

REPORTING_METHODS = frozenset({"call_exception_handler", "default_exception_handler"})
"""Attributes that are called in place, with a context written out: see ``TRACEBACK_KEYS``."""

TRACEBACK_KEYS = frozenset({"source_traceback", "handle_traceback"})
"""Context keys that are forbidden: loops print the lines of the files that their values name."""

PROTOCOLS: dict[str, dict[str, tuple[str, ...]]] = {
    "Protocol": {"data_received": ("data",), "eof_received": ()},
    "BufferedProtocol": {"get_buffer": ("sizehint",), "buffer_updated": ("nbytes",), "eof_received": ()},
    "DatagramProtocol": {"datagram_received": ("data", "addr"), "error_received": ("exc",)},
    "SubprocessProtocol": {
        "pipe_data_received": ("fd", "data"),
        "pipe_connection_lost": ("fd", "exc"),
        "process_exited": (),
    },
}
"""The methods of each base of a protocol beside those of ``EVERY_PROTOCOL``, with their parameters."""

EVERY_PROTOCOL: dict[str, tuple[str, ...]] = {
    "connection_made": ("transport",),
    "connection_lost": ("exc",),
    "pause_writing": (),
    "resume_writing": (),
}
"""The methods that every protocol has, with their parameters."""

PROTOCOL_NAMES = ("this", "transport")
"""Names that the steps of every method of a protocol see: the protocol, and the transport that it was given."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A callable that reaches what it is given the name of: each such argument by its position and its keyword."""

    hosts: Mapping[int, str] = field(default_factory=dict)
    """Names of machines."""
    addresses: Mapping[int, str] = field(default_factory=dict)
    """Pairs of a machine and a port, or paths."""
    paths: Mapping[int, str] = field(default_factory=dict)
    """Paths of sockets."""
    wants_one: bool = False
    """Whether it reaches beyond this machine when it is given none, and no ``sock`` either."""


ONLY_BY_NAME = 100
"""Stands for the position of an argument that has a keyword only; further ones count on from it."""

REACHING: Mapping[str, Reach] = {
    "create_connection": Reach(hosts={1: "host"}, addresses={ONLY_BY_NAME: "local_addr"}),
    "create_server": Reach(hosts={1: "host"}, wants_one=True),
    "create_unix_connection": Reach(paths={1: "path"}),
    "create_unix_server": Reach(paths={1: "path"}),
    "create_datagram_endpoint": Reach(addresses={1: "local_addr", 2: "remote_addr"}),
    "open_connection": Reach(hosts={0: "host"}, addresses={ONLY_BY_NAME: "local_addr"}),
    "start_server": Reach(hosts={1: "host"}, wants_one=True),
    "open_unix_connection": Reach(paths={0: "path"}),
    "start_unix_server": Reach(paths={1: "path"}),
    "getaddrinfo": Reach(hosts={0: "host"}),
    "getnameinfo": Reach(addresses={0: "sockaddr"}),
    "sendto": Reach(addresses={1: "addr", 2: "address"}),  # with flags in front, it is a socket's
    "sock_connect": Reach(addresses={1: "address"}),
    "sock_sendto": Reach(addresses={2: "address"}),
}
"""Calls that could leave the machine: in place only, with hosts, addresses and paths that are seen to be of here."""

STARTING: Mapping[str, tuple[int, str]] = {
    "create_subprocess_exec": (0, "*program"),
    "create_subprocess_shell": (0, "shell_program"),
    "subprocess_exec": (1, "*program"),
    "subprocess_shell": (1, "shell_program"),
}
"""Calls that start programs: in place only, with the call at this position that gives one of the harness's."""

STARTING_KEYWORDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("stdin", "stdout", "stderr"),
        "subprocess.PIPE, subprocess.DEVNULL, subprocess.STDOUT, None, file_with(...), or .file, .socket or .fileno() "
        "of something",
    ),
    "cwd": "case_folder() or unix_path(...)",
    "env": "environment(...)",
    "shell": "False",
    **dict.fromkeys(("bufsize", "encoding", "errors", "limit", "text", "universal_newlines"), "a plain value"),
    **dict.fromkeys(("process_group", "start_new_session", "umask"), "a plain value"),
}
"""The further arguments of these calls, each with what it may be; no other is allowed."""

SUBPROCESS_NAMES = ("DEVNULL", "PIPE", "Process", "STDOUT", "create_subprocess_exec", "create_subprocess_shell")
"""Names that a scenario takes from the module `subprocess` of the namespace under test."""

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
"""Hosts that may be written out."""

SAFE_CALLS = {"hosts": ("host_of",), "addresses": ("address_of", "unix_path"), "paths": ("unix_path", "address_of")}
"""Names whose calls give what is of this machine: they look before they give it."""

SIZED = frozenset(
    """
    pattern program shell_program
    receive received read readexactly readuntil sock_recv sock_recvfrom set_write_buffer_limits bytearray
    """.split()
)
"""Calls that take a number of bytes: it may be as large as ``LARGEST_SIZE``."""

SIZE_KEYWORDS = frozenset({"limit", "high", "low", "count"})
"""Arguments that are a number of bytes in every call."""

LARGEST_SIZE = LARGEST_PATTERN
"""Bytes of the largest thing that a scenario names."""

RESERVED = frozenset(
    """
    aio log tools outside this scenario main program harness thread caught any_order events since until
    """.split()
)
"""Names that rendered code, lanes and expectations use themselves, beside all that end in ``_steps``."""

DELAYS: dict[str, int] = {
    "sleep": 0,
    "block_thread": 0,
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

DELAY_KEYWORDS = frozenset(
    {"timeout", "delay", "when", "ssl_handshake_timeout", "ssl_shutdown_timeout", "happy_eyeballs_delay"}
)
"""Arguments that are a time to wait in every call."""

CLOCKS = frozenset({"time", "when"})
"""Methods that return a moment, on which a delay may build."""

LARGEST_NUMBER = 100_000
"""No number in an expression may be larger: a scenario shows a rule, it does not run away."""

LONGEST_TEXT = 1000
"""Characters of the longest expression or log line, once the values of ``each`` are in it."""

DEEPEST_NESTING = 50
"""The depth of a nested expression."""


def owner_of(name: str) -> str | None:
    """Return the owner of a name that a scenario cannot bind, None for a free one.

    A scenario's own name is not looked up in the lists above. If a mistake of ours left it unbound, it would reach
    the builtin of that name: so a scenario cannot bind the powerful ones.
    """
    if name in RESERVED or name.endswith("_steps"):
        return "loopspec"
    if name in ASYNCIO_NAMES:
        return "asyncio"
    if name in TOOL_NAMES or name in OUTSIDE_NAMES:
        return "the tools"
    if name in BUILTIN_NAMES or name in POWERFUL_NAMES or keyword.iskeyword(name):
        return "Python"
    return None
