# Rendered by loopspec from spec/run/debug.yaml; do not edit, change the source and run `loopspec render`.
"""run: debug."""


def test_debug_argument_sets_the_mode__wanted_false(scenario):
    """The debug argument False of run is the debug mode of the loop from main's first step on."""
    aio = scenario.aio

    async def entry():
        scenario.check_is('get_running_loop().get_debug()', aio.get_running_loop().get_debug(), False)

    aio.run(entry(), debug=False)
    scenario.expect([])


def test_debug_argument_sets_the_mode__wanted_true(scenario):
    """The debug argument True of run is the debug mode of the loop from main's first step on."""
    aio = scenario.aio

    async def entry():
        scenario.check_is('get_running_loop().get_debug()', aio.get_running_loop().get_debug(), True)

    aio.run(entry(), debug=True)
    scenario.expect([])


def test_no_debug_argument(scenario):
    """Without debug, and with debug None, run leaves a new loop in the mode that it was made in."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        return aio.get_running_loop().get_debug()

    loop = scenario.open_loop()
    scenario.check_is('run(entry()) is loop.get_debug()', aio.run(entry()) is loop.get_debug(), True)
    scenario.check_is('run(entry(), debug=None) is loop.get_debug()', aio.run(entry(), debug=None) is loop.get_debug(), True)
    with tools.debug_environment():
        other_loop = scenario.open_loop()
        scenario.check_is('run(entry()) is other_loop.get_debug()', aio.run(entry()) is other_loop.get_debug(), True)
        scenario.check_is('run(entry(), debug=None) is other_loop.get_debug()', aio.run(entry(), debug=None) is other_loop.get_debug(), True)
    scenario.expect([])


def test_debug_mode_of_the_factory_is_kept(scenario):
    """Without a debug argument a Runner keeps the debug mode that the loop_factory gave the loop."""
    aio = scenario.aio

    def factory():
        made = aio.new_event_loop()
        made.set_debug(True)
        return made

    with aio.Runner(loop_factory=factory) as runner:
        scenario.check_is('runner.get_loop().get_debug()', runner.get_loop().get_debug(), True)
    scenario.expect([])


def test_debug_false_switches_the_factory_off(scenario):
    """With debug False a Runner switches off the debug mode that the loop_factory had switched on."""
    aio = scenario.aio

    def factory():
        made = aio.new_event_loop()
        made.set_debug(True)
        return made

    with aio.Runner(debug=False, loop_factory=factory) as runner:
        scenario.check_is('runner.get_loop().get_debug()', runner.get_loop().get_debug(), False)
    scenario.expect([])


def test_debug_lasts_for_all_runs(scenario):
    """The debug mode of a Runner is set before the first run and kept in later ones."""
    aio = scenario.aio

    async def entry():
        return aio.get_running_loop().get_debug()

    with aio.Runner(debug=True) as runner:
        scenario.check_is('runner.get_loop().get_debug()', runner.get_loop().get_debug(), True)
        scenario.check('runner.run(entry())', runner.run(entry()), True)
        scenario.check('runner.run(entry())', runner.run(entry()), True)
    scenario.expect([])


def test_debug_mode_ends_with_its_run(scenario):
    """A run in debug mode leaves the loops of later runs in the usual mode."""
    aio = scenario.aio

    async def entry():
        return aio.get_running_loop().get_debug()

    before = aio.run(entry())
    during = aio.run(entry(), debug=not before)
    scenario.check_is('during is before', during is before, False)
    after = aio.run(entry())
    scenario.check_is('after is before', after is before, True)
    scenario.expect([])


def test_debug_mode_sees_calls_from_other_threads(scenario):
    """In debug mode call_soon from another thread raises an exception; call_soon_threadsafe works."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    loop = None
    called = None

    async def entry():
        nonlocal called, loop
        loop = aio.get_running_loop()
        called = aio.Event()

        def thread_steps():
            with scenario.raises('thread', Exception):
                loop.call_soon(tools.noop)
            loop.call_soon_threadsafe(report)

        await scenario.beside_thread(thread_steps)
        await called.wait()

    def report():
        log('report', 'called')
        called.set()

    aio.run(entry(), debug=True)
    scenario.expect(
        [
            ('thread', 'raises Exception'),
            ('report', 'called'),
        ]
    )


def test_debug_mode_by_the_environment(scenario):
    """While PYTHONASYNCIODEBUG is set, run without a debug argument runs main in debug mode."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        return aio.get_running_loop().get_debug()

    with tools.debug_environment():
        scenario.check_is('run(entry())', aio.run(entry()), True)
        scenario.check_is('run(entry(), debug=False)', aio.run(entry(), debug=False), False)
    scenario.expect([])
