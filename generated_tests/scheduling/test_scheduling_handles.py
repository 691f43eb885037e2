# Rendered by loopspec from spec/scheduling/handles.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: handles."""


def test_cancelled_callback_does_not_run__call_call_at_0(scenario):
    """A callback whose handle was cancelled does not run."""
    log = scenario.log

    def mark(word):
        log('mark', f'{word}')

    loop = scenario.open_loop()
    handle = loop.call_at(0, mark, 'cancelled')
    loop.call_at(0, mark, 'kept')
    handle.cancel()
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    scenario.expect([('mark', 'kept')])


def test_cancelled_callback_does_not_run__call_call_later_0(scenario):
    """A callback whose handle was cancelled does not run."""
    log = scenario.log

    def mark(word):
        log('mark', f'{word}')

    loop = scenario.open_loop()
    handle = loop.call_later(0, mark, 'cancelled')
    loop.call_later(0, mark, 'kept')
    handle.cancel()
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    scenario.expect([('mark', 'kept')])


def test_cancelled_callback_does_not_run__call_call_soon(scenario):
    """A callback whose handle was cancelled does not run."""
    log = scenario.log

    def mark(word):
        log('mark', f'{word}')

    loop = scenario.open_loop()
    handle = loop.call_soon(mark, 'cancelled')
    loop.call_soon(mark, 'kept')
    handle.cancel()
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    scenario.expect([('mark', 'kept')])


def test_cancelled_callback_does_not_run__call_call_soon_threadsafe(scenario):
    """A callback whose handle was cancelled does not run."""
    log = scenario.log

    def mark(word):
        log('mark', f'{word}')

    loop = scenario.open_loop()
    handle = loop.call_soon_threadsafe(mark, 'cancelled')
    loop.call_soon_threadsafe(mark, 'kept')
    handle.cancel()
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    scenario.expect([('mark', 'kept')])


def test_cancelled_by_a_callback_of_the_same_iteration(scenario):
    """A callback that is cancelled by one right in front of it does not run."""
    log = scenario.log

    kept = []

    def first():
        log('first', 'cancels')
        kept[0].cancel()

    def second():
        log('second', 'runs')

    loop = scenario.open_loop()
    loop.call_soon(first)
    handle = loop.call_soon(second)
    kept.append(handle)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.expect([('first', 'cancels')])


def test_timer_cancelled_by_one_that_is_due_earlier(scenario):
    """A timer that is cancelled by one which is due before it does not run."""
    log, tools = scenario.log, scenario.tools

    kept = []

    def first():
        log('first', 'cancels')
        kept[0].cancel()

    def second():
        log('second', 'runs')

    loop = scenario.open_loop()
    loop.call_later(scenario.seconds(0.01), first)
    handle = loop.call_later(scenario.seconds(0.02), second)
    kept.append(handle)
    loop.call_later(scenario.seconds(0.03), loop.stop)
    tools.block_thread(scenario.seconds(0.05))
    loop.run_forever()
    scenario.expect([('first', 'cancels')])


def test_cancelled_says_so__call_call_at_0(scenario):
    """The method cancelled is False until cancel was called, and True after."""
    tools = scenario.tools

    loop = scenario.open_loop()
    handle = loop.call_at(0, tools.noop)
    scenario.check_is('handle.cancelled()', handle.cancelled(), False)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    scenario.expect([])


def test_cancelled_says_so__call_call_later_0(scenario):
    """The method cancelled is False until cancel was called, and True after."""
    tools = scenario.tools

    loop = scenario.open_loop()
    handle = loop.call_later(0, tools.noop)
    scenario.check_is('handle.cancelled()', handle.cancelled(), False)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    scenario.expect([])


def test_cancelled_says_so__call_call_soon(scenario):
    """The method cancelled is False until cancel was called, and True after."""
    tools = scenario.tools

    loop = scenario.open_loop()
    handle = loop.call_soon(tools.noop)
    scenario.check_is('handle.cancelled()', handle.cancelled(), False)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    scenario.expect([])


