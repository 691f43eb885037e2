# Rendered by loopspec from spec/scheduling/idle.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: idle."""


def test_waiting_for_a_timer(scenario):
    """A loop that waits for a timer uses hardly any of a processor's time."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([])


def test_waiting_for_a_thread(scenario):
    """A loop that waits for a thread, and for nothing else, uses hardly any of a processor's time."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        await loop.run_in_executor(None, tools.block_thread, 0.01)
        before = tools.processor_time()
        await loop.run_in_executor(None, tools.block_thread, 0.3)
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([])


def test_beside_an_open_connection(scenario):
    """A loop with a connection on which all has been written, and nothing comes, uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([])


def test_beside_a_full_connection(scenario):
    """A loop that has data for a peer that does not read uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([])


def test_beside_paused_reading(scenario):
    """A loop whose transport is paused while data waits for it uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(b'hello')
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_after_the_end_of_what_is_read(scenario):
    """A loop whose transport stays open after its peer has ended uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                return True

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await scenario.wait_until('connection[1].eof', lambda: connection[1].eof)
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([])


def test_beside_a_child_process(scenario):
    """A loop that waits for a child process uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=aio.subprocess.PIPE)
        scenario.check('process.stdout.readexactly(5)', await process.stdout.readexactly(5), b'ready')
        waiting = scenario.begin(process.wait())
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)
        process.kill()
        scenario.check('within(waiting)', await outside.within(waiting), -9)

    scenario.run(main)
    scenario.expect([])


def test_after_a_cancelled_receive(scenario):
    """A loop on which a sock_recv was cancelled uses hardly any of a processor's time while data waits on the socket."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 10))
        await scenario.settle(receiving)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_after_the_end_and_a_resumption(scenario):
    """A loop whose transport is resumed after its peer has ended, and stays open, uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                return True

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await scenario.wait_until('connection[1].eof', lambda: connection[1].eof)
        connection[0].pause_reading()
        connection[0].resume_reading()
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([])


def test_beside_a_paused_pipe(scenario):
    """A loop whose pipe is paused while data waits in it uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        connection[0].pause_reading()
        ends[1].send(b'abc')
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(3))', await outside.within(connection[1].received(3)), b'abc')

    scenario.run(main)
    scenario.expect([])


def test_after_a_full_pipe(scenario):
    """A loop whose pipe was full, and has taken all that waited, uses hardly any of a processor's time."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        await aio.sleep(scenario.seconds(0.01))
        before = tools.processor_time()
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('processor_time() - before < 0.05', tools.processor_time() - before < 0.05, True)

    scenario.run(main)
    scenario.expect([])
