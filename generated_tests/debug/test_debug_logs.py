# Rendered by loopspec from spec/debug/logs.yaml; do not edit, change the source and run `loopspec render`.
"""debug: logs."""


def test_slow_callback_is_logged(scenario):
    """In debug mode a callback that takes longer than a tenth of a second is logged by the logger asyncio."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def slow():
            tools.block_thread(scenario.seconds(0.15))
            loop.call_soon(called.set_result, None)

        loop.set_debug(True)
        async with tools.caught_logs() as logs:
            loop.call_soon(slow)
            await called
        scenario.check_is("'asyncio' in [one.split(' ')[0] for one in logs]", 'asyncio' in [one.split(' ')[0] for one in logs], True)

    scenario.run(main)
    scenario.expect([])


def test_slow_callback_is_a_warning(scenario):
    """In debug mode a slow callback is logged at the level WARNING."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def slow():
            tools.block_thread(scenario.seconds(0.15))
            loop.call_soon(called.set_result, None)

        loop.set_debug(True)
        async with tools.caught_logs() as logs:
            loop.call_soon(slow)
            await called
        scenario.check_is("'asyncio WARNING' in logs", 'asyncio WARNING' in logs, True)

    scenario.run(main)
    scenario.expect([])


def test_slow_step_of_a_task_is_logged(scenario):
    """In debug mode a step of a task that takes longer than a tenth of a second is logged."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def slow_steps():
            tools.block_thread(scenario.seconds(0.15))

        aio.get_running_loop().set_debug(True)
        async with tools.caught_logs() as logs:
            slow = aio.create_task(slow_steps())
            await slow
            await aio.sleep(0)
        scenario.check_is("'asyncio WARNING' in logs", 'asyncio WARNING' in logs, True)

    scenario.run(main)
    scenario.expect([])


def test_slow_callback_without_debug_mode(scenario):
    """Outside of debug mode a slow callback is not logged."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def slow():
            tools.block_thread(scenario.seconds(0.15))
            loop.call_soon(called.set_result, None)

        loop.set_debug(False)
        async with tools.caught_logs() as logs:
            loop.call_soon(slow)
            await called
        scenario.check_is("'asyncio WARNING' in logs", 'asyncio WARNING' in logs, False)

    scenario.run(main)
    scenario.expect([])


def test_exception_that_nobody_retrieves(scenario):
    """A task whose exception nobody has retrieved is logged by the logger asyncio when it is collected."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def fail():
            raise tools.Boom()

        def forget():
            aio.create_task(fail())

        async with tools.caught_logs() as logs:
            forget()
            await scenario.settle()
            tools.collect()
        scenario.check_is("'asyncio' in [one.split(' ')[0] for one in logs]", 'asyncio' in [one.split(' ')[0] for one in logs], True)

    scenario.run(main)
    scenario.expect([])


def test_exception_of_a_future_that_nobody_retrieves(scenario):
    """A future whose exception nobody has retrieved is logged by the logger asyncio when it is collected."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        def forget():
            future = aio.get_running_loop().create_future()
            future.set_exception(tools.Boom())

        async with tools.caught_logs() as logs:
            forget()
            tools.collect()
        scenario.check_is("'asyncio' in [one.split(' ')[0] for one in logs]", 'asyncio' in [one.split(' ')[0] for one in logs], True)

    scenario.run(main)
    scenario.expect([])


def test_exception_that_somebody_retrieves(scenario):
    """A task whose exception was retrieved is not logged when it is collected."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        def forget():
            future = aio.get_running_loop().create_future()
            future.set_exception(tools.Boom())
            future.exception()

        async with tools.caught_logs() as logs:
            forget()
            tools.collect()
        scenario.check_is("'asyncio ERROR' in logs", 'asyncio ERROR' in logs, False)

    scenario.run(main)
    scenario.expect([])


def test_failing_callback_is_an_error(scenario):
    """The exception of a callback is logged at the level ERROR where the loop has no exception handler."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def fail():
            loop.call_soon(called.set_result, None)
            raise tools.Boom()

        async with tools.caught_logs() as logs:
            loop.call_soon(fail)
            await called
        scenario.check("logs.count('asyncio ERROR')", logs.count('asyncio ERROR'), 1)

    scenario.run(main)
    scenario.expect([])


