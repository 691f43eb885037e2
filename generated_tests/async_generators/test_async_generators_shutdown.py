# Rendered by loopspec from spec/async-generators/shutdown.yaml; do not edit, change the source and run `loopspec render`.
"""async-generators: shutdown."""


def test_suspended_one_is_closed(scenario):
    """The method shutdown_asyncgens closes a generator that is suspended, and awaits its finally block."""
    aio, log = scenario.aio, scenario.log

    async def advance(generator):
        value = await generator.asend(None)
        return value

    async def count():
        try:
            yield 1
            yield 2
        finally:
            await aio.sleep(0)
            log('count', 'closed')

    loop = scenario.open_loop()
    numbers = count()
    scenario.check('loop.run_until_complete(advance(numbers))', loop.run_until_complete(advance(numbers)), 1)
    log('program', 'shuts down')
    loop.run_until_complete(loop.shutdown_asyncgens())
    log('program', 'returns')
    scenario.expect(
        [
            ('program', 'shuts down'),
            ('count', 'closed'),
            ('program', 'returns'),
        ]
    )


def test_all_of_several_are_closed(scenario):
    """The method shutdown_asyncgens closes every one of several suspended generators, also if one of them fails."""
    log, tools = scenario.log, scenario.tools

    async def advance(generator):
        await generator.asend(None)

    async def good():
        try:
            yield 1
        finally:
            log('good', 'closed')

    async def bad():
        try:
            yield 1
        finally:
            log('bad', 'closed')
            raise tools.Boom()

    async def other():
        try:
            yield 1
        finally:
            log('other', 'closed')

    loop = scenario.open_loop()
    loop.set_exception_handler(tools.noop)
    kept = [good(), bad(), other()]
    for one in kept:
        loop.run_until_complete(advance(one))
    loop.run_until_complete(loop.shutdown_asyncgens())
    log('program', 'returns')
    scenario.expect(
        [
            scenario.any_order(('good', 'closed'), ('bad', 'closed'), ('other', 'closed')),
            ('program', 'returns'),
        ]
    )


def test_failure_is_reported_with_the_generator(scenario):
    """The failure of a generator that shutdown_asyncgens closes goes to the exception handler, with the generator."""
    tools = scenario.tools

    mishap = tools.Boom()
    got = []

    async def advance(generator):
        await generator.asend(None)

    async def bad():
        try:
            yield 1
        finally:
            raise mishap

    def handler(owner, context):
        got.append(context)

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    numbers = bad()
    loop.run_until_complete(advance(numbers))
    loop.run_until_complete(loop.shutdown_asyncgens())
    scenario.check_is("got[0]['exception']", got[0]['exception'], mishap)
    scenario.check_is("got[0]['asyncgen']", got[0]['asyncgen'], numbers)
    scenario.expect([])


def test_warns_of_a_new_one(scenario):
    """A generator that is iterated for the first time after shutdown_asyncgens causes a warning."""
    tools = scenario.tools

    async def advance(generator):
        async with tools.caught_warnings() as names:
            await generator.asend(None)
        scenario.check_is('len(names) > 0', len(names) > 0, True)
        await generator.aclose()

    async def count():
        yield 1

    loop = scenario.open_loop()
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(advance(count()))
    scenario.expect([])


def test_no_warning_before(scenario):
    """A generator that is iterated before shutdown_asyncgens causes no warning."""
    tools = scenario.tools

    async def advance(generator):
        async with tools.caught_warnings() as names:
            await generator.asend(None)
        scenario.check('names', names, [])
        await generator.aclose()

    async def count():
        yield 1

    loop = scenario.open_loop()
    loop.run_until_complete(advance(count()))
    scenario.expect([])


def test_of_another_loop(scenario):
    """The method shutdown_asyncgens of one loop leaves a generator alone that was first iterated in another."""
    log = scenario.log

    async def advance(generator):
        await generator.asend(None)

    async def count():
        try:
            yield 1
        finally:
            log('count', 'closed')

    loop = scenario.open_loop()
    other = scenario.open_loop()
    numbers = count()
    loop.run_until_complete(advance(numbers))
    other.run_until_complete(other.shutdown_asyncgens())
    log('program', 'the other one is through')
    loop.run_until_complete(loop.shutdown_asyncgens())
    scenario.expect(
        [
            ('program', 'the other one is through'),
            ('count', 'closed'),
        ]
    )


def test_twice(scenario):
    """A second shutdown_asyncgens does nothing."""
    log = scenario.log

    async def advance(generator):
        await generator.asend(None)

    async def count():
        try:
            yield 1
        finally:
            log('count', 'closed')

    loop = scenario.open_loop()
    numbers = count()
    loop.run_until_complete(advance(numbers))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_asyncgens())
    log('program', 'goes on')
    scenario.expect(
        [
            ('count', 'closed'),
            ('program', 'goes on'),
        ]
    )


def test_iterated_before_any_loop(scenario):
    """A generator that was first iterated outside any loop is not closed by shutdown_asyncgens."""
    log = scenario.log

    async def finish(generator):
        await generator.aclose()

    async def count():
        try:
            yield 1
        finally:
            log('count', 'closed')

    numbers = count()
    with scenario.raises('program', StopIteration):
        numbers.asend(None).send(None)
    loop = scenario.open_loop()
    loop.run_until_complete(loop.shutdown_asyncgens())
    log('program', 'closes it by hand')
    loop.run_until_complete(finish(numbers))
    scenario.expect(
        [
            ('program', 'raises StopIteration'),
            ('program', 'closes it by hand'),
            ('count', 'closed'),
        ]
    )


def test_generators_that_fail(scenario):
    """Each failure of several generators that shutdown_asyncgens closes goes to the exception handler with the generator that failed."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        pairs = []

        async def one():
            try:
                yield 1
            finally:
                raise tools.Boom('one')

        async def two():
            try:
                yield 1
            finally:
                raise tools.Boom('two')

        def handler(loop, context):
            log('handler', f"{context['exception']} of {'one' if context['asyncgen'] is pairs[0] else 'two'}")

        aio.get_running_loop().set_exception_handler(handler)
        pairs.extend([one(), two()])
        await pairs[0].asend(None)
        await pairs[1].asend(None)
        await aio.get_running_loop().shutdown_asyncgens()

    scenario.run(main)
    scenario.expect([scenario.any_order(('handler', 'one of one'), ('handler', 'two of two'))])


def test_one_that_ignores_its_end_is_closed_once(scenario):
    """A generator that ignores its GeneratorExit is closed, and reported, by the first shutdown_asyncgens() only."""
    log, tools = scenario.log, scenario.tools

    items = None

    async def entry():
        scenario.check('items.asend(None)', await items.asend(None), 1)

    async def stubborn():
        try:
            yield 1
        finally:
            yield 2

    def handler(owner, context):
        log('handler', f"is given {tools.class_name(context['exception'])}")

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    items = stubborn()
    loop.run_until_complete(entry())
    loop.run_until_complete(loop.shutdown_asyncgens())
    log('program', 'once')
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    scenario.expect(
        [
            ('handler', 'is given RuntimeError'),
            ('program', 'once'),
        ]
    )
