# Rendered by loopspec from spec/fds/watching.yaml; do not edit, change the source and run `loopspec render`.
"""fds: watching."""


def test_idle_loop_wakes_for_a_reader(scenario):
    """A descriptor that becomes readable wakes a loop that waits for nothing else."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def readable():
            log('readable', f'{ends[0].take()}')
            seen.set()

        loop.add_reader(ends[0].fileno(), readable)

        def thread_steps():
            ends[1].send(b'hello')

        scenario.while_idle(thread_steps)
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])


def test_data_that_is_there_calls_a_reader(scenario):
    """A reader's callback runs for data that arrived before the descriptor was watched."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def readable():
            log('readable', f'{ends[0].take()}')
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), readable)
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])


def test_writer_is_called_when_writable(scenario):
    """A writer's callback runs when its full descriptor has room again, with the arguments given."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair(buffers='small')
        seen = aio.Event()

        def writable(left, right):
            log('writable', f'{left} {right}')
            loop.remove_writer(ends[0].fileno())
            seen.set()

        with scenario.raises('main', BlockingIOError):
            ends[0].send(outside.pattern(1000000))
        loop.add_writer(ends[0].fileno(), writable, 'one', 'two')
        await scenario.pause()
        scenario.check_is('seen.is_set()', seen.is_set(), False)
        ends[1].take()
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises BlockingIOError'),
            ('writable', 'one two'),
        ]
    )


def test_writer_of_an_empty_socket_is_called_at_once(scenario):
    """A writer's callback runs for a descriptor that had room when it was added."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def writable():
            log('writable', 'called')
            loop.remove_writer(ends[1].fileno())
            seen.set()

        loop.add_writer(ends[1].fileno(), writable)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('writable', 'called')])


def test_removal_of_a_watched_one_is_true__side_reader(scenario):
    """The removal of a reader that watches a descriptor returns True."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        loop.add_reader(ends[0].fileno(), tools.noop)
        scenario.check_is('loop.remove_reader(ends[0].fileno())', loop.remove_reader(ends[0].fileno()), True)

    scenario.run(main)
    scenario.expect([])


def test_removal_of_a_watched_one_is_true__side_writer(scenario):
    """The removal of a writer that watches a descriptor returns True."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        loop.add_writer(ends[0].fileno(), tools.noop)
        scenario.check_is('loop.remove_writer(ends[0].fileno())', loop.remove_writer(ends[0].fileno()), True)

    scenario.run(main)
    scenario.expect([])


def test_removal_of_an_unwatched_one_is_false__side_reader(scenario):
    """The removal of a reader from a descriptor that has none returns False."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        scenario.check_is('loop.remove_reader(ends[0].fileno())', loop.remove_reader(ends[0].fileno()), False)
        loop.add_reader(ends[0].fileno(), tools.noop)
        loop.remove_reader(ends[0].fileno())
        scenario.check_is('loop.remove_reader(ends[0].fileno())', loop.remove_reader(ends[0].fileno()), False)

    scenario.run(main)
    scenario.expect([])


def test_removal_of_an_unwatched_one_is_false__side_writer(scenario):
    """The removal of a writer from a descriptor that has none returns False."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        scenario.check_is('loop.remove_writer(ends[0].fileno())', loop.remove_writer(ends[0].fileno()), False)
        loop.add_writer(ends[0].fileno(), tools.noop)
        loop.remove_writer(ends[0].fileno())
        scenario.check_is('loop.remove_writer(ends[0].fileno())', loop.remove_writer(ends[0].fileno()), False)

    scenario.run(main)
    scenario.expect([])


def test_replacing_counts_as_watched_once__side_reader(scenario):
    """A reader that replaced another one is gone after one removal."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def called():
            log('called', 'called')

        loop.add_reader(ends[0].fileno(), called)
        loop.add_reader(ends[0].fileno(), called)
        loop.remove_reader(ends[0].fileno())
        ends[1].send(b'hello')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_replacing_counts_as_watched_once__side_writer(scenario):
    """A writer that replaced another one is gone after one removal."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def called():
            log('called', 'called')

        loop.add_writer(ends[0].fileno(), called)
        loop.add_writer(ends[0].fileno(), called)
        loop.remove_writer(ends[0].fileno())
        ends[1].send(b'hello')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_second_callback_replaces_the_first__side_reader(scenario):
    """A second reader of a descriptor replaces the first, which does not run any more."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def first():
            log('first', 'called')

        def second():
            log('second', 'called')
            loop.remove_reader(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), first)
        loop.add_reader(ends[0].fileno(), second)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('second', 'called')])


def test_second_callback_replaces_the_first__side_writer(scenario):
    """A second writer of a descriptor replaces the first, which does not run any more."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def first():
            log('first', 'called')

        def second():
            log('second', 'called')
            loop.remove_writer(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), first)
        loop.add_writer(ends[0].fileno(), second)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('second', 'called')])


