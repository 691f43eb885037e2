"""Loops that break one promise each, and keep all others.

Every one is the selector loop of the standard library with one behaviour changed. ``SEEN_BY`` has for each the rule
that has to see it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from asyncio.selector_events import _SelectorSocketTransport
from collections.abc import Mapping
from typing import Any

Base = asyncio.SelectorEventLoop


class RunsZeroDelaysAsCallSoon(Base):
    """Queue a timer of no delay behind the ready callbacks of this iteration, in front of timers that are due."""

    def call_later(self, delay: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        if delay == 0:
            handle = asyncio.TimerHandle(self.time(), callback, arguments, self, context)
            self._ready.append(handle)
            return handle
        return super().call_later(delay, callback, *arguments, context=context)


class RoundsDeadlines(Base):
    """Know a deadline to the millisecond only."""

    def call_at(self, when: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        return super().call_at(round(when, 3), callback, *arguments, context=context)


class CachesTime(Base):
    """Read the clock once an iteration."""

    _now: float | None = None

    def time(self) -> float:
        if self._now is None or not self.is_running():
            self._now = super().time()
        return self._now

    def _run_once(self) -> None:
        self._now = None
        super()._run_once()


class LosesTimersAtStop(Base):
    def run_forever(self) -> None:
        try:
            super().run_forever()
        finally:
            self._scheduled.clear()


class DropsThreadsafeCallsAfterClose(Base):
    def call_soon_threadsafe(self, callback: Any, *arguments: Any, context: Any = None) -> Any:
        if self.is_closed():
            return asyncio.Handle(callback, arguments, self, context)
        return super().call_soon_threadsafe(callback, *arguments, context=context)


class RefusesToCancelTimersAfterClose(Base):
    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        self._check_closed()
        super()._timer_handle_cancelled(handle)


class ReportsNothingAfterClose(Base):
    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self._check_closed()
        super().call_exception_handler(context)


class _SwallowsOfTimers(Base):
    swallowed: type[BaseException]

    def call_at(self, when: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        def guarded(*arguments: Any) -> None:
            with contextlib.suppress(self.swallowed):
                callback(*arguments)

        return super().call_at(when, guarded, *arguments, context=context)


class SwallowsErrorsOfTimers(_SwallowsOfTimers):
    swallowed = Exception


class SwallowsSystemExitOfTimers(_SwallowsOfTimers):
    swallowed = SystemExit


class SwallowsKeyboardInterruptOfTimers(_SwallowsOfTimers):
    swallowed = KeyboardInterrupt


class ForgetsAnEarlyStop(Base):
    def stop(self) -> None:
        if self.is_running():
            super().stop()


class StartsOneExecutorJobAtATime(Base):
    """Start no job beside one that runs, nor after it: the second is forgotten."""

    _job: Any = None

    def run_in_executor(self, executor: Any, function: Any, *arguments: Any) -> Any:
        if self._job is not None and not self._job.done():
            return self.create_future()
        self._job = super().run_in_executor(executor, function, *arguments)
        return self._job


class ClosesWhileRunning(Base):
    """Take the wish to close for one to stop, and close when that is done."""

    _wanted = False

    def close(self) -> None:
        if self.is_running():
            self._wanted = True
            self.stop()
        else:
            super().close()

    def run_forever(self) -> None:
        super().run_forever()
        if self._wanted:
            self.close()


class LeavesCollectedGenerators(Base):
    def _asyncgen_finalizer_hook(self, generator: Any) -> None:
        self._asyncgens.discard(generator)


class RefusesNegativeDelays(Base):
    def call_later(self, delay: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        if delay < 0:
            raise ValueError(f"expected a delay of 0 or more, got {delay}")
        return super().call_later(delay, callback, *arguments, context=context)


class IsDeafToInterrupts(Base):
    """Wake up for what another thread schedules, not for what a signal handler does."""

    def call_soon_threadsafe(self, callback: Any, *arguments: Any, context: Any = None) -> Any:
        if threading.get_ident() == self._thread_id:
            return self.call_soon(callback, *arguments, context=context)
        return super().call_soon_threadsafe(callback, *arguments, context=context)


class HandlesSignalsWhenAwake(Base):
    """Run the handler of a signal in the first iteration that something else brings."""

    def add_signal_handler(self, number: int, callback: Any, *arguments: Any) -> None:
        super().add_signal_handler(number, callback, *arguments)
        signal.set_wakeup_fd(-1)
        signal.signal(number, lambda *_: self.call_soon(callback, *arguments))


class SleepsThroughThreadsafeCalls(Base):
    def call_soon_threadsafe(self, callback: Any, *arguments: Any, context: Any = None) -> Any:
        return self.call_soon(callback, *arguments, context=context)


class DropsTheRestAtClose(Base):
    """Close a connection without what it has still to send."""

    async def create_connection(self, *arguments: Any, **options: Any) -> Any:
        transport, protocol = await super().create_connection(*arguments, **options)
        transport.close = transport.abort  # type: ignore[method-assign]
        return transport, protocol


class IgnoresNamesOfHosts(Base):
    """Take a certificate that was made for another host."""

    async def create_connection(self, *arguments: Any, ssl: Any = None, **options: Any) -> Any:
        if ssl is not None:
            ssl.check_hostname = False
        return await super().create_connection(*arguments, ssl=ssl, **options)


class TrustsAnyCertificate(Base):
    """Accept a certificate of any issuer."""

    async def create_connection(self, *arguments: Any, ssl: Any = None, **options: Any) -> Any:
        if ssl is not None:
            ssl.check_hostname = False
            ssl.verify_mode = 0
        return await super().create_connection(*arguments, ssl=ssl, **options)


class TakesAnyNameInStartTLS(Base):
    """Check the name of a peer in create_connection only."""

    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        sslcontext.check_hostname = False
        return await super().start_tls(transport, protocol, sslcontext, **options)


class _ChangesTLS(Base):
    """Give the protocols of servers another transport in the place of the one over TLS."""

    def change(self, transport: Any) -> None:
        raise NotImplementedError

    async def create_server(self, protocol_factory: Any, *arguments: Any, ssl: Any = None, **options: Any) -> Any:
        def changed() -> Any:
            protocol = protocol_factory()
            made = protocol.connection_made

            def connection_made(transport: Any) -> None:
                self.change(transport)
                made(transport)

            protocol.connection_made = connection_made
            return protocol

        return await super().create_server(changed if ssl else protocol_factory, *arguments, ssl=ssl, **options)


class LeavesTLSWithoutAFarewell(_ChangesTLS):
    """Close the connection below TLS: all that was written is sent, and nothing behind it."""

    def change(self, transport: Any) -> None:
        transport.close = transport._ssl_protocol._transport.close


class LosesTLSDataAtClose(_ChangesTLS):
    """Close a connection over TLS without what it has still to send."""

    def change(self, transport: Any) -> None:
        transport.close = transport.abort


class ShakesHandsForEver(Base):
    """Ignore the time that a handshake of TLS may take."""

    async def create_server(self, *arguments: Any, **options: Any) -> Any:
        options.pop("ssl_handshake_timeout", None)
        return await super().create_server(*arguments, **options)


class KeepsRemovedReaders(Base):
    def remove_reader(self, fd: Any) -> bool:
        return True


class LosesDatagrams(Base):
    """Ignore whom a datagram is for."""

    async def create_datagram_endpoint(self, *arguments: Any, **options: Any) -> Any:
        transport, protocol = await super().create_datagram_endpoint(*arguments, **options)
        transport.sendto = lambda data, addr=None: None  # type: ignore[method-assign]
        return transport, protocol


class RunsNewCallbacksAfterStop(Base):
    """Go on after a stop as long as callbacks are ready."""

    def run_forever(self) -> None:
        super().run_forever()
        while self._ready:
            self.stop()
            super().run_forever()


class IgnoresCancelledHandles(Base):
    """Run a callback of ``call_soon`` though its handle was cancelled."""

    def call_soon(self, callback: Any, *arguments: Any, context: Any = None) -> Any:
        handle = asyncio.Handle(callback, arguments, self, context)
        super().call_soon(callback, *arguments, context=context)
        return handle


class RunsCallbacksInTheContextOfTheLoop(Base):
    def call_later(self, delay: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        return super().call_later(delay, callback, *arguments)


class OrdersTimersByCall(Base):
    """Let no timer run before one that was set earlier."""

    _latest = 0.0

    def call_at(self, when: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        self._latest = max(self._latest + 0.00001, when)
        return super().call_at(self._latest, callback, *arguments, context=context)


class RunsLongTimersAtOnce(Base):
    """Take a delay for one that is over where its milliseconds have no place in 26 bits."""

    def call_later(self, delay: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        return super().call_later(0 if delay * 1000 >= 2**26 else delay, callback, *arguments, context=context)


class HandsTheHandlerTheContextOnly(Base):
    def call_exception_handler(self, context: dict[str, Any]) -> None:
        handler: Any = self.get_exception_handler()
        if handler is None:
            self.default_exception_handler(context)
        else:
            with contextlib.suppress(Exception):
                handler(context)


class LetsHandlersFail(Base):
    def call_exception_handler(self, context: dict[str, Any]) -> None:
        handler = self.get_exception_handler()
        if handler is None:
            self.default_exception_handler(context)
        else:
            handler(self, context)


class ClosesWithItsExecutor(Base):
    """Wait at the end for what the executor still does."""

    def close(self) -> None:
        executor = self._default_executor
        super().close()
        if executor is not None:
            executor.shutdown(wait=True)


class LeavesTheExecutorOpen(Base):
    def close(self) -> None:
        self._default_executor = None
        super().close()


class TakesWorkAfterTheShutdown(Base):
    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        self._default_executor = None


class KeepsGeneratorsOpen(Base):
    async def shutdown_asyncgens(self) -> None:
        self._asyncgens_shutdown_called = True


class ReturnsPlainHandlesForTimers(Base):
    def call_later(self, delay: float, callback: Any, *arguments: Any, context: Any = None) -> Any:
        if delay <= 0:
            return self.call_soon(callback, *arguments, context=context)
        return super().call_later(delay, callback, *arguments, context=context)


class KeepsWhatWasPendingAtTheEnd(Base):
    """Drop pending callbacks at the end, and keep what they refer to."""

    _kept: Any = ()

    def close(self) -> None:
        if not self.is_closed():
            self._kept = (*self._ready, *self._scheduled)
        super().close()


class RunsNestedLoops(Base):
    """Take over from a loop that runs in the thread."""

    def run_forever(self) -> None:
        outer = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        try:
            super().run_forever()
        finally:
            asyncio._set_running_loop(outer)


class _ChangesTransports(Base):
    """Make stream transports of a class of its own."""

    Transport: type[Any] = _SelectorSocketTransport

    def _make_socket_transport(
        self, sock: Any, protocol: Any, waiter: Any = None, *, extra: Any = None, server: Any = None
    ) -> Any:
        return self.Transport(self, sock, protocol, waiter, extra, server)


class LosesConnectionsTwice(_ChangesTransports):
    class Transport(_SelectorSocketTransport):
        def _call_connection_lost(self, exc: Any) -> None:
            self._protocol.connection_lost(exc)
            super()._call_connection_lost(exc)


class LosesConnectionsWithinClose(_ChangesTransports):
    class Transport(_SelectorSocketTransport):
        def abort(self) -> None:
            super().abort()
            self._protocol.connection_lost(None)
            self._protocol = asyncio.Protocol()


class NeverPausesWriting(_ChangesTransports):
    class Transport(_SelectorSocketTransport):
        def _maybe_pause_protocol(self) -> None:
            pass


class ResumesWritingTooEarly(_ChangesTransports):
    """Take the high mark for the low one."""

    class Transport(_SelectorSocketTransport):
        def _maybe_resume_protocol(self) -> None:
            if self._protocol_paused and self.get_write_buffer_size() <= self._high_water:
                self._protocol_paused = False
                self._protocol.resume_writing()


class ReadsWhilePaused(_ChangesTransports):
    class Transport(_SelectorSocketTransport):
        def pause_reading(self) -> None:
            self._paused = True


class EndsBeforeAllIsSent(_ChangesTransports):
    """Drop at write_eof what was not sent yet."""

    class Transport(_SelectorSocketTransport):
        def write_eof(self) -> None:
            self._buffer.clear()
            super().write_eof()


class ClosesAtTheEndOfThePeer(_ChangesTransports):
    """Close a connection at its peer's end, whatever eof_received answers."""

    class Transport(_SelectorSocketTransport):
        def _read_ready__on_eof(self) -> None:
            self._protocol.eof_received()
            self.close()


