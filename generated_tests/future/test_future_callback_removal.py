# Rendered by loopspec from spec/future/callback-removal.yaml; do not edit, change the source and run `loopspec render`.
"""Future: callback removal."""


def test_counts(scenario):
    """The method remove_done_callback returns how many times the callback was on the list, and takes all of them off."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def once(future):
            log('once', 'called')

        def twice(future):
            log('twice', 'called')

        def never(future):
            log('never', 'called')

        parcel.add_done_callback(twice)
        parcel.add_done_callback(once)
        parcel.add_done_callback(twice)
        scenario.check('parcel.remove_done_callback(never)', parcel.remove_done_callback(never), 0)
        scenario.check('parcel.remove_done_callback(twice)', parcel.remove_done_callback(twice), 2)
        scenario.check('parcel.remove_done_callback(once)', parcel.remove_done_callback(once), 1)
        scenario.check('parcel.remove_done_callback(once)', parcel.remove_done_callback(once), 0)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect([])


def test_keeps_the_rest__removed_0(scenario):
    """Removing one callback leaves the others in their order, whether the one removed was first, in the middle or last."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        left = 'abcde'[:0] + 'abcde'[0 + 1:]
        ran = []

        def mark(label, future):
            ran.append(label)

        marks = [tools.partial(mark, letter) for letter in 'abcde']
        for one in marks:
            parcel.add_done_callback(one)
        scenario.check('parcel.remove_done_callback(marks[0])', parcel.remove_done_callback(marks[0]), 1)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('ran', ran, list(left))

    scenario.run(main)
    scenario.expect([])


def test_keeps_the_rest__removed_2(scenario):
    """Removing one callback leaves the others in their order, whether the one removed was first, in the middle or last."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        left = 'abcde'[:2] + 'abcde'[2 + 1:]
        ran = []

        def mark(label, future):
            ran.append(label)

        marks = [tools.partial(mark, letter) for letter in 'abcde']
        for one in marks:
            parcel.add_done_callback(one)
        scenario.check('parcel.remove_done_callback(marks[2])', parcel.remove_done_callback(marks[2]), 1)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('ran', ran, list(left))

    scenario.run(main)
    scenario.expect([])


def test_keeps_the_rest__removed_4(scenario):
    """Removing one callback leaves the others in their order, whether the one removed was first, in the middle or last."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        left = 'abcde'[:4] + 'abcde'[4 + 1:]
        ran = []

        def mark(label, future):
            ran.append(label)

        marks = [tools.partial(mark, letter) for letter in 'abcde']
        for one in marks:
            parcel.add_done_callback(one)
        scenario.check('parcel.remove_done_callback(marks[4])', parcel.remove_done_callback(marks[4]), 1)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('ran', ran, list(left))

    scenario.run(main)
    scenario.expect([])


def test_compares_for_equality(scenario):
    """A bound method is removed by another reference to the same method, because callbacks are compared for equality."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        seen = []
        parcel.add_done_callback(seen.append)
        scenario.check('parcel.remove_done_callback(seen.append)', parcel.remove_done_callback(seen.append), 1)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('seen', seen, [])

    scenario.run(main)
    scenario.expect([])


def test_too_late(scenario):
    """Once the future is done, removing a callback finds none, and the callback that is scheduled still runs."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', 'called')

        parcel.add_done_callback(report)
        parcel.set_result('apple')
        scenario.check('parcel.remove_done_callback(report)', parcel.remove_done_callback(report), 0)
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('report', 'called')])


def test_by_a_callback(scenario):
    """A done callback cannot stop a later one of the same future; removing it there finds none and it runs."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def spoiler(future):
            log('spoiler', f'removed {future.remove_done_callback(victim)}')

        def victim(future):
            log('victim', 'ran')

        parcel.add_done_callback(spoiler)
        parcel.add_done_callback(victim)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('spoiler', 'removed 0'),
            ('victim', 'ran'),
        ]
    )


def test_let_go_after_the_run(scenario):
    """A future lets go of its callbacks once they have run."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        callback = tools.partial(tools.noop)
        trace = tools.weak(callback)
        parcel.add_done_callback(callback)
        callback = None
        tools.collect()
        scenario.check_is('trace() is not None', trace() is not None, True)
        parcel.set_result('apple')
        await scenario.settle()
        tools.collect()
        scenario.check_is('trace()', trace(), None)

    scenario.run(main)
    scenario.expect([])


def test_let_go_when_removed(scenario):
    """A callback that was removed is no longer kept alive by the pending future."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        callback = tools.partial(tools.noop)
        trace = tools.weak(callback)
        parcel.add_done_callback(callback)
        scenario.check('parcel.remove_done_callback(callback)', parcel.remove_done_callback(callback), 1)
        callback = None
        tools.collect()
        scenario.check_is('trace()', trace(), None)
        scenario.check_is('parcel.done()', parcel.done(), False)

    scenario.run(main)
    scenario.expect([])
