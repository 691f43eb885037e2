# Rendered by loopspec from spec/future/context.yaml; do not edit, change the source and run `loopspec render`.
"""Future: context."""


def test_callback_runs_where_it_was_added(scenario):
    """A done callback sees the context variables of the code that added it, not of the code that completes the future."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        mood = tools.ContextVar('mood')

        async def sender_steps():
            mood.set('cross')
            parcel.set_result('apple')

        def report(future):
            log('report', f'{mood.get()}')

        mood.set('calm')
        parcel.add_done_callback(report)
        sender = aio.create_task(sender_steps())
        await sender
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('report', 'calm')])


def test_given_context_is_used(scenario):
    """A done callback that was given a context runs in that context itself, and changes made there stay in it."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        mood = tools.ContextVar('mood')
        context = tools.copy_context()

        def changer(future):
            log('changer', f"{mood.get('unset')}")
            mood.set('changed')

        mood.set('calm')
        parcel.add_done_callback(changer, context=context)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('context[mood]', context[mood], 'changed')
        scenario.check('mood.get()', mood.get(), 'calm')

    scenario.run(main)
    scenario.expect([('changer', 'unset')])


def test_shared_context(scenario):
    """Two done callbacks that were given the same context see each other's changes."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        count = tools.ContextVar('count', default=0)
        context = tools.copy_context()

        def counter(future):
            count.set(count.get() + 1)
            log('counter', f'{count.get()}')

        parcel.add_done_callback(counter, context=context)
        parcel.add_done_callback(counter, context=context)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('counter', '1'),
            ('counter', '2'),
        ]
    )


def test_separate_copies(scenario):
    """A done callback's change of a context variable is not seen by a callback added next to it, nor by the adder."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        mood = tools.ContextVar('mood', default='calm')

        def changer(future):
            mood.set('changed')
            log('changer', f'{mood.get()}')

        def report(future):
            log('report', f'{mood.get()}')

        parcel.add_done_callback(changer)
        parcel.add_done_callback(report)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('mood.get()', mood.get(), 'calm')

    scenario.run(main)
    scenario.expect(
        [
            ('changer', 'changed'),
            ('report', 'calm'),
        ]
    )


def test_added_when_done_keeps_its_context(scenario):
    """A callback added to a done future runs in the context given with it."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        mood = tools.ContextVar('mood')
        context = tools.copy_context()

        def report(future):
            log('report', f"{mood.get('unset')}")

        mood.set('calm')
        parcel.set_result('apple')
        parcel.add_done_callback(report, context=context)
        parcel.add_done_callback(report)
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('report', 'unset'),
            ('report', 'calm'),
        ]
    )


def test_removed_in_every_context(scenario):
    """Removing a callback takes it off the list with whatever context it was added."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', 'called')

        parcel.add_done_callback(report, context=tools.copy_context())
        parcel.add_done_callback(report)
        scenario.check('parcel.remove_done_callback(report)', parcel.remove_done_callback(report), 2)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect([])


def test_context_is_copied_when_added(scenario):
    """A done callback that is given no context runs in a copy of the current one, made when it is added."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        mood = tools.ContextVar('mood')

        def report(future):
            log('report', f'{mood.get()}')

        mood.set('calm')
        parcel.add_done_callback(report)
        mood.set('cross')
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('report', 'calm')])


def test_callback_runs_where_it_was_added_in_debug_mode(scenario):
    """In debug mode a done callback sees the context variables of the code that added it, or those of the context that it was given."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        mood = tools.ContextVar('mood', default='unset')
        context = tools.copy_context()

        async def sender_steps():
            mood.set('cross')
            parcel.set_result('apple')

        def report(future):
            log('report', f'{mood.get()}')

        def other(future):
            log('other', f'{mood.get()}')

        loop.set_debug(True)
        parcel = loop.create_future()
        mood.set('calm')
        parcel.add_done_callback(report)
        parcel.add_done_callback(other, context=context)
        sender = aio.create_task(sender_steps())
        await sender
        await scenario.settle()
        loop.set_debug(False)

    scenario.run(main)
    scenario.expect(
        [
            ('report', 'calm'),
            ('other', 'unset'),
        ]
    )