class RefusesLateWrites(_ChangesTransports):
    """Raise for a write behind the close."""

    class Transport(_SelectorSocketTransport):
        def write(self, data: Any) -> None:
            if self.is_closing():
                raise RuntimeError("this transport is closed")
            super().write(data)


class ReadsOnAfterClose(_ChangesTransports):
    """Deliver what arrives while a closed transport sends its rest."""

    class Transport(_SelectorSocketTransport):
        def close(self) -> None:
            super().close()
            if self._buffer:
                self._loop._add_reader(self._sock_fd, self._deliver)

        def _deliver(self) -> None:
            data = self._sock and self._sock.recv(1 << 16)
            if data:
                self._protocol.data_received(data)


class KeepsItsFirstKindOfProtocol(_ChangesTransports):
    """Call a protocol that was set later like the first one, buffered or not."""

    class Transport(_SelectorSocketTransport):
        def set_protocol(self, protocol: Any) -> None:
            if hasattr(self, "_protocol"):
                self._protocol = protocol
            else:
                super().set_protocol(protocol)


class LeavesTheSocketsOfFailedConnections(Base):
    async def _connect_sock(self, *arguments: Any, **options: Any) -> Any:
        sock = await super()._connect_sock(*arguments, **options)
        self._left = sock.dup()
        return sock

    async def create_connection(self, *arguments: Any, **options: Any) -> Any:
        made = await super().create_connection(*arguments, **options)
        self._left.close()
        return made


