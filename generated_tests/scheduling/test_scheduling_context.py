# Rendered by loopspec from spec/scheduling/context.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: context."""


def test_current_one_by_default__call_call_at_0(scenario):
    """A callback sees the context variables as they were when it was scheduled."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')

    def mark():
        log('mark', f'sees {colour.get()}')
        loop.stop()

    loop = scenario.open_loop()
    colour.set('red')
    loop.call_at(0, mark)
    loop.run_forever()
    scenario.expect([('mark', 'sees red')])


def test_current_one_by_default__call_call_later_0(scenario):
    """A callback sees the context variables as they were when it was scheduled."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')

    def mark():
        log('mark', f'sees {colour.get()}')
        loop.stop()

    loop = scenario.open_loop()
    colour.set('red')
    loop.call_later(0, mark)
    loop.run_forever()
    scenario.expect([('mark', 'sees red')])


def test_current_one_by_default__call_call_soon(scenario):
    """A callback sees the context variables as they were when it was scheduled."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')

    def mark():
        log('mark', f'sees {colour.get()}')
        loop.stop()

    loop = scenario.open_loop()
    colour.set('red')
    loop.call_soon(mark)
    loop.run_forever()
    scenario.expect([('mark', 'sees red')])


def test_current_one_by_default__call_call_soon_threadsafe(scenario):
    """A callback sees the context variables as they were when it was scheduled."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')

    def mark():
        log('mark', f'sees {colour.get()}')
        loop.stop()

    loop = scenario.open_loop()
    colour.set('red')
    loop.call_soon_threadsafe(mark)
    loop.run_forever()
    scenario.expect([('mark', 'sees red')])


def test_given_one_is_used__call_call_at_0(scenario):
    """A callback runs in the context that is given with it."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')
    given = tools.copy_context()

    def mark():
        colour.set('red')
        log('mark', 'runs')
        loop.stop()

    loop = scenario.open_loop()
    loop.call_at(0, mark, context=given)
    loop.run_forever()
    scenario.check('given.get(colour)', given.get(colour), 'red')
    scenario.expect([('mark', 'runs')])


def test_given_one_is_used__call_call_later_0(scenario):
    """A callback runs in the context that is given with it."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')
    given = tools.copy_context()

    def mark():
        colour.set('red')
        log('mark', 'runs')
        loop.stop()

    loop = scenario.open_loop()
    loop.call_later(0, mark, context=given)
    loop.run_forever()
    scenario.check('given.get(colour)', given.get(colour), 'red')
    scenario.expect([('mark', 'runs')])


def test_given_one_is_used__call_call_soon(scenario):
    """A callback runs in the context that is given with it."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')
    given = tools.copy_context()

    def mark():
        colour.set('red')
        log('mark', 'runs')
        loop.stop()

    loop = scenario.open_loop()
    loop.call_soon(mark, context=given)
    loop.run_forever()
    scenario.check('given.get(colour)', given.get(colour), 'red')
    scenario.expect([('mark', 'runs')])


def test_given_one_is_used__call_call_soon_threadsafe(scenario):
    """A callback runs in the context that is given with it."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')
    given = tools.copy_context()

    def mark():
        colour.set('red')
        log('mark', 'runs')
        loop.stop()

    loop = scenario.open_loop()
    loop.call_soon_threadsafe(mark, context=given)
    loop.run_forever()
    scenario.check('given.get(colour)', given.get(colour), 'red')
    scenario.expect([('mark', 'runs')])


def test_changes_stay_inside__call_call_later_0(scenario):
    """A context variable that a callback sets keeps its value outside, where the callback was given no context."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')

    def change():
        colour.set('red')

    def look():
        log('look', f'sees {colour.get()}')

    loop = scenario.open_loop()
    colour.set('blue')
    loop.call_later(0, change)
    loop.call_later(0, look)
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    scenario.check('colour.get()', colour.get(), 'blue')
    scenario.expect([('look', 'sees blue')])


def test_changes_stay_inside__call_call_soon(scenario):
    """A context variable that a callback sets keeps its value outside, where the callback was given no context."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour')

    def change():
        colour.set('red')

    def look():
        log('look', f'sees {colour.get()}')

    loop = scenario.open_loop()
    colour.set('blue')
    loop.call_soon(change)
    loop.call_soon(look)
    loop.call_later(0, loop.call_soon, loop.stop)
    loop.run_forever()
    scenario.check('colour.get()', colour.get(), 'blue')
    scenario.expect([('look', 'sees blue')])


def test_not_by_position(scenario):
    """A context that is given by position is an argument of the callback."""
    tools = scenario.tools

    given = tools.copy_context()
    got = []
    loop = scenario.open_loop()
    loop.call_soon(got.append, given)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check_is('got[0]', got[0], given)
    scenario.expect([])