def test_keyword_arguments_come_by_partial__side_reader(scenario):
    """A partial function brings keyword arguments to the callback of a reader."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called(first, named):
            log('called', f'{first} {named}')
            loop.remove_reader(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), tools.partial(called, named='two'), 'one')
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('called', 'one two')])


def test_keyword_arguments_come_by_partial__side_writer(scenario):
    """A partial function brings keyword arguments to the callback of a writer."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called(first, named):
            log('called', f'{first} {named}')
            loop.remove_writer(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), tools.partial(called, named='two'), 'one')
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('called', 'one two')])


def test_sockets_are_taken__side_reader(scenario):
    """A socket stands for its descriptor in the calls that add and remove a reader."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called():
            log('called', 'called')
            loop.remove_reader(ends[0].socket)
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].socket, called)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('called', 'called')])


def test_sockets_are_taken__side_writer(scenario):
    """A socket stands for its descriptor in the calls that add and remove a writer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called():
            log('called', 'called')
            loop.remove_writer(ends[0].socket)
            seen.set()

        ends[1].send(b'hello')
        loop.add_writer(ends[0].socket, called)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('called', 'called')])


def test_objects_with_fileno_are_taken__side_reader(scenario):
    """An object with a fileno method stands for its descriptor in the calls that add and remove a reader."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called():
            log('called', 'called')
            loop.remove_reader(ends[0])
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0], called)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('called', 'called')])


def test_objects_with_fileno_are_taken__side_writer(scenario):
    """An object with a fileno method stands for its descriptor in the calls that add and remove a writer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called():
            log('called', 'called')
            loop.remove_writer(ends[0])
            seen.set()

        ends[1].send(b'hello')
        loop.add_writer(ends[0], called)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('called', 'called')])


def test_number_and_object_name_the_same(scenario):
    """A reader added by its socket is removed by the number of the descriptor."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def called():
            log('called', 'called')

        loop.add_reader(ends[0].socket, called)
        loop.remove_reader(ends[0].fileno())
        ends[1].send(b'hello')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_both_directions_are_apart(scenario):
    """The reader and the writer of one descriptor have callbacks of their own, and the removal of one leaves the other."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        wrote = aio.Event()
        seen = aio.Event()

        def writable():
            log('writable', 'called')
            loop.remove_writer(ends[0].fileno())
            wrote.set()

        def readable():
            log('readable', f'{ends[0].take()}')
            seen.set()

        loop.add_reader(ends[0].fileno(), readable)
        loop.add_writer(ends[0].fileno(), writable)
        await outside.within(wrote.wait())
        ends[1].send(b'hello')
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect(
        [
            ('writable', 'called'),
            ('readable', "b'hello'"),
        ]
    )


def test_writer_stays_when_the_reader_goes(scenario):
    """The removal of a descriptor's reader leaves its writer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        wrote = aio.Event()

        def readable():
            log('readable', 'called')

        def writable():
            log('writable', 'called')
            loop.remove_writer(ends[0].fileno())
            wrote.set()

        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), writable)
        loop.add_reader(ends[0].fileno(), readable)
        loop.remove_reader(ends[0].fileno())
        await outside.within(wrote.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('writable', 'called')])


def test_data_left_calls_again(scenario):
    """A reader that leaves its data unread is called again."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        calls = list()

        def readable():
            calls.append(1)

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), readable)
        await scenario.wait_until('len(calls) > 2', lambda: len(calls) > 2)
        loop.remove_reader(ends[0].fileno())
        scenario.check('ends[0].take()', ends[0].take(), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_removed_and_added_again(scenario):
    """A descriptor that is removed and added again while data waits calls its new reader."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def first():
            log('first', 'called')

        def second():
            log('second', f'{ends[0].take()}')
            seen.set()

        loop.add_reader(ends[0].fileno(), first)
        await scenario.pause()
        ends[1].send(b'hello')
        loop.remove_reader(ends[0].fileno())
        loop.add_reader(ends[0].fileno(), second)
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('second', "b'hello'")])


def test_end_of_a_pipe_is_readable(scenario):
    """A reader is called when the other end of its pipe is closed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def readable():
            log('readable', f'{ends[0].take()}')
            loop.remove_reader(ends[0].fileno())
            seen.set()

        loop.add_reader(ends[0].fileno(), readable)
        await scenario.pause()
        ends[1].close()
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('readable', "b''")])


