# Rendered by loopspec from spec/fds/descriptors.yaml; do not edit, change the source and run `loopspec render`.
"""fds: descriptors."""


def test_reused_after_removal(scenario):
    """A descriptor that was removed and closed can be watched again when its number is given to another file."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def former():
            log('former', 'called')

        def readable(end):
            log('readable', f'{end.take()}')
            loop.remove_reader(end.fileno())
            seen.set()

        loop.add_reader(ends[0].fileno(), former)
        await scenario.pause()
        loop.remove_reader(ends[0].fileno())
        ends[0].close()
        ends[1].close()
        others = outside.pipe_pair()
        loop.add_reader(others[0].fileno(), readable, others[0])
        others[1].send(b'hello')
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])


def test_reused_after_a_late_removal(scenario):
    """A descriptor that is removed by its number after it was closed can be watched again when the number is given to another file."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        number = ends[0].fileno()
        seen = aio.Event()

        def former():
            log('former', 'called')

        def readable(end):
            log('readable', f'{end.take()}')
            loop.remove_reader(end.fileno())
            seen.set()

        loop.add_reader(number, former)
        await scenario.pause()
        ends[0].close()
        ends[1].close()
        loop.remove_reader(number)
        others = outside.pipe_pair()
        loop.add_reader(others[0].fileno(), readable, others[0])
        others[1].send(b'hello')
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])


