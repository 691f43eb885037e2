# Rendered by loopspec from spec/fds/callbacks.yaml; do not edit, change the source and run `loopspec render`.
"""fds: callbacks."""


def test_loop_is_the_running_one__side_reader(scenario):
    """The running loop in the callback of a reader is the loop that calls it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called():
            loop.remove_reader(ends[0].fileno())
            seen.set()
            log('called', f'{aio.get_running_loop() is loop}')

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), called)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('called', 'True')])


def test_loop_is_the_running_one__side_writer(scenario):
    """The running loop in the callback of a writer is the loop that calls it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def called():
            loop.remove_writer(ends[0].fileno())
            seen.set()
            log('called', f'{aio.get_running_loop() is loop}')

        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), called)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('called', 'True')])


def test_one_removes_the_other(scenario):
    """A reader that another reader removes in the same round does not run."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        left = outside.socket_pair()
        right = outside.socket_pair()
        seen = aio.Event()

        def readable(own, other):
            log('readable', 'called')
            loop.remove_reader(own)
            loop.remove_reader(other)
            seen.set()

        left[1].send(b'left')
        right[1].send(b'right')
        loop.add_reader(left[0].fileno(), readable, left[0].fileno(), right[0].fileno())
        loop.add_reader(right[0].fileno(), readable, right[0].fileno(), left[0].fileno())
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('readable', 'called')])


def test_one_replaces_the_other(scenario):
    """A reader that another reader replaces in the same round does not run; its successor does."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        left = outside.socket_pair()
        right = outside.socket_pair()
        seen = aio.Event()

        def former(own, other):
            log('former', 'called')
            loop.remove_reader(own)
            loop.add_reader(other, successor, other)

        def successor(own):
            log('successor', 'called')
            loop.remove_reader(own)
            seen.set()

        left[1].send(b'left')
        right[1].send(b'right')
        loop.add_reader(left[0].fileno(), former, left[0].fileno(), right[0].fileno())
        loop.add_reader(right[0].fileno(), former, right[0].fileno(), left[0].fileno())
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('former', 'called'),
            ('successor', 'called'),
        ]
    )


def test_reader_removes_its_own_writer(scenario):
    """Of a reader and a writer that remove each other, one runs."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def ready():
            log('ready', 'called')
            loop.remove_reader(ends[0].fileno())
            loop.remove_writer(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), ready)
        loop.add_writer(ends[0].fileno(), ready)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('ready', 'called')])


def test_reader_adds_a_reader(scenario):
    """A reader that is added by the callback of another one is called."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        left = outside.socket_pair()
        right = outside.socket_pair()
        seen = aio.Event()

        def first():
            log('first', 'called')
            loop.remove_reader(left[0].fileno())
            loop.add_reader(right[0].fileno(), second)

        def second():
            log('second', 'called')
            loop.remove_reader(right[0].fileno())
            seen.set()

        right[1].send(b'right')
        left[1].send(b'left')
        loop.add_reader(left[0].fileno(), first)
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect(
        [
            ('first', 'called'),
            ('second', 'called'),
        ]
    )


def test_reader_replaces_itself(scenario):
    """A reader that replaces itself is not called again; its successor is."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def first():
            log('first', 'called')
            loop.add_reader(ends[0].fileno(), second)

        def second():
            log('second', 'called')
            loop.remove_reader(ends[0].fileno())
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), first)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('first', 'called'),
            ('second', 'called'),
        ]
    )


def test_reader_closes_its_descriptor(scenario):
    """A reader that removes itself and closes its descriptor is not called again, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def reported(loop, context):
            log('reported', f"{tools.class_name(context.get('exception'))}")

        def readable():
            log('readable', 'called')
            loop.remove_reader(ends[0].fileno())
            ends[0].close()
            seen.set()

        loop.set_exception_handler(reported)
        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), readable)
        await outside.within(seen.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('readable', 'called')])