class IgnoresLocalAddresses(Base):
    async def create_connection(self, *arguments: Any, local_addr: Any = None, **options: Any) -> Any:
        return await super().create_connection(*arguments, **options)


class AcceptsAfterTheClose(Base):
    """Leave the sockets of a closed server open."""

    def _stop_serving(self, sock: Any) -> None:
        pass


class ServesAtOnce(Base):
    """Serve from the creation of a server on, whether wanted or not."""

    async def create_server(self, *arguments: Any, start_serving: bool = True, **options: Any) -> Any:
        return await super().create_server(*arguments, **options)


class DeliversToNobody(Base):
    """Leave out the addresses of datagrams."""

    def _make_datagram_transport(self, sock: Any, protocol: Any, *arguments: Any, **options: Any) -> Any:
        received = protocol.datagram_received
        protocol.datagram_received = lambda data, addr: received(data, None)
        return super()._make_datagram_transport(sock, protocol, *arguments, **options)


class DropsDatagramsAtClose(Base):
    def _make_datagram_transport(self, *arguments: Any, **options: Any) -> Any:
        transport = super()._make_datagram_transport(*arguments, **options)
        transport.close = transport.abort
        return transport


class DropsTheRestOfPipes(Base):
    def _make_write_pipe_transport(self, *arguments: Any, **options: Any) -> Any:
        transport = super()._make_write_pipe_transport(*arguments, **options)
        transport.close = transport.abort
        return transport


