# Rendered by loopspec from spec/scheduling/cancelled-timers.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: cancelled timers."""


def test_of_many_the_rest_runs_by_deadline__step_0_0001(scenario):
    """Of hundreds of timers of which most are cancelled the others run, all of them, in the order of their deadlines."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        ran = list()
        done = loop.create_future()
        timers = [loop.call_later(scenario.seconds(0.05), tools.noop)]
        for number in range(400):
            timers.append(loop.call_at(timers[-1].when() + scenario.seconds(0.0001), ran.append, number))
        [timers[number + 1].cancel() for number in range(400) if number not in range(0, 400, 9)]
        loop.call_at(timers[0].when() + scenario.seconds(0.06), done.set_result, None)
        await done
        scenario.check_is('sorted(ran) == list(range(0, 400, 9))', sorted(ran) == list(range(0, 400, 9)), True)
        scenario.check_is('[timers[number + 1].when() for number in ran] == sorted([timers[number + 1].when() for number in ran])', [timers[number + 1].when() for number in ran] == sorted([timers[number + 1].when() for number in ran]), True)

    scenario.run(main)
    scenario.expect([])


def test_of_many_the_rest_runs_by_deadline__step_minus_0_0001(scenario):
    """Of hundreds of timers of which most are cancelled the others run, all of them, in the order of their deadlines."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        ran = list()
        done = loop.create_future()
        timers = [loop.call_later(scenario.seconds(0.05), tools.noop)]
        for number in range(400):
            timers.append(loop.call_at(timers[-1].when() - scenario.seconds(0.0001), ran.append, number))
        [timers[number + 1].cancel() for number in range(400) if number not in range(0, 400, 9)]
        loop.call_at(timers[0].when() + scenario.seconds(0.06), done.set_result, None)
        await done
        scenario.check_is('sorted(ran) == list(range(0, 400, 9))', sorted(ran) == list(range(0, 400, 9)), True)
        scenario.check_is('[timers[number + 1].when() for number in ran] == sorted([timers[number + 1].when() for number in ran])', [timers[number + 1].when() for number in ran] == sorted([timers[number + 1].when() for number in ran]), True)

    scenario.run(main)
    scenario.expect([])


def test_those_cancelled_before_a_run(scenario):
    """When hundreds of timers are cancelled while the loop does not run, the next run calls the others, and none of them."""
    ran = list()
    loop = scenario.open_loop()
    timers = [loop.call_later(scenario.seconds(0.001), ran.append, number) for number in range(300)]
    [timer.cancel() for timer in timers[1:]]
    [timer.cancel() for timer in timers[1:]]
    loop.call_later(scenario.seconds(0.02), loop.stop)
    loop.run_forever()
    scenario.check('ran', ran, [0])
    scenario.expect([])


def test_those_cancelled_do_not_pile_up(scenario):
    """Timers that are cancelled long before their moment, behind one that is not, are released while the loop runs, all but a part."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        kept = list()
        for turn in range(40):
            timers = [loop.call_later(scenario.seconds(60), tools.noop) for number in range(90)]
            [timer.cancel() for timer in timers]
            await aio.sleep(0)
        first = loop.call_later(scenario.seconds(30), tools.noop)
        for turn in range(5):
            timers = [loop.call_later(scenario.seconds(60), tools.noop) for number in range(400)]
            kept.extend([tools.weak(timer) for timer in timers])
            [timer.cancel() for timer in timers]
            await aio.sleep(0)
        timers = list()
        await aio.sleep(0)
        tools.collect()
        scenario.check_is('len([timer for timer in kept if timer() is not None]) < 1000', len([timer for timer in kept if timer() is not None]) < 1000, True)
        first.cancel()

    scenario.run(main)
    scenario.expect([])
