# Rendered by loopspec from spec/fds/closing.yaml; do not edit, change the source and run `loopspec render`.
"""fds: closing."""


def test_close_leaves_descriptors_open(scenario):
    """The close of a loop leaves the descriptors open that it watched."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.add_reader(ends[0].fileno(), tools.noop)
    loop.add_writer(ends[0].fileno(), tools.noop)
    loop.close()
    ends[0].send(b'hello')
    scenario.check('ends[1].take()', ends[1].take(), b'hello')
    scenario.expect([])


def test_nobody_is_called_by_the_close(scenario):
    """The close of a loop calls no reader, though data waits."""
    log, outside = scenario.log, scenario.outside()

    ends = outside.socket_pair()

    def readable():
        log('readable', 'called')

    loop = scenario.open_loop()
    ends[1].send(b'hello')
    loop.add_reader(ends[0].fileno(), readable)
    loop.close()
    scenario.check('ends[0].take()', ends[0].take(), b'hello')
    scenario.expect([])


def test_closed_loop_adds_nobody__side_reader(scenario):
    """A closed loop refuses a new reader with RuntimeError."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.add_reader(ends[0].fileno(), tools.noop)
    scenario.expect([('program', 'raises RuntimeError')])


def test_closed_loop_adds_nobody__side_writer(scenario):
    """A closed loop refuses a new writer with RuntimeError."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.add_writer(ends[0].fileno(), tools.noop)
    scenario.expect([('program', 'raises RuntimeError')])


def test_closed_loop_removes_quietly__side_reader(scenario):
    """The removal of a reader from a closed loop raises nothing."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.add_reader(ends[0].fileno(), tools.noop)
    loop.close()
    loop.remove_reader(ends[0].fileno())
    scenario.expect([])


def test_closed_loop_removes_quietly__side_writer(scenario):
    """The removal of a writer from a closed loop raises nothing."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.add_writer(ends[0].fileno(), tools.noop)
    loop.close()
    loop.remove_writer(ends[0].fileno())
    scenario.expect([])


def test_reader_stays_from_run_to_run(scenario):
    """A reader that was added before a run of the loop is called in that run and in the next one."""
    log, outside = scenario.log, scenario.outside()

    ends = outside.socket_pair()

    def readable():
        log('readable', f'{ends[0].take()}')
        loop.stop()

    loop = scenario.open_loop()
    loop.add_reader(ends[0].fileno(), readable)
    ends[1].send(b'one')
    loop.run_forever()
    ends[1].send(b'two')
    loop.run_forever()
    loop.remove_reader(ends[0].fileno())
    scenario.expect(
        [
            ('readable', "b'one'"),
            ('readable', "b'two'"),
        ]
    )


def test_closed_loop_has_nothing_to_remove__side_reader(scenario):
    """The removal of a reader from a closed loop, which watches nothing, does not return True."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.add_reader(ends[0].fileno(), tools.noop)
    loop.close()
    scenario.check_is('loop.remove_reader(ends[0].fileno()) is True', loop.remove_reader(ends[0].fileno()) is True, False)
    scenario.expect([])


def test_closed_loop_has_nothing_to_remove__side_writer(scenario):
    """The removal of a writer from a closed loop, which watches nothing, does not return True."""
    tools, outside = scenario.tools, scenario.outside()

    ends = outside.socket_pair()
    loop = scenario.open_loop()
    loop.add_writer(ends[0].fileno(), tools.noop)
    loop.close()
    scenario.check_is('loop.remove_writer(ends[0].fileno()) is True', loop.remove_writer(ends[0].fileno()) is True, False)
    scenario.expect([])