def test_failure_is_reported__side_reader(scenario):
    """The exception of a reader's callback goes to the exception handler, and the loop goes on."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def reported(loop, context):
            log('reported', f"{tools.class_name(context.get('exception'))}")
            seen.set()

        def called():
            loop.remove_reader(ends[0].fileno())
            raise tools.Boom()

        loop.set_exception_handler(reported)
        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), called)
        await outside.within(seen.wait())
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('reported', 'Boom'),
            ('main', 'goes on'),
        ]
    )


def test_failure_is_reported__side_writer(scenario):
    """The exception of a writer's callback goes to the exception handler, and the loop goes on."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def reported(loop, context):
            log('reported', f"{tools.class_name(context.get('exception'))}")
            seen.set()

        def called():
            loop.remove_writer(ends[0].fileno())
            raise tools.Boom()

        loop.set_exception_handler(reported)
        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), called)
        await outside.within(seen.wait())
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('reported', 'Boom'),
            ('main', 'goes on'),
        ]
    )


def test_failed_reader_stays(scenario):
    """A reader whose callback raises is still watched."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        seen = aio.Event()

        def reported(loop, context):
            seen.set()

        def readable():
            log('readable', f'{ends[0].take()}')
            raise tools.Boom()

        loop.set_exception_handler(reported)
        loop.add_reader(ends[0].fileno(), readable)
        ends[1].send(b'one')
        await outside.within(seen.wait())
        seen.clear()
        ends[1].send(b'two')
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect(
        [
            ('readable', "b'one'"),
            ('readable', "b'two'"),
        ]
    )


def test_exit_leaves_the_loop(scenario):
    """SystemExit raised by a reader's callback comes out of the run of the loop."""
    log, outside = scenario.log, scenario.outside()

    ends = outside.socket_pair()

    def readable():
        log('readable', 'called')
        loop.remove_reader(ends[0].fileno())
        raise SystemExit(3)

    loop = scenario.open_loop()
    ends[1].send(b'hello')
    loop.add_reader(ends[0].fileno(), readable)
    with scenario.raises('program', SystemExit):
        loop.run_forever()
    scenario.expect(
        [
            ('readable', 'called'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_callback_stops_the_loop(scenario):
    """A reader's callback stops the loop."""
    log, outside = scenario.log, scenario.outside()

    ends = outside.socket_pair()

    def readable():
        log('readable', f'{ends[0].take()}')
        loop.stop()

    loop = scenario.open_loop()
    ends[1].send(b'hello')
    loop.add_reader(ends[0].fileno(), readable)
    loop.run_forever()
    loop.remove_reader(ends[0].fileno())
    log('program', 'stopped')
    scenario.expect(
        [
            ('readable', "b'hello'"),
            ('program', 'stopped'),
        ]
    )


def test_busy_reader_starves_nobody(scenario):
    """Tasks and timers go on while a reader is always ready."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def readable():
            tools.noop()

        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), readable)
        await aio.sleep(scenario.seconds(0.01))
        loop.remove_reader(ends[0].fileno())
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_handle_of_a_failure_is_cancelled__side_reader(scenario):
    """A reader whose failing callback is cancelled by the handle that the exception handler is given is not called again, and is watched no longer."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context.get('exception'))}")
            context['handle'].cancel()

        def fail():
            raise tools.Boom()

        loop.set_exception_handler(handler)
        ends[1].send(b'hello')
        loop.add_reader(ends[0].fileno(), fail)
        await scenario.pause()
        scenario.check_is('loop.remove_reader(ends[0].fileno()) is True', loop.remove_reader(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_handle_of_a_failure_is_cancelled__side_writer(scenario):
    """A writer whose failing callback is cancelled by the handle that the exception handler is given is not called again, and is watched no longer."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context.get('exception'))}")
            context['handle'].cancel()

        def fail():
            raise tools.Boom()

        loop.set_exception_handler(handler)
        ends[1].send(b'hello')
        loop.add_writer(ends[0].fileno(), fail)
        await scenario.pause()
        scenario.check_is('loop.remove_writer(ends[0].fileno()) is True', loop.remove_writer(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])
