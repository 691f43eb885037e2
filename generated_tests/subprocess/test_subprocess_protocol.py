# Rendered by loopspec from spec/subprocess/protocol.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: protocol."""


def test_lost_comes_last(scenario):
    """The protocol of a child gets connection_made first and connection_lost last, whatever comes between them."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Child', 'made')

            def pipe_data_received(this, fd, data):
                super().pipe_data_received(fd, data)
                log('Child', f'{fd} {data!r}')

            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                log('Child', f'{fd} lost {exc}')

            def process_exited(this):
                super().process_exited()
                log('Child', 'exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('prints-to-both'), stdin=None)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Child', 'made'),
            scenario.any_order(('Child', "1 b'out'"), ('Child', "2 b'err'"), ('Child', '1 lost None'), ('Child', '2 lost None'), ('Child', 'exited')),
            ('Child', 'lost None'),
        ]
    )


def test_each_callback_once(scenario):
    """A protocol gets the exit, the loss of each pipe, and the loss of the connection once each."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7))
        await outside.within(made[1].closed())
        await scenario.pause()
        scenario.check('(made[1].exits, made[1].lost, sorted(made[1].pipes_lost))', (made[1].exits, made[1].lost, sorted(made[1].pipes_lost)), (1, 1, [0, 1, 2]))

    scenario.run(main)
    scenario.expect([])


def test_all_data_before_the_loss_of_the_pipe(scenario):
    """All that a child has written to a pipe is received before the loss of the pipe."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                log('Child', f'{fd} lost after {len(this.data)}')

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('writes-much', 300000), stdin=None, stderr=None)
        await outside.within(made[1].closed())
        scenario.check_is("made[1].data == b'0123456789' * 30_000", made[1].data == b'0123456789' * 30000, True)

    scenario.run(main)
    scenario.expect([('Child', '1 lost after 300000')])


def test_pipes_by_default(scenario):
    """The three streams of a child that subprocess_exec starts are pipes by default."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-to-both'))
        scenario.check('[made[0].get_pipe_transport(fd) is None for fd in range(4)]', [made[0].get_pipe_transport(fd) is None for fd in range(4)], [False, False, False, True])
        made[0].get_pipe_transport(0).write(b'hello')
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('(made[1].data, made[1].error_data)', (made[1].data, made[1].error_data), (b'hello', b'hello'))

    scenario.run(main)
    scenario.expect([])


def test_no_transport_without_a_pipe__stream_none(scenario):
    """A stream of a child that is not a pipe has no transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7), stdin=None, stdout=None, stderr=None)
        scenario.check('[made[0].get_pipe_transport(fd) for fd in range(3)]', [made[0].get_pipe_transport(fd) for fd in range(3)], [None, None, None])
        await outside.within(made[1].closed())
        scenario.check('made[1].pipes_lost', made[1].pipes_lost, [])

    scenario.run(main)
    scenario.expect([])


def test_no_transport_without_a_pipe__stream_subprocess_devnull(scenario):
    """A stream of a child that is not a pipe has no transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7), stdin=aio.subprocess.DEVNULL, stdout=aio.subprocess.DEVNULL, stderr=aio.subprocess.DEVNULL)
        scenario.check('[made[0].get_pipe_transport(fd) for fd in range(3)]', [made[0].get_pipe_transport(fd) for fd in range(3)], [None, None, None])
        await outside.within(made[1].closed())
        scenario.check('made[1].pipes_lost', made[1].pipes_lost, [])

    scenario.run(main)
    scenario.expect([])


def test_end_of_the_input_is_told(scenario):
    """The loss of a child's input is reported to the protocol when the program closes it, and the child runs on."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                log('Child', f'{fd} lost {exc}')

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'), stderr=None)
        await outside.within(made[1].received(5))
        made[0].get_pipe_transport(0).close()
        await scenario.wait_until('made[1].pipes_lost', lambda: made[1].pipes_lost)
        scenario.check('(made[1].exits, made[1].lost)', (made[1].exits, made[1].lost), (0, 0))
        made[0].kill()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Child', '0 lost None'),
            ('Child', '1 lost None'),
        ]
    )


def test_exit_before_the_end_of_the_pipes(scenario):
    """The exit of a child is reported while a grandchild holds its output, and the loss of the connection only afterwards."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('has-a-grandchild'))
        await outside.within(made[1].exited())
        scenario.check('(made[0].get_returncode(), made[1].lost)', (made[0].get_returncode(), made[1].lost), (0, 0))
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('made[1].data', made[1].data, b'childgrandchild')

    scenario.run(main)
    scenario.expect([])