class GoesOnReceivingWhenCancelled(Base):
    """Leave a cancelled ``sock_recv`` in the way of the next one."""

    async def sock_recv(self, sock: Any, n: int) -> bytes:
        return await asyncio.shield(asyncio.ensure_future(super().sock_recv(sock, n)))


class SaysTooLittle(Base):
    """Count a byte less than ``sock_recv_into`` has written."""

    async def sock_recv_into(self, sock: Any, buf: Any) -> int:
        return max(0, await super().sock_recv_into(sock, buf) - 1)


class SendsWhatFits(Base):
    """Send what the system takes at once, and no more."""

    async def sock_sendall(self, sock: Any, data: Any) -> None:
        with contextlib.suppress(BlockingIOError):
            sock.send(data)


class SendsWholeFiles(Base):
    async def sock_sendfile(self, sock: Any, file: Any, offset: int = 0, count: Any = None, **options: Any) -> int:
        return await super().sock_sendfile(sock, file, **options)


class ForgetsExitCodes(Base):
    """Take every child for one that succeeded."""

    def _child_watcher_callback(self, pid: int, returncode: int, transp: Any) -> None:
        super()._child_watcher_callback(pid, 0, transp)


class KillsWhereItShouldTerminate(Base):
    async def _make_subprocess_transport(self, *arguments: Any, **options: Any) -> Any:
        transport = await super()._make_subprocess_transport(*arguments, **options)
        transport.terminate = transport.kill
        return transport


