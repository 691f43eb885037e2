# Rendered by loopspec from spec/policies/current-loop.yaml; do not edit, change the source and run `loopspec render`.
"""policies: current loop."""


def test_set_and_got(scenario):
    """The function get_event_loop returns the loop that set_event_loop was given last, where none runs."""
    aio = scenario.aio

    loop = scenario.open_loop()
    other = scenario.open_loop()
    aio.set_event_loop(loop)
    scenario.check_is('get_event_loop()', aio.get_event_loop(), loop)
    aio.set_event_loop(other)
    scenario.check_is('get_event_loop()', aio.get_event_loop(), other)
    aio.set_event_loop(None)
    scenario.expect([])


def test_running_one_comes_first(scenario):
    """The function get_event_loop returns the running loop, also where another one was set."""
    aio, log = scenario.aio, scenario.log

    async def entry(owner):
        log('entry', f'{aio.get_event_loop() is owner}')

    def look(owner):
        log('look', f'{aio.get_event_loop() is owner}')

    loop = scenario.open_loop()
    other = scenario.open_loop()
    aio.set_event_loop(other)
    loop.call_soon(look, loop)
    loop.run_until_complete(entry(loop))
    scenario.check_is('get_event_loop()', aio.get_event_loop(), other)
    aio.set_event_loop(None)
    scenario.expect(
        [
            ('look', 'True'),
            ('entry', 'True'),
        ]
    )


def test_none_is_no_loop(scenario):
    """The function get_event_loop raises RuntimeError after set_event_loop was given None."""
    aio = scenario.aio

    loop = scenario.open_loop()
    aio.set_event_loop(loop)
    aio.set_event_loop(None)
    with scenario.raises('program', RuntimeError):
        aio.get_event_loop()
    scenario.expect([('program', 'raises RuntimeError')])


def test_each_thread_has_its_own(scenario):
    """A loop that was set in one thread is not the current one of another, where get_event_loop raises RuntimeError."""
    aio = scenario.aio

    loop = scenario.open_loop()
    aio.set_event_loop(loop)

    def thread_steps():
        with scenario.raises('thread', RuntimeError):
            aio.get_event_loop()

    scenario.in_thread(thread_steps)
    scenario.check_is('get_event_loop()', aio.get_event_loop(), loop)
    aio.set_event_loop(None)
    scenario.expect([('thread', 'raises RuntimeError')])


def test_set_in_a_thread(scenario):
    """A loop that was set in a thread is the current one there, and the first thread keeps its own."""
    aio, log = scenario.aio, scenario.log

    loop = scenario.open_loop()
    other = scenario.open_loop()
    aio.set_event_loop(loop)

    def thread_steps():
        aio.set_event_loop(other)
        log('thread', f'{aio.get_event_loop() is other}')

    scenario.in_thread(thread_steps)
    scenario.check_is('get_event_loop()', aio.get_event_loop(), loop)
    aio.set_event_loop(None)
    scenario.expect([('thread', 'True')])


def test_no_loop(scenario):
    """The function set_event_loop refuses anything but a loop with TypeError."""
    aio = scenario.aio

    with scenario.raises('program', TypeError):
        aio.set_event_loop(5)
    scenario.expect([('program', 'raises TypeError')])


def test_a_new_one_each_time(scenario):
    """Each call of new_event_loop makes another loop, which neither runs nor is closed."""
    loop = scenario.open_loop()
    other = scenario.open_loop()
    scenario.check_is('loop is other', loop is other, False)
    scenario.check('[loop.is_running(), loop.is_closed(), other.is_running(), other.is_closed()]', [loop.is_running(), loop.is_closed(), other.is_running(), other.is_closed()], [False, False, False, False])
    scenario.expect([])


def test_a_new_one_does_not_run(scenario):
    """A loop that was made is neither the running nor the current one."""
    aio = scenario.aio

    aio.set_event_loop(None)
    loop = scenario.open_loop()
    with scenario.raises('program', RuntimeError):
        aio.get_running_loop()
    with scenario.raises('program', RuntimeError):
        aio.get_event_loop()
    scenario.expect(
        [
            ('program', 'raises RuntimeError'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_running_loop_by_thread(scenario):
    """The function get_running_loop raises RuntimeError in a thread in which no loop runs."""
    aio = scenario.aio

    async def main():
        def thread_steps():
            with scenario.raises('thread', RuntimeError):
                aio.get_running_loop()

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises RuntimeError')])


def test_no_loop_was_ever_set(scenario):
    """The function get_event_loop raises RuntimeError where no loop runs and none was set."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.get_event_loop()
    scenario.expect([('program', 'raises RuntimeError')])