def test_return_code_at_the_exit(scenario):
    """The transport of a child has no return code while the child runs, and has it when the exit is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def process_exited(this):
                super().process_exited()
                transport = this.transport
                log('Child', f'exited {transport.get_returncode()}')

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-input'))
        scenario.check_is('made[0].get_returncode()', made[0].get_returncode(), None)
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), 0)

    scenario.run(main)
    scenario.expect([('Child', 'exited 0')])


def test_pid_of_the_transport(scenario):
    """The transport of a child has the process id by which the child knows itself."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('tells-number'))
        pid = made[0].get_pid()
        await outside.within(made[1].closed())
        scenario.check('int(made[1].data)', int(made[1].data), pid)

    scenario.run(main)
    scenario.expect([])


def test_transport_kills(scenario):
    """The method kill of a transport ends the child by SIGKILL."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'))
        await outside.within(made[1].received(5))
        made[0].kill()
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([])


def test_transport_terminates(scenario):
    """The method terminate of a transport ends the child by SIGTERM."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'))
        await outside.within(made[1].received(5))
        made[0].terminate()
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), -tools.signal_number('SIGTERM'))

    scenario.run(main)
    scenario.expect([])


def test_transport_sends_a_signal(scenario):
    """The method send_signal of a transport sends the signal of the number that it is given."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'))
        await outside.within(made[1].received(5))
        made[0].send_signal(tools.signal_number('SIGUSR1'))
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), -tools.signal_number('SIGUSR1'))

    scenario.run(main)
    scenario.expect([])


def test_close_kills_the_child(scenario):
    """The method close of a transport kills a child that still runs, and the protocol gets its exit and its loss."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('ignores-terminate'))
        await outside.within(made[1].received(5))
        made[0].close()
        scenario.check('within(made[1].closed())', await outside.within(made[1].closed()), None)
        scenario.check('(made[0].get_returncode(), made[1].exits, made[1].lost)', (made[0].get_returncode(), made[1].exits, made[1].lost), (-tools.signal_number('SIGKILL'), 1, 1))

    scenario.run(main)
    scenario.expect([])


def test_close_after_the_exit(scenario):
    """The method close of the transport of a child that has exited does not change its return code, however often it is called."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7))
        await outside.within(made[1].exited())
        made[0].close()
        made[0].close()
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), True)
        await outside.within(made[1].closed())
        scenario.check('(made[0].get_returncode(), made[1].lost)', (made[0].get_returncode(), made[1].lost), (7, 1))

    scenario.run(main)
    scenario.expect([])


def test_signals_after_the_loss(scenario):
    """A signal by the transport of a child that has exited raises ProcessLookupError."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7))
        await outside.within(made[1].closed())
        with scenario.raises('main', ProcessLookupError):
            made[0].send_signal(tools.signal_number('SIGTERM'))

    scenario.run(main)
    scenario.expect([('main', 'raises ProcessLookupError')])


def test_transport_is_one_of_a_subprocess(scenario):
    """The transport that subprocess_exec returns is a SubprocessTransport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7))
        scenario.check_type('made[0]', made[0], aio.SubprocessTransport)
        scenario.check_is('made[1] is Child.instances[0]', made[1] is Child.instances[0], True)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_popen_of_the_transport(scenario):
    """The piece of information `subprocess` of a transport is a Popen of the child."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-input'))
        scenario.check("made[0].get_extra_info('subprocess').pid", made[0].get_extra_info('subprocess').pid, made[0].get_pid())
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_pipe_of_the_pipe_transport(scenario):
    """The piece of information `pipe` of the transport of a child's pipe is a file with a descriptor."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-input'))
        scenario.check("[made[0].get_pipe_transport(fd).get_extra_info('pipe').fileno() > 2 for fd in range(3)]", [made[0].get_pipe_transport(fd).get_extra_info('pipe').fileno() > 2 for fd in range(3)], [True, True, True])
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_writing_is_paused(scenario):
    """The protocol of a child that does not read its input gets pause_writing, and resume_writing when the child reads."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(300000)

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Child', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Child', 'resumed')

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-input'), stderr=None)
        made[0].get_pipe_transport(1).pause_reading()
        made[0].get_pipe_transport(0).write(sent)
        scenario.check_is('made[1].paused', made[1].paused, True)
        made[0].get_pipe_transport(1).resume_reading()
        await outside.within(made[1].resumed())
        scenario.check('within(made[1].received(300_000))', await outside.within(made[1].received(300000)), sent)
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Child', 'paused'),
            ('Child', 'resumed'),
        ]
    )