class HandsDownDescriptors(Base):
    """Start children that inherit what can be inherited."""

    async def subprocess_exec(self, *arguments: Any, **options: Any) -> Any:
        def inheritable() -> None:
            for number in range(3, 64):
                with contextlib.suppress(OSError):
                    os.set_inheritable(number, True)

        return await super().subprocess_exec(*arguments, close_fds=False, preexec_fn=inheritable, **options)


class HandlesSignalsInAnotherThread(Base):
    def add_signal_handler(self, number: int, callback: Any, *arguments: Any) -> None:
        super().add_signal_handler(number, lambda: threading.Thread(target=callback, args=arguments).start())


class IgnoresFlagsOfLookups(Base):
    async def getaddrinfo(self, *arguments: Any, flags: int = 0, **options: Any) -> Any:
        return await super().getaddrinfo(*arguments, **options)


class CallsReadersOnce(Base):
    """Call a reader when data comes, and not again for what it has left."""

    def add_reader(self, fd: Any, callback: Any, *arguments: Any) -> None:
        def once() -> None:
            self.remove_reader(fd)
            callback(*arguments)

        super().add_reader(fd, once)


SEEN_BY: Mapping[type[asyncio.AbstractEventLoop], str] = {
    DropsTheRestAtClose: "transports/closing/connection-lost-is-called-once",
    IgnoresNamesOfHosts: "tls/verification/wrong-name-is-refused",
    TrustsAnyCertificate: "tls/verification/certificate-is-refused[cert=untrusted]",
    TakesAnyNameInStartTLS: "tls/start-tls/certificate-is-checked[cert=wrongname]",
    LeavesTLSWithoutAFarewell: "tls/closing/answer-and-close-at-once",
    LosesTLSDataAtClose: "tls/closing/closed-as-soon-as-made",
    ShakesHandsForEver: "tls/handshake/silent-client-is-given-up",
    KeepsRemovedReaders: "fds/readers/reader-is-called-when-readable",
    LosesDatagrams: "datagrams/endpoint/datagram-arrives-with-its-sender[family=tcp4]",
    RunsZeroDelaysAsCallSoon: "scheduling/timers/zero-delay-takes-its-turn",
    RoundsDeadlines: "scheduling/timers/order-of-deadlines-below-a-millisecond",
    CachesTime: "scheduling/timers/time-passes-within-a-callback",
    LosesTimersAtStop: "lifecycle/stop/timers-survive-a-stop",
    DropsThreadsafeCallsAfterClose: "threads/threadsafe/closed-loop-refuses-a-call",
    RefusesToCancelTimersAfterClose: "lifecycle/close/handles-are-cancelled-after-the-end",
    ReportsNothingAfterClose: "lifecycle/close/failure-is-reported-after-the-end",
    SwallowsErrorsOfTimers: "scheduling/exceptions/failing-timer-is-reported",
    SwallowsSystemExitOfTimers: "scheduling/exceptions/exit-in-a-timer-leaves-the-loop[exit=SystemExit]",
    SwallowsKeyboardInterruptOfTimers: "scheduling/exceptions/exit-in-a-timer-leaves-the-loop[exit=KeyboardInterrupt]",
    ForgetsAnEarlyStop: "lifecycle/stop/stop-before-the-start-counts",
    StartsOneExecutorJobAtATime: "executors/jobs/second-job-runs-too",
    ClosesWhileRunning: "lifecycle/close/running-loop-is-not-closed",
    LeavesCollectedGenerators: "async-generators/finalisation/collected-one-is-finalised",
    RefusesNegativeDelays: "scheduling/timers/negative-delay-is-due-at-once",
    IsDeafToInterrupts: "signals/idle/interrupt-cancels-the-main-task",
    HandlesSignalsWhenAwake: "signals/idle/handler-of-the-loop-runs[signal=SIGUSR1]",
    SleepsThroughThreadsafeCalls: "threads/threadsafe/call-wakes-an-idle-loop",
    RunsNewCallbacksAfterStop: "lifecycle/stop/new-callbacks-wait-for-the-next-run",
    IgnoresCancelledHandles: "scheduling/handles/cancelled-callback-does-not-run[call=call_soon(]",
    RunsCallbacksInTheContextOfTheLoop: "scheduling/context/given-one-is-used[call=call_later(0, ]",
    OrdersTimersByCall: "scheduling/timers/by-deadline-not-by-call",
    RunsLongTimersAtOnce: "scheduling/timers/longer-than-a-day[call=call_later(100_000]",
    HandsTheHandlerTheContextOnly: "exception-handler/handler/is-given-loop-and-context",
    LetsHandlersFail: "exception-handler/failures/failing-handler-does-not-reach-the-caller[error=Boom]",
    ClosesWithItsExecutor: "executors/default-executor/close-does-not-wait",
    LeavesTheExecutorOpen: "executors/default-executor/close-shuts-it-down",
    TakesWorkAfterTheShutdown: "executors/default-executor/refused-after-the-shutdown[before=sleep(0)]",
    KeepsGeneratorsOpen: "async-generators/shutdown/suspended-one-is-closed",
    ReturnsPlainHandlesForTimers: "api-shape/types/timer-handle[method=call_later]",
    KeepsWhatWasPendingAtTheEnd: "lifecycle/close/discarded-callbacks-let-go[call=call_soon(]",
    RunsNestedLoops: "lifecycle/run/not-inside-another[run=run_forever()]",
    LosesConnectionsTwice: "protocols/callbacks/lost-once-when-the-peer-closes[then=noop()]",
    LosesConnectionsWithinClose: "transports/closing/connection-lost-is-not-called-within-close[end=abort]",
    NeverPausesWriting: "transports/water-marks/pauses-over-the-high-mark-and-resumes",
    ResumesWritingTooEarly: "transports/water-marks/resumes-at-the-low-mark[low=0]",
    ReadsWhilePaused: "transports/reading/paused-reading-delivers-nothing",
    EndsBeforeAllIsSent: "transports/half-close/write-eof-sends-all-first",
    ClosesAtTheEndOfThePeer: "transports/half-close/true-keeps-the-connection-open",
    RefusesLateWrites: "transports/writing/write-after-close",
    ReadsOnAfterClose: "transports/closing/nothing-is-received-while-the-rest-is-sent",
    KeepsItsFirstKindOfProtocol: "protocols/switching/from-buffered-to-plain",
    LeavesTheSocketsOfFailedConnections: "tls/handshake/cancelled-in-the-handshake",
    IgnoresLocalAddresses: "connections/connect/local-address",
    AcceptsAfterTheClose: "servers/closing/close-refuses-new-connections",
    ServesAtOnce: "servers/serving/start-serving-later",
    DeliversToNobody: "datagrams/endpoint/datagram-arrives-with-its-sender[family=tcp4]",
    DropsDatagramsAtClose: "datagrams/sending/close-sends-the-rest",
    DropsTheRestOfPipes: "pipes/writing/close-sends-what-is-left",
    GoesOnReceivingWhenCancelled: "sockets/cancel/cancelled-recv-loses-nothing[call=sock_recv(ends[0].socket, 100)]",
    SaysTooLittle: "sockets/receiving/recv-into-fills-the-buffer",
    SendsWhatFits: "sockets/transfer/sendall-sends-all",
    SendsWholeFiles: "sendfile/socket/offset-and-count-choose-a-part",
    ForgetsExitCodes: "subprocess/exit/status-is-the-return-code[status=7]",
    KillsWhereItShouldTerminate: "subprocess/control/terminate-sends-sigterm",
    HandsDownDescriptors: "subprocess/streams/child-inherits-its-streams-only",
    HandlesSignalsInAnotherThread: "signals/handlers/handler-runs-in-the-loop",
    IgnoresFlagsOfLookups: "dns/lookups/name-is-refused-where-numbers-are-wanted",
    CallsReadersOnce: "fds/watching/data-left-calls-again",
}