def test_removal_of_a_closed_socket(scenario):
    """The removal of a socket that was closed while watched raises nothing."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        loop.add_reader(ends[0].socket, tools.noop)
        ends[0].close()
        loop.remove_reader(ends[0].socket)

    scenario.run(main)
    scenario.expect([])


def test_negative_number_is_refused__side_reader(scenario):
    """A negative number as the descriptor to add a reader for raises ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        with scenario.raises('main', ValueError):
            loop.add_reader(-1, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_negative_number_is_refused__side_writer(scenario):
    """A negative number as the descriptor to add a writer for raises ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        with scenario.raises('main', ValueError):
            loop.add_writer(-1, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__side_reader(scenario):
    """A text as the descriptor to add a reader for raises ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        with scenario.raises('main', ValueError):
            loop.add_reader('descriptor', tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__side_writer(scenario):
    """A text as the descriptor to add a writer for raises ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        with scenario.raises('main', ValueError):
            loop.add_writer('descriptor', tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_closed_socket_is_refused__side_reader(scenario):
    """A closed socket raises ValueError where a reader is added for it."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        ends[0].close()
        with scenario.raises('main', ValueError):
            loop.add_reader(ends[0].socket, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_closed_socket_is_refused__side_writer(scenario):
    """A closed socket raises ValueError where a writer is added for it."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        ends[0].close()
        with scenario.raises('main', ValueError):
            loop.add_writer(ends[0].socket, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_descriptor_of_a_transport_is_refused__side_reader(scenario):
    """The descriptor of a transport cannot get a reader; RuntimeError is raised, and the transport goes on."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(loop.create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        with scenario.raises('main', RuntimeError):
            loop.add_reader(Client.instances[0].transport.get_extra_info('socket').fileno(), tools.noop)
        peer.send(b'hello')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'hello')
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_descriptor_of_a_transport_is_refused__side_writer(scenario):
    """The descriptor of a transport cannot get a writer; RuntimeError is raised, and the transport goes on."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(loop.create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        with scenario.raises('main', RuntimeError):
            loop.add_writer(Client.instances[0].transport.get_extra_info('socket').fileno(), tools.noop)
        peer.send(b'hello')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'hello')
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_objects_without_a_descriptor__side_reader_value_1_5(scenario):
    """An object without a descriptor in the place of one raises ValueError where a reader is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_reader(1.5, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_reader_value_none(scenario):
    """An object without a descriptor in the place of one raises ValueError where a reader is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_reader(None, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_reader_value(scenario):
    """An object without a descriptor in the place of one raises ValueError where a reader is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_reader([], tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_reader_value_object(scenario):
    """An object without a descriptor in the place of one raises ValueError where a reader is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_reader(object(), tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_writer_value_1_5(scenario):
    """An object without a descriptor in the place of one raises ValueError where a writer is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_writer(1.5, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_writer_value_none(scenario):
    """An object without a descriptor in the place of one raises ValueError where a writer is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_writer(None, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_writer_value(scenario):
    """An object without a descriptor in the place of one raises ValueError where a writer is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_writer([], tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_objects_without_a_descriptor__side_writer_value_object(scenario):
    """An object without a descriptor in the place of one raises ValueError where a writer is added for it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_writer(object(), tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_number_that_is_no_descriptor__side_reader(scenario):
    """The number of a descriptor that is closed raises OSError where a reader is added for it, and is not watched."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        number = ends[0].fileno()
        ends[0].close()
        with scenario.raises('main', OSError):
            aio.get_running_loop().add_reader(number, tools.noop)
        scenario.check_is('get_running_loop().remove_reader(number) is True', aio.get_running_loop().remove_reader(number) is True, False)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_number_that_is_no_descriptor__side_writer(scenario):
    """The number of a descriptor that is closed raises OSError where a writer is added for it, and is not watched."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        number = ends[0].fileno()
        ends[0].close()
        with scenario.raises('main', OSError):
            aio.get_running_loop().add_writer(number, tools.noop)
        scenario.check_is('get_running_loop().remove_writer(number) is True', aio.get_running_loop().remove_writer(number) is True, False)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_removal_from_a_transport_is_refused__side_reader(scenario):
    """The removal of a reader from the descriptor of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await loop.create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        with scenario.raises('main', RuntimeError):
            loop.remove_reader(connection[0].get_extra_info('socket').fileno())
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_removal_from_a_transport_is_refused__side_writer(scenario):
    """The removal of a writer from the descriptor of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await loop.create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        with scenario.raises('main', RuntimeError):
            loop.remove_writer(connection[0].get_extra_info('socket').fileno())
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_removed_object_is_let_go(scenario):
    """An object with a descriptor that was watched, and is removed, is kept by nothing."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        kept = []

        def watch():
            copy = ends[0].socket.dup()
            kept.append(tools.weak(copy))
            loop.add_reader(copy, tools.noop)
            loop.remove_reader(copy)
            copy.close()

        watch()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        for ghost in kept:
            scenario.check_is('ghost()', ghost(), None)

    scenario.run(main)
    scenario.expect([])


def test_nothing_to_remove_beside_a_watched_object(scenario):
    """The method remove_reader refuses with ValueError what has no descriptor, while an object that has one is watched."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        loop.add_reader(ends[0].socket, tools.noop)
        with scenario.raises('main', ValueError):
            loop.remove_reader('a text')
        loop.remove_reader(ends[0].socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_negative_number_is_not_removed__side_reader(scenario):
    """A negative number as the descriptor to remove a reader of raises ValueError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().remove_reader(-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_negative_number_is_not_removed__side_writer(scenario):
    """A negative number as the descriptor to remove a writer of raises ValueError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().remove_writer(-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_descriptor_zero__side_reader(scenario):
    """The removal of a reader from the descriptor 0, which is not watched, raises nothing and does not return True."""
    aio = scenario.aio

    async def main():
        scenario.check_is('get_running_loop().remove_reader(0) is True', aio.get_running_loop().remove_reader(0) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_descriptor_zero__side_writer(scenario):
    """The removal of a writer from the descriptor 0, which is not watched, raises nothing and does not return True."""
    aio = scenario.aio

    async def main():
        scenario.check_is('get_running_loop().remove_writer(0) is True', aio.get_running_loop().remove_writer(0) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_descriptor_of_a_closing_transport__side_reader(scenario):
    """The removal of a reader from the descriptor of a transport that is closing raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await loop.create_connection(Client, '127.0.0.1', outside.port_of(listener))
        number = connection[0].get_extra_info('socket').fileno()
        connection[0].close()
        loop.remove_reader(number)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_descriptor_of_a_closing_transport__side_writer(scenario):
    """The removal of a writer from the descriptor of a transport that is closing raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await loop.create_connection(Client, '127.0.0.1', outside.port_of(listener))
        number = connection[0].get_extra_info('socket').fileno()
        connection[0].close()
        loop.remove_writer(number)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])