def test_cancelled_says_so__call_call_soon_threadsafe(scenario):
    """The method cancelled is False until cancel was called, and True after."""
    tools = scenario.tools

    loop = scenario.open_loop()
    handle = loop.call_soon_threadsafe(tools.noop)
    scenario.check_is('handle.cancelled()', handle.cancelled(), False)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    handle.cancel()
    scenario.check_is('handle.cancelled()', handle.cancelled(), True)
    scenario.expect([])


def test_cancel_after_the_callback_has_run__call_call_later_0(scenario):
    """The cancellation of a handle whose callback has run raises nothing and changes nothing."""
    log = scenario.log

    def mark():
        log('mark', 'runs')
        loop.stop()

    loop = scenario.open_loop()
    handle = loop.call_later(0, mark)
    loop.run_forever()
    handle.cancel()
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_cancel_after_the_callback_has_run__call_call_soon(scenario):
    """The cancellation of a handle whose callback has run raises nothing and changes nothing."""
    log = scenario.log

    def mark():
        log('mark', 'runs')
        loop.stop()

    loop = scenario.open_loop()
    handle = loop.call_soon(mark)
    loop.run_forever()
    handle.cancel()
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_when_is_the_deadline(scenario):
    """The method when of a timer returns the moment that call_at was given."""
    tools = scenario.tools

    loop = scenario.open_loop()
    timer = loop.call_later(scenario.seconds(60), tools.noop)
    twin = loop.call_at(timer.when(), tools.noop)
    scenario.check_is('twin.when() == timer.when()', twin.when() == timer.when(), True)
    scenario.expect([])


def test_when_of_a_delay(scenario):
    """The method when of a timer returns the time of the loop at the call and the delay together, or a little more."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        before = loop.time()
        timer = loop.call_later(scenario.seconds(60), tools.noop)
        other = loop.call_later(scenario.seconds(60), tools.noop)
        scenario.check_is('timer.when() >= before + 60', timer.when() >= before + 60, True)
        scenario.check_is('other.when() >= timer.when()', other.when() >= timer.when(), True)
        timer.cancel()
        other.cancel()

    scenario.run(main)
    scenario.expect([])


def test_when_of_a_cancelled_timer(scenario):
    """The method when of a timer answers as before once the timer was cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        timer = loop.call_later(scenario.seconds(60), tools.noop)
        before = timer.when()
        timer.cancel()
        scenario.check_is('timer.when() == before', timer.when() == before, True)

    scenario.run(main)
    scenario.expect([])


