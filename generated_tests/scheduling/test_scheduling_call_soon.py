# Rendered by loopspec from spec/scheduling/call-soon.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: call soon."""


def test_in_the_order_registered(scenario):
    """Callbacks of call_soon run in the order in which they were registered."""
    order = []
    loop = scenario.open_loop()
    for number in range(100):
        loop.call_soon(order.append, number)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check_is('order == list(range(100))', order == list(range(100)), True)
    scenario.expect([])


def test_exactly_once(scenario):
    """A callback of call_soon runs once, however long the loop goes on."""
    aio, log = scenario.aio, scenario.log

    def mark():
        log('mark', 'runs')
        aio.get_running_loop().stop()

    loop = scenario.open_loop()
    loop.call_soon(mark)
    loop.run_forever()
    for again in range(3):
        loop.call_soon(loop.stop)
        loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_never_inline(scenario):
    """A callback that is registered while another one runs does not run before that one has ended."""
    log = scenario.log

    def inner():
        log('inner', 'runs')

    def outer(owner):
        owner.call_soon(inner)
        log('outer', 'ends')
        owner.call_soon(owner.stop)

    loop = scenario.open_loop()
    loop.call_soon(outer, loop)
    loop.run_forever()
    scenario.expect(
        [
            ('outer', 'ends'),
            ('inner', 'runs'),
        ]
    )


def test_behind_those_registered_before(scenario):
    """A callback that a running callback registers runs behind those that were registered before."""
    log = scenario.log

    def first(owner):
        log('first', 'runs')
        owner.call_soon(third)
        owner.call_soon(owner.stop)

    def second():
        log('second', 'runs')

    def third():
        log('third', 'runs')

    loop = scenario.open_loop()
    loop.call_soon(first, loop)
    loop.call_soon(second)
    loop.run_forever()
    scenario.expect(
        [
            ('first', 'runs'),
            ('second', 'runs'),
            ('third', 'runs'),
        ]
    )


def test_arguments_by_position__method_call_soon(scenario):
    """The arguments behind a callback reach it by position."""
    got = []

    def keep(*items):
        got.append(items)

    loop = scenario.open_loop()
    loop.call_soon(keep, 1, 'two', [3])
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check('got', got, [(1, 'two', [3])])
    scenario.expect([])


def test_arguments_by_position__method_call_soon_threadsafe(scenario):
    """The arguments behind a callback reach it by position."""
    got = []

    def keep(*items):
        got.append(items)

    loop = scenario.open_loop()
    loop.call_soon_threadsafe(keep, 1, 'two', [3])
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check('got', got, [(1, 'two', [3])])
    scenario.expect([])


def test_keywords_by_partial(scenario):
    """A partial object carries the keyword arguments of a callback."""
    tools = scenario.tools

    got = []

    def keep(*items, **options):
        got.append((items, options))

    loop = scenario.open_loop()
    loop.call_soon(tools.partial(keep, colour='red'), 1)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check('got', got, [((1,), {'colour': 'red'})])
    scenario.expect([])


def test_keywords_are_refused__call_call_at_0(scenario):
    """A keyword argument other than context raises TypeError, and nothing is scheduled."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.call_at(0, tools.noop, colour='red')
    scenario.expect([('program', 'raises TypeError')])


def test_keywords_are_refused__call_call_later_0(scenario):
    """A keyword argument other than context raises TypeError, and nothing is scheduled."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.call_later(0, tools.noop, colour='red')
    scenario.expect([('program', 'raises TypeError')])


def test_keywords_are_refused__call_call_soon(scenario):
    """A keyword argument other than context raises TypeError, and nothing is scheduled."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.call_soon(tools.noop, colour='red')
    scenario.expect([('program', 'raises TypeError')])


def test_keywords_are_refused__call_call_soon_threadsafe(scenario):
    """A keyword argument other than context raises TypeError, and nothing is scheduled."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.call_soon_threadsafe(tools.noop, colour='red')
    scenario.expect([('program', 'raises TypeError')])


def test_without_a_running_loop(scenario):
    """A callback that is registered while the loop does not run is run by the next run_forever or run_until_complete."""
    log, tools = scenario.log, scenario.tools

    def mark(word, end):
        log('mark', f'{word}')
        end()

    loop = scenario.open_loop()
    loop.call_soon(mark, 'first', loop.stop)
    loop.run_forever()
    done = loop.create_future()
    loop.call_soon(mark, 'second', tools.partial(done.set_result, None))
    loop.run_until_complete(done)
    scenario.expect(
        [
            ('mark', 'first'),
            ('mark', 'second'),
        ]
    )
