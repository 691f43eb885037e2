# Rendered by loopspec from spec/debug/origins.yaml; do not edit, change the source and run `loopspec render`.
"""debug: origins."""


def test_kept_in_debug_mode(scenario):
    """While a loop in debug mode runs, coroutines keep where they were made."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    looked = aio.Event()

    async def entry():
        log('entry', f'{tools.coroutines_keep_their_origin()}')
        await looked.wait()

    def look():
        log('look', f'{tools.coroutines_keep_their_origin()}')
        looked.set()

    loop = scenario.open_loop()
    loop.set_debug(True)
    loop.call_soon(look)
    loop.run_until_complete(entry())
    scenario.expect([scenario.any_order(('look', 'True'), ('entry', 'True'))])


def test_not_kept_outside_of_debug_mode(scenario):
    """While a loop runs that is not in debug mode, coroutines do not keep where they were made."""
    log, tools = scenario.log, scenario.tools

    async def entry():
        log('entry', f'{tools.coroutines_keep_their_origin()}')

    loop = scenario.open_loop()
    loop.set_debug(False)
    loop.run_until_complete(entry())
    scenario.expect([('entry', 'False')])


def test_given_back_after_the_run(scenario):
    """Before and after the run of a loop in debug mode coroutines do not keep where they were made."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        await aio.sleep(0)
        log('entry', 'runs')

    loop = scenario.open_loop()
    loop.set_debug(True)
    scenario.check_is('coroutines_keep_their_origin()', tools.coroutines_keep_their_origin(), False)
    loop.run_until_complete(entry())
    scenario.check_is('coroutines_keep_their_origin()', tools.coroutines_keep_their_origin(), False)
    scenario.expect([('entry', 'runs')])


def test_given_back_after_an_exit(scenario):
    """After SystemExit has left a loop in debug mode coroutines do not keep where they were made."""
    tools = scenario.tools

    loops = []

    def leave():
        loops[0].stop()
        raise SystemExit()

    loop = scenario.open_loop()
    loops.append(loop)
    loop.set_debug(True)
    scenario.check_is('coroutines_keep_their_origin()', tools.coroutines_keep_their_origin(), False)
    loop.call_soon(leave)
    with scenario.raises('program', SystemExit):
        loop.run_forever()
    scenario.check_is('coroutines_keep_their_origin()', tools.coroutines_keep_their_origin(), False)
    scenario.expect([('program', 'raises SystemExit')])


def test_switched_while_the_loop_runs(scenario):
    """Debug mode that is switched on and off in a running loop has coroutines keep their origin, and no longer do so."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        for enabled in [True, False]:
            loop.set_debug(enabled)
            passed = loop.create_future()
            loop.call_soon_threadsafe(passed.set_result, None)
            await passed
            scenario.check_is('coroutines_keep_their_origin() is enabled', tools.coroutines_keep_their_origin() is enabled, True)

    scenario.run(main)
    scenario.expect([])


def test_in_the_report_of_a_task(scenario):
    """In debug mode the report of a task that failed has the place where the task was made, the calls that led to it in their order."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        async def fails():
            raise tools.Boom()

        def outer():
            inner()

        def inner():
            loop.create_task(fails())

        def handler(owner, context):
            names = [entry.name for entry in context['source_traceback']]
            log('handler', f"{[name for name in names if name in ('outer', 'inner')]}")

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        outer()
        await scenario.settle()
        await aio.sleep(0)
        tools.collect()
        loop.set_exception_handler(None)
        loop.set_debug(False)

    scenario.run(main)
    scenario.expect([('handler', "['outer', 'inner']")])