def test_runs_in_a_folder_and_an_environment(scenario):
    """A child that subprocess_exec starts runs in the folder `cwd`, and another one has the environment `env`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        await aio.get_running_loop().subprocess_exec(Child, *outside.program('tells-folder'), cwd=outside.case_folder())
        await outside.within(Child.instances[0].closed())
        scenario.check_is('case_folder() in str(Child.instances[0].data)', outside.case_folder() in str(Child.instances[0].data), True)
        await aio.get_running_loop().subprocess_exec(Child, *outside.program('tells-environment'), env=outside.environment('set'))
        await outside.within(Child.instances[1].closed())
        scenario.check('Child.instances[1].data', Child.instances[1].data, b'set')

    scenario.run(main)
    scenario.expect([])


def test_failing_connection_made_is_reported(scenario):
    """An exception out of the connection_made of a child's protocol is reported; subprocess_exec returns, and the child's events follow as usual."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                raise tools.Boom()

            def process_exited(this):
                super().process_exited()
                log('Child', 'exited')

        aio.get_running_loop().set_exception_handler(handler)
        child = await aio.get_running_loop().subprocess_exec(Child, *outside.program('prints', 'hello'))
        await outside.within(child[1].closed())
        scenario.check('child[1].data', child[1].data, b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Child', 'exited'),
        ]
    )


def test_protocol_is_exchanged(scenario):
    """After set_protocol the exit of a child calls process_exited of the new protocol."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def process_exited(this):
                super().process_exited()
                log('Child', f'{this.label} exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'{this.label} lost')

        made = await aio.get_running_loop().subprocess_exec(tools.partial(Child, 'first'), *outside.program('copies-input'))
        second = Child('second')
        scenario.check_is('made[0].get_protocol() is made[1]', made[0].get_protocol() is made[1], True)
        made[0].set_protocol(second)
        scenario.check_is('made[0].get_protocol() is second', made[0].get_protocol() is second, True)
        made[0].get_pipe_transport(0).close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Child', 'second exited'),
            ('Child', 'second lost'),
        ]
    )


def test_events_that_come_early(scenario):
    """Data that a child writes before a slow loop has connected its pipes, and its exit, reach the protocol after connection_made, once each."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Child', 'made')

            def pipe_data_received(this, fd, data):
                super().pipe_data_received(fd, data)
                log('Child', f'{fd} {data!r}')

            def process_exited(this):
                super().process_exited()
                log('Child', 'exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        starting = scenario.begin(aio.get_running_loop().subprocess_exec(Child, *outside.program('prints-to-both')))
        for number in range(12):
            tools.block_thread(scenario.seconds(0.02))
            await aio.sleep(0)
        made = await outside.within(starting)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Child', 'made'),
            scenario.any_order(('Child', "1 b'out'"), ('Child', "2 b'err'"), ('Child', 'exited')),
            ('Child', 'lost None'),
        ]
    )


def test_closed_transport_is_closing(scenario):
    """The transport of a child is closing from the call of close on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('sleeps'))
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), False)
        made[0].close()
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), True)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_close_closes_the_pipes(scenario):
    """The method close of a transport closes its pipes, although a grandchild holds their other ends, and all are lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('has-a-grandchild'))
        await outside.within(made[1].exited())
        await outside.within(made[1].received(5))
        made[0].close()
        scenario.check('within(made[1].closed())', await outside.within(made[1].closed()), None)
        scenario.check('sorted(made[1].pipes_lost)', sorted(made[1].pipes_lost), [0, 1, 2])

    scenario.run(main)
    scenario.expect([])


def test_closed_again_after_its_end(scenario):
    """The method close of a transport, called again when the child is dead and the loop has not noticed it yet, leaves the child's return code."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('sleeps'))
        made[0].close()
        tools.block_thread(scenario.seconds(0.1))
        made[0].close()
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([])


def test_close_after_the_loss(scenario):
    """The method close of a transport whose child has ended and whose pipes are lost does nothing, and the transport is closing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7))
        await outside.within(made[1].closed())
        made[0].close()
        made[0].close()
        scenario.check('(made[0].is_closing(), made[0].get_returncode(), made[1].lost)', (made[0].is_closing(), made[0].get_returncode(), made[1].lost), (True, 7, 1))

    scenario.run(main)
    scenario.expect([])