def test_timers_compare_by_deadline(scenario):
    """Timers are ordered by their deadlines."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        late = loop.call_later(scenario.seconds(60), tools.noop)
        early = loop.call_later(scenario.seconds(30), tools.noop)
        scenario.check('[early < late, late < early, sorted([late, early])[0] is early]', [early < late, late < early, sorted([late, early])[0] is early], [True, False, True])
        late.cancel()
        early.cancel()

    scenario.run(main)
    scenario.expect([])


def test_context_of_a_handle__call_call_at_0(scenario):
    """The method get_context returns the context that the callback was given."""
    tools = scenario.tools

    given = tools.copy_context()
    loop = scenario.open_loop()
    handle = loop.call_at(0, tools.noop, context=given)
    scenario.check_is('handle.get_context()', handle.get_context(), given)
    scenario.expect([])


def test_context_of_a_handle__call_call_later_0(scenario):
    """The method get_context returns the context that the callback was given."""
    tools = scenario.tools

    given = tools.copy_context()
    loop = scenario.open_loop()
    handle = loop.call_later(0, tools.noop, context=given)
    scenario.check_is('handle.get_context()', handle.get_context(), given)
    scenario.expect([])


def test_context_of_a_handle__call_call_soon(scenario):
    """The method get_context returns the context that the callback was given."""
    tools = scenario.tools

    given = tools.copy_context()
    loop = scenario.open_loop()
    handle = loop.call_soon(tools.noop, context=given)
    scenario.check_is('handle.get_context()', handle.get_context(), given)
    scenario.expect([])


def test_context_of_a_handle__call_call_soon_threadsafe(scenario):
    """The method get_context returns the context that the callback was given."""
    tools = scenario.tools

    given = tools.copy_context()
    loop = scenario.open_loop()
    handle = loop.call_soon_threadsafe(tools.noop, context=given)
    scenario.check_is('handle.get_context()', handle.get_context(), given)
    scenario.expect([])


def test_cancelled_handle_lets_go__call_call_later_60(scenario):
    """A handle that was cancelled no longer keeps its callback and the arguments, even if the handle itself is kept."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        kept = []

        def schedule():
            burden = loop.create_future()
            kept.append(tools.weak(burden))
            made = loop.call_later(scenario.seconds(60), burden.done, burden)
            made.cancel()
            return made

        handle = schedule()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        for ghost in kept:
            scenario.check_is('ghost()', ghost(), None)
        scenario.check_is('handle.cancelled()', handle.cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_handle_lets_go__call_call_soon(scenario):
    """A handle that was cancelled no longer keeps its callback and the arguments, even if the handle itself is kept."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        kept = []

        def schedule():
            burden = loop.create_future()
            kept.append(tools.weak(burden))
            made = loop.call_soon(burden.done, burden)
            made.cancel()
            return made

        handle = schedule()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        for ghost in kept:
            scenario.check_is('ghost()', ghost(), None)
        scenario.check_is('handle.cancelled()', handle.cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_comparisons_of_timers(scenario):
    """Timers are compared by their deadlines with each operator, and one is at most itself; a timer and a number are not ordered."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        early = loop.call_later(scenario.seconds(60), tools.noop)
        late = loop.call_at(early.when() + scenario.seconds(1), tools.noop)
        scenario.check('[early < late, early <= late, early > late, early >= late]', [early < late, early <= late, early > late, early >= late], [True, True, False, False])
        scenario.check('[late < early, late <= early, late > early, late >= early]', [late < early, late <= early, late > early, late >= early], [False, False, True, True])
        scenario.check('[early < early, early <= early, early > early, early >= early]', [early < early, early <= early, early > early, early >= early], [False, True, False, True])
        with scenario.raises('main', TypeError):
            early < 1
        with scenario.raises('main', TypeError):
            early <= 1
        with scenario.raises('main', TypeError):
            early > 1
        with scenario.raises('main', TypeError):
            early >= 1
        early.cancel()
        late.cancel()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_equality_of_timers(scenario):
    """Timers are equal, with equal hashes, if they have the same deadline, callback and arguments, and both or neither were cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        timer = loop.call_later(scenario.seconds(60), tools.noop, 1)
        same = loop.call_at(timer.when(), tools.noop, 1)
        scenario.check('[timer == same, timer != same, len({timer, same})]', [timer == same, timer != same, len({timer, same})], [True, False, 1])
        others = [loop.call_at(timer.when() + scenario.seconds(1), tools.noop, 1), loop.call_at(timer.when(), tools.noop, 2), loop.call_at(timer.when(), len, 1)]
        scenario.check('[timer == other for other in others]', [timer == other for other in others], [False, False, False])
        scenario.check('[timer == 1, timer == None]', [timer == 1, timer == None], [False, False])
        same.cancel()
        scenario.check_is('timer == same', timer == same, False)
        timer.cancel()
        scenario.check_is('timer == same', timer == same, True)
        [other.cancel() for other in others]

    scenario.run(main)
    scenario.expect([])


def test_timer_made_by_a_program(scenario):
    """A TimerHandle that a program makes itself has the moment that it was given, and is cancelled without being on any loop's list."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        timer = aio.TimerHandle(60, tools.noop, (1,), loop)
        scenario.check('[timer.when(), timer.cancelled()]', [timer.when(), timer.cancelled()], [60, False])
        timer.cancel()
        scenario.check_is('timer.cancelled()', timer.cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_handles_can_be_printed(scenario):
    """The handle of call_soon and that of a timer have a text for the log, also when they are cancelled, and in debug mode."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        for mode in [True, False]:
            loop.set_debug(mode)
            for handle in [loop.call_soon(tools.noop), loop.call_later(0, tools.noop)]:
                scenario.check_type('repr(handle)', repr(handle), str)
                handle.cancel()
                scenario.check_type('repr(handle)', repr(handle), str)

    scenario.run(main)
    scenario.expect([])