def test_handler_of_the_program_replaces_the_log(scenario):
    """The exception of a callback is not logged where the loop has an exception handler of the program."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def fail():
            loop.call_soon(called.set_result, None)
            raise tools.Boom()

        def report(reporting, context):
            log('report', 'reported')

        loop.set_exception_handler(report)
        async with tools.caught_logs() as logs:
            loop.call_soon(fail)
            await called
        scenario.check_is("'asyncio ERROR' in logs", 'asyncio ERROR' in logs, False)

    scenario.run(main)
    scenario.expect([('report', 'reported')])


def test_failing_handler_is_logged(scenario):
    """An exception handler that raises is itself logged at the level ERROR, and the loop goes on."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def fail():
            loop.call_soon(called.set_result, None)
            raise tools.Boom()

        def report(reporting, context):
            raise tools.Boom()

        loop.set_exception_handler(report)
        async with tools.caught_logs() as logs:
            loop.call_soon(fail)
            await called
        scenario.check("logs.count('asyncio ERROR')", logs.count('asyncio ERROR'), 1)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_coroutine_never_awaited_in_debug_mode(scenario):
    """In debug mode a coroutine that is dropped without having been awaited warns with RuntimeWarning."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            log('worker', 'runs')

        def forget():
            worker()

        aio.get_running_loop().set_debug(True)
        async with tools.caught_warnings() as names:
            forget()
            tools.collect()
        scenario.check('names', names, ['RuntimeWarning'])

    scenario.run(main)
    scenario.expect([])


def test_quick_callbacks_are_not_logged(scenario):
    """In debug mode callbacks that take no time are not logged as slow."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        loop.set_debug(True)
        async with tools.caught_logs() as logs:
            for turn in range(5):
                called = loop.create_future()
                loop.call_soon(called.set_result, None)
                await called
        scenario.check_is("logs.count('asyncio WARNING') < 5", logs.count('asyncio WARNING') < 5, True)

    scenario.run(main)
    scenario.expect([])


def test_connections_are_not_logged(scenario):
    """Outside of debug mode a connection that is made, read, and closed by either side is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_debug(False)
        async with tools.caught_logs(every_level=True) as logs:
            server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
            connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(server)))
            connection[0].pause_reading()
            connection[0].resume_reading()
            connection[0].write(b'hello')
            await outside.within(connection[1].received(5))
            connection[0].write_eof()
            await outside.within(connection[1].closed())
            await outside.within(Served.instances[0].closed())
            server.close()
            await outside.within(server.wait_closed())
            await scenario.pause()
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_datagrams_are_not_logged(scenario):
    """Outside of debug mode an endpoint for datagrams is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class End(outside.protocol_class('End', 'DatagramProtocol')):
            pass

        aio.get_running_loop().set_debug(False)
        async with tools.caught_logs(every_level=True) as logs:
            endpoint = await outside.within(aio.get_running_loop().create_datagram_endpoint(End, local_addr=('127.0.0.1', 0)))
            other.send(b'hello', endpoint[0])
            await outside.within(endpoint[1].received(1))
            endpoint[0].close()
            await outside.within(endpoint[1].closed())
            await scenario.pause()
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_tls_is_not_logged(scenario):
    """Outside of debug mode a connection over TLS that is made, read, and closed is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        async with tools.caught_logs(every_level=True) as logs:
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            await peer.start_tls()
            connection = await outside.within(connecting)
            await peer.send_all(b'hello')
            await outside.within(connection[1].received(5))
            connection[0].close()
            await peer.ended()
            peer.close()
            await outside.within(connection[1].closed())
            await scenario.pause()
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_refused_tls_is_not_logged(scenario):
    """Outside of debug mode a handshake whose certificate the client refuses is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        async with tools.caught_logs(every_level=True) as logs:
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            await peer.start_tls(cert='expired')
            try:
                await outside.within(connecting)
            except outside.SSLError:
                tools.noop()
            await scenario.pause()
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_children_are_not_logged(scenario):
    """Outside of debug mode a child, its start, its pipes and its exit is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(False)
        async with tools.caught_logs(every_level=True) as logs:
            made = await outside.within(aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-to-both')))
            made[0].get_pipe_transport(0).write(b'hello')
            made[0].get_pipe_transport(0).close()
            await outside.within(made[1].closed())
            process = await outside.within(aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE))
            await outside.within(process.communicate(b'hello'))
            process = await outside.within(aio.create_subprocess_shell(outside.shell_program('exits')))
            await outside.within(process.wait())
            await scenario.pause()
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_pipes_are_not_logged(scenario):
    """Outside of debug mode a pipe that is read, one that is written, and the end of each is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        inward = outside.pipe_pair()
        outward = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        async with tools.caught_logs(every_level=True) as logs:
            reading = await aio.get_running_loop().connect_read_pipe(Reader, inward[0].file)
            writing = await aio.get_running_loop().connect_write_pipe(Writer, outward[1].file)
            reading[0].pause_reading()
            reading[0].resume_reading()
            inward[1].send(b'hello')
            await outside.within(reading[1].received(5))
            inward[1].close()
            await outside.within(reading[1].closed())
            outward[0].close()
            await outside.within(writing[1].closed())
            await scenario.pause()
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_broken_input_is_not_logged(scenario):
    """Outside of debug mode a communicate with a child that does not read its input is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)
        aio.get_running_loop().set_debug(False)
        await aio.sleep(0)
        async with tools.caught_logs(every_level=True) as logs:
            process = await outside.within(aio.create_subprocess_exec(*outside.program('closes-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE))
            scenario.check('within(process.communicate(sent))', await outside.within(process.communicate(sent)), (b'closed', None))
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_no_data_for_a_lost_tls_connection_is_not_logged(scenario):
    """No data, written many times to a TLS transport whose connection is lost, is not logged, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        await peer.start_tls()
        connection = await outside.within(connecting)
        connection[0].abort()
        await outside.within(connection[1].closed())
        async with tools.caught_logs(every_level=True) as records:
            for number in range(20):
                connection[0].write(b'')
        scenario.check('records', records, [])

    scenario.run(main)
    scenario.expect([])