def test_close_after_the_loop(scenario):
    """The method close of a transport whose loop is closed raises nothing and kills the child."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def start_one():
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('sleeps'))
        return made[0]

    class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
        pass

    loop = scenario.open_loop()
    transport = loop.run_until_complete(start_one())
    popen = transport.get_extra_info('subprocess')
    loop.close()
    transport.close()
    scenario.check('popen.wait()', popen.wait(), -tools.signal_number('SIGKILL'))
    scenario.expect([])


def test_exit_before_the_pipes_are_connected__others_stdin_none_stderr_none(scenario):
    """A child started with stdin=None, stderr=None, which ends before a slow loop has connected its only pipe, is lost once, after the pipe and the exit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                log('Child', f'pipe lost {exc}')

            def process_exited(this):
                super().process_exited()
                log('Child', 'exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        starting = scenario.begin(aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 0), stdin=None, stderr=None))
        for number in range(4):
            await aio.sleep(0)
            tools.block_thread(scenario.seconds(0.1))
        made = await outside.within(starting)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('Child', 'pipe lost None'), ('Child', 'exited')),
            ('Child', 'lost None'),
        ]
    )


def test_exit_before_the_pipes_are_connected__others_stdin_none_stdout_none(scenario):
    """A child started with stdin=None, stdout=None, which ends before a slow loop has connected its only pipe, is lost once, after the pipe and the exit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                log('Child', f'pipe lost {exc}')

            def process_exited(this):
                super().process_exited()
                log('Child', 'exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        starting = scenario.begin(aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 0), stdin=None, stdout=None))
        for number in range(4):
            await aio.sleep(0)
            tools.block_thread(scenario.seconds(0.1))
        made = await outside.within(starting)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('Child', 'pipe lost None'), ('Child', 'exited')),
            ('Child', 'lost None'),
        ]
    )


def test_exit_before_the_pipes_are_connected__others_stdout_none_stderr_none(scenario):
    """A child started with stdout=None, stderr=None, which ends before a slow loop has connected its only pipe, is lost once, after the pipe and the exit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                log('Child', f'pipe lost {exc}')

            def process_exited(this):
                super().process_exited()
                log('Child', 'exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        starting = scenario.begin(aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 0), stdout=None, stderr=None))
        for number in range(4):
            await aio.sleep(0)
            tools.block_thread(scenario.seconds(0.1))
        made = await outside.within(starting)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('Child', 'pipe lost None'), ('Child', 'exited')),
            ('Child', 'lost None'),
        ]
    )


def test_failing_callback_is_reported__callback_pipe_connection_lost(scenario):
    """An exception out of pipe_connection_lost of a child's protocol is reported; the return code is there, and the connection is lost as usual."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        def fail(name):
            for turn in range(name == 'pipe_connection_lost'):
                raise tools.Boom()

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_data_received(this, fd, data):
                super().pipe_data_received(fd, data)
                fail('pipe_data_received')

            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                fail('pipe_connection_lost')

            def process_exited(this):
                super().process_exited()
                fail('process_exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('prints', 'hello'), stdin=None, stderr=None)
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Child', 'lost None'),
        ]
    )


def test_failing_callback_is_reported__callback_pipe_data_received(scenario):
    """An exception out of pipe_data_received of a child's protocol is reported; the return code is there, and the connection is lost as usual."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        def fail(name):
            for turn in range(name == 'pipe_data_received'):
                raise tools.Boom()

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_data_received(this, fd, data):
                super().pipe_data_received(fd, data)
                fail('pipe_data_received')

            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                fail('pipe_connection_lost')

            def process_exited(this):
                super().process_exited()
                fail('process_exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('prints', 'hello'), stdin=None, stderr=None)
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Child', 'lost None'),
        ]
    )


def test_failing_callback_is_reported__callback_process_exited(scenario):
    """An exception out of process_exited of a child's protocol is reported; the return code is there, and the connection is lost as usual."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        def fail(name):
            for turn in range(name == 'process_exited'):
                raise tools.Boom()

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            def pipe_data_received(this, fd, data):
                super().pipe_data_received(fd, data)
                fail('pipe_data_received')

            def pipe_connection_lost(this, fd, exc):
                super().pipe_connection_lost(fd, exc)
                fail('pipe_connection_lost')

            def process_exited(this):
                super().process_exited()
                fail('process_exited')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Child', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('prints', 'hello'), stdin=None, stderr=None)
        await outside.within(made[1].closed())
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Child', 'lost None'),
        ]
    )


def test_collected_elsewhere(scenario):
    """A child whose status the program has collected has that return code, or 255 where it is lost, and its protocol gets its exit and its loss."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 7))
        scenario.check("made[0].get_extra_info('subprocess').wait()", made[0].get_extra_info('subprocess').wait(), 7)
        await outside.within(made[1].closed())
        scenario.check_is('made[0].get_returncode() in (7, 255)', made[0].get_returncode() in (7, 255), True)
        scenario.check('(made[1].exits, made[1].lost)', (made[1].exits, made[1].lost), (1, 1))

    scenario.run(main)
    scenario.expect([])