def test_reset_is_readable(scenario):
    """A reader is called when the peer of its connection resets it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()
        seen = aio.Event()

        def readable(end):
            with scenario.raises('readable', ConnectionResetError):
                end.take()
            loop.remove_reader(end.fileno())
            seen.set()

        watched = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        loop.add_reader(watched.fileno(), readable, watched)
        await scenario.pause()
        peer.reset()
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('readable', 'raises ConnectionResetError')])


def test_broken_pipe_is_writable(scenario):
    """A writer of a full pipe is called when the end that is read is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def writable():
            with scenario.raises('writable', BrokenPipeError):
                ends[1].send(b'more')
            loop.remove_writer(ends[1].fileno())
            seen.set()

        with scenario.raises('main', BlockingIOError):
            ends[1].send(outside.pattern(1000000))
        loop.add_writer(ends[1].fileno(), writable)
        await scenario.pause()
        ends[0].close()
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises BlockingIOError'),
            ('writable', 'raises BrokenPipeError'),
        ]
    )


def test_callback_runs_in_the_context_of_its_adding__side_reader(scenario):
    """The callback of a reader runs in the context in which it was added."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()
        mood = tools.ContextVar('mood', default='none')

        def called():
            log('called', f'{mood.get()}')
            loop.remove_reader(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        mood.set('added')
        loop.add_reader(ends[0].fileno(), called)
        mood.set('later')
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('called', 'added')])


def test_callback_runs_in_the_context_of_its_adding__side_writer(scenario):
    """The callback of a writer runs in the context in which it was added."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()
        mood = tools.ContextVar('mood', default='none')

        def called():
            log('called', f'{mood.get()}')
            loop.remove_writer(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        mood.set('added')
        loop.add_writer(ends[0].fileno(), called)
        mood.set('later')
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('called', 'added')])


def test_removal_of_the_side_that_is_not_watched(scenario):
    """The removal of the reader of a descriptor that has only a writer, or the other way round, does not return True."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        loop.add_writer(ends[0].fileno(), tools.noop)
        scenario.check_is('loop.remove_reader(ends[0].fileno()) is True', loop.remove_reader(ends[0].fileno()) is True, False)
        loop.remove_writer(ends[0].fileno())
        loop.add_reader(ends[0].fileno(), tools.noop)
        scenario.check_is('loop.remove_writer(ends[0].fileno()) is True', loop.remove_writer(ends[0].fileno()) is True, False)
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([])


def test_idle_after_a_writer_was_removed(scenario):
    """A loop sleeps while a reader waits at a descriptor that is writable, once its writer was removed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()
        wrote = aio.Event()

        def readable():
            log('readable', f'{ends[0].take()}')
            seen.set()

        loop.add_reader(ends[0].fileno(), readable)
        loop.add_writer(ends[0].fileno(), wrote.set)
        await outside.within(wrote.wait())
        loop.remove_writer(ends[0].fileno())

        def thread_steps():
            ends[1].send(b'hello')

        scenario.while_idle(thread_steps)
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])


def test_writer_is_not_called_for_data(scenario):
    """The writer of a descriptor that is full is not called when the same descriptor can be read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair(buffers='small')
        seen = aio.Event()
        full = []

        def readable():
            log('readable', f'{ends[0].take()}')
            seen.set()

        def writable():
            log('writable', 'called')

        for number in range(1000):
            try:
                ends[0].socket.send(outside.pattern(8000))
            except BlockingIOError:
                full.append(number)
        scenario.check_is('999 in full', 999 in full, True)
        loop.add_writer(ends[0].fileno(), writable)
        loop.add_reader(ends[0].fileno(), readable)
        ends[1].send(b'hello')
        await outside.within(seen.wait())
        await aio.sleep(0)
        loop.remove_writer(ends[0].fileno())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])


def test_watched_while_a_task_never_rests__side_reader(scenario):
    """A reader whose descriptor is ready is called while a task keeps the loop busy."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def ready():
            log('ready', 'called')
            loop.remove_reader(ends[0].fileno())

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), ready)
        for turn in range(1000):
            await aio.sleep(0)
        log('main', 'has been busy')

    scenario.run(main)
    scenario.expect(
        [
            ('ready', 'called'),
            ('main', 'has been busy'),
        ]
    )


def test_watched_while_a_task_never_rests__side_writer(scenario):
    """A writer whose descriptor is ready is called while a task keeps the loop busy."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def ready():
            log('ready', 'called')
            loop.remove_writer(ends[0].fileno())

        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), ready)
        for turn in range(1000):
            await aio.sleep(0)
        log('main', 'has been busy')

    scenario.run(main)
    scenario.expect(
        [
            ('ready', 'called'),
            ('main', 'has been busy'),
        ]
    )
