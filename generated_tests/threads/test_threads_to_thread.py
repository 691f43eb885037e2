# Rendered by loopspec from spec/threads/to-thread.yaml; do not edit, change the source and run `loopspec render`.
"""threads: to thread."""


def test_nothing_runs_before_the_await(scenario):
    """The function given to to_thread runs when the returned coroutine is awaited, and not before."""
    aio = scenario.aio

    async def main():
        ran = []
        pending = aio.to_thread(ran.append, 1)
        scenario.check_is('iscoroutine(pending)', aio.iscoroutine(pending), True)
        await aio.sleep(0)
        scenario.check('ran', ran, [])
        await pending
        scenario.check('ran', ran, [1])

    scenario.run(main)
    scenario.expect([])


def test_changes_of_context_stay_there(scenario):
    """A context variable that a function of to_thread sets keeps its value in the task."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        colour.set('red')
        await aio.to_thread(colour.set, 'blue')
        scenario.check('colour.get()', colour.get(), 'red')

    scenario.run(main)
    scenario.expect([])


def test_no_loop_runs_there(scenario):
    """In a function of to_thread there is no running loop."""
    aio = scenario.aio

    async def main():
        def job():
            with scenario.raises('job', RuntimeError):
                aio.get_running_loop()

        await aio.to_thread(job)

    scenario.run(main)
    scenario.expect([('job', 'raises RuntimeError')])


def test_several_at_a_time(scenario):
    """Two functions of to_thread run side by side and can wait for each other."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        barrier = aio.Barrier(2)

        async def meet():
            await barrier.wait()

        def job():
            aio.run_coroutine_threadsafe(meet(), loop).result()

        await aio.gather(aio.to_thread(job), aio.to_thread(job))
        log('main', 'both have passed')

    scenario.run(main)
    scenario.expect([('main', 'both have passed')])
