# Rendered by loopspec from spec/tls/closing.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: closing."""


def test_pending_data_is_sent_before_the_end(scenario):
    """A TLS transport that is closed with data pending sends all of it, then its farewell, and is lost with None."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.close()
        scenario.check_is('Client.instances[0].transport.is_closing()', Client.instances[0].transport.is_closing(), True)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        scenario.check('peer.close_tls()', await peer.close_tls(), 'done')
        peer.close()
        await outside.within(Client.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_answer_and_close_at_once(scenario):
    """Data that a protocol writes in data_received right before it closes arrives whole, with the farewell of TLS behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        answer = outside.pattern(500000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(answer)
                transport.close()

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'?')
        scenario.check('peer.receive(500_000)', await peer.receive(500000), answer)
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_closed_as_soon_as_made(scenario):
    """A protocol that writes and closes in connection_made sends what it wrote, then the farewell."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'bye')
                transport.close()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        scenario.check('peer.receive(3)', await peer.receive(3), b'bye')
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'lost None')])


def test_closing_twice_is_closing_once(scenario):
    """A TLS transport that is closed twice, and once more when it is lost, is lost once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        Client.instances[0].transport.close()
        Client.instances[0].transport.close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        await outside.within(Client.instances[0].closed())
        Client.instances[0].transport.close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_abort_ends_a_close_that_waits(scenario):
    """A TLS transport that waits for its peer's farewell after close is lost at once when it is aborted."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        Client.instances[0].transport.close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_aborted_with_data_pending(scenario):
    """A TLS transport that is aborted drops what is pending, and is lost with None though its peer reads nothing."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())
        end = await peer.ended()
        scenario.check_is("end in ('truncated', 'reset')", end in ('truncated', 'reset'), True)

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_farewell_of_the_peer_is_the_end(scenario):
    """When its peer says farewell in TLS, a protocol has all data, gets eof_received, then connection_lost with None, and the farewell is answered."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(200000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        scenario.check('peer.close_tls()', await peer.close_tls(), 'done')
        peer.close()
        await outside.within(Far.instances[0].closed())
        scenario.check('Far.instances[0].data', Far.instances[0].data, sent)
        server.close()

    scenario.run(main)
    scenario.expect(
        [
            ('Far', 'end'),
            ('Far', 'lost None'),
        ]
    )


def test_end_without_a_farewell_is_an_end(scenario):
    """When its peer ends the connection without a farewell in TLS, a protocol has all data, gets eof_received, then connection_lost."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(100000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        peer.shutdown_writing()
        await outside.within(Far.instances[0].closed())
        scenario.check('Far.instances[0].data', Far.instances[0].data, sent)
        server.close()

    scenario.run(main)
    scenario.expect(
        [
            ('Far', 'end'),
            ('Far', 'lost'),
        ]
    )


def test_data_of_a_paused_protocol_outlives_its_peer__end_a_truncation(scenario):
    """Data that a peer sent before a truncation is delivered when a paused protocol resumes, and the end comes after it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(100000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        leaving = scenario.begin(peer.close_tls() if 'a truncation' == 'its farewell' else aio.sleep(0))
        await aio.sleep(0)
        peer.shutdown_writing() if 'a truncation' == 'a truncation' else None
        await scenario.pause()
        Far.instances[0].transport.resume_reading()
        await outside.within(Far.instances[0].closed())
        scenario.check('Far.instances[0].data', Far.instances[0].data, sent)
        await leaving
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'end')])


def test_data_of_a_paused_protocol_outlives_its_peer__end_its_farewell(scenario):
    """Data that a peer sent before its farewell is delivered when a paused protocol resumes, and the end comes after it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(100000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        leaving = scenario.begin(peer.close_tls() if 'its farewell' == 'its farewell' else aio.sleep(0))
        await aio.sleep(0)
        peer.shutdown_writing() if 'its farewell' == 'a truncation' else None
        await scenario.pause()
        Far.instances[0].transport.resume_reading()
        await outside.within(Far.instances[0].closed())
        scenario.check('Far.instances[0].data', Far.instances[0].data, sent)
        await leaving
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'end')])


def test_true_from_eof_received_has_no_effect(scenario):
    """A TLS transport closes at the end of its peer's data though eof_received returns true."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                return True

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        scenario.check('peer.close_tls()', await peer.close_tls(), 'done')
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'lost None')])


def test_no_half_close(scenario):
    """A TLS transport says that it has no write_eof, and refuses it with NotImplementedError; the connection goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        scenario.check_is('Client.instances[0].transport.can_write_eof()', Client.instances[0].transport.can_write_eof(), False)
        with scenario.raises('main', NotImplementedError):
            Client.instances[0].transport.write_eof()
        Client.instances[0].transport.write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises NotImplementedError')])


def test_reset_by_the_peer_is_an_exception(scenario):
    """A TLS connection that its peer resets is lost with a ConnectionResetError, without eof_received."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', f'lost {type(exc) is ConnectionResetError}')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        peer.reset()
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'lost True')])


def test_peer_that_does_not_answer_the_farewell(scenario):
    """A closed TLS transport whose peer never answers is lost once ssl_shutdown_timeout is over."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_shutdown_timeout=scenario.seconds(0.05)))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_peer_that_reads_nothing_after_close(scenario):
    """A closed TLS server connection with data pending for a peer that does not read is lost once ssl_shutdown_timeout is over."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                outside.small_buffers(transport)

            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(sent)
                transport.write(sent)
                transport.close()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(), ssl_shutdown_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'?')
        await scenario.wait_until('Far.instances', lambda: Far.instances)
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'lost')])


def test_failing_protocol_loses_its_connection_only(scenario):
    """An exception of data_received over TLS goes to the exception handler and ends that connection; another one goes on."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{type(context['exception']) is KeyError}")

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)
                scenario.check("{b'ok': 1}[data]", {b'ok': 1}[data], 1)

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        other = outside.peer_to(server)
        scenario.check("other.start_tls(server=False, trust='ca')", await other.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'no')
        await scenario.wait_until('Far.instances and Far.instances[0].lost', lambda: Far.instances and Far.instances[0].lost)
        other.send(b'ok')
        scenario.check('other.receive(2)', await other.receive(2), b'ok')
        server.close()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'True'),
            ('Far', 'lost'),
        ]
    )


def test_exit_out_of_a_callback__exit_keyboardinterrupt_callback_data_received(scenario):
    """Over TLS, KeyboardInterrupt out of data_received leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_callback__exit_keyboardinterrupt_callback_eof_received(scenario):
    """Over TLS, KeyboardInterrupt out of eof_received leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_callback__exit_keyboardinterrupt_callback_pause_writing(scenario):
    """Over TLS, KeyboardInterrupt out of pause_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_callback__exit_keyboardinterrupt_callback_resume_writing(scenario):
    """Over TLS, KeyboardInterrupt out of resume_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_callback__exit_systemexit_callback_data_received(scenario):
    """Over TLS, SystemExit out of data_received leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'data_received' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_a_callback__exit_systemexit_callback_eof_received(scenario):
    """Over TLS, SystemExit out of eof_received leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'eof_received' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_a_callback__exit_systemexit_callback_pause_writing(scenario):
    """Over TLS, SystemExit out of pause_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_a_callback__exit_systemexit_callback_resume_writing(scenario):
    """Over TLS, SystemExit out of resume_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]
    sent = outside.pattern(500000)

    async def serve():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        await scenario.pause()
        Far.instances[0].transport.write(sent)
        Far.instances[0].transport.write(sent)
        await peer.receive(1000000)
        await peer.close_tls()
        await aio.get_running_loop().create_future()

    class Far(outside.protocol_class('Far', 'Protocol')):
        def connection_made(this, transport):
            super().connection_made(transport)
            outside.small_buffers(transport)
            transport.set_write_buffer_limits(high=100000)

        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'data_received']:
                raise end

        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'eof_received']:
                raise end

        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exception_out_of_eof_received(scenario):
    """An exception of eof_received over TLS goes to the exception handler and ends the connection."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(owner, context):
            log('handler', f"is given {tools.class_name(context['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        await peer.start_tls()
        connection = await outside.within(connecting)
        closing = scenario.begin(peer.close_tls())
        await outside.within(connection[1].closed())
        closing.cancel()

    scenario.run(main)
    scenario.expect([scenario.any_order(('handler', 'is given Boom'), ('Client', 'lost'))])


def test_lost_transport_is_closing__end_a_reset(scenario):
    """A TLS transport that has lost its connection by a reset of the peer is closing, in connection_lost and afterwards."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Client', f'closing: {transport.is_closing()}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        ending = scenario.begin(peer.close_tls() if 'a reset' == 'the farewell' else aio.sleep(0))
        peer.reset() if 'a reset' == 'a reset' else tools.noop()
        peer.close() if 'a reset' == 'the end' else tools.noop()
        await outside.within(connection[1].closed())
        await ending
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([('Client', 'closing: True')])


def test_lost_transport_is_closing__end_the_end(scenario):
    """A TLS transport that has lost its connection by the end of the peer is closing, in connection_lost and afterwards."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Client', f'closing: {transport.is_closing()}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        ending = scenario.begin(peer.close_tls() if 'the end' == 'the farewell' else aio.sleep(0))
        peer.reset() if 'the end' == 'a reset' else tools.noop()
        peer.close() if 'the end' == 'the end' else tools.noop()
        await outside.within(connection[1].closed())
        await ending
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([('Client', 'closing: True')])


def test_lost_transport_is_closing__end_the_farewell(scenario):
    """A TLS transport that has lost its connection by the farewell of the peer is closing, in connection_lost and afterwards."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Client', f'closing: {transport.is_closing()}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        ending = scenario.begin(peer.close_tls() if 'the farewell' == 'the farewell' else aio.sleep(0))
        peer.reset() if 'the farewell' == 'a reset' else tools.noop()
        peer.close() if 'the farewell' == 'the end' else tools.noop()
        await outside.within(connection[1].closed())
        await ending
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([('Client', 'closing: True')])


def test_resumed_and_aborted_at_once(scenario):
    """A TLS transport that is resumed and aborted in one step delivers nothing more."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', f'got {len(data)}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        await peer.send_all(b'hello')
        await scenario.pause()
        connection[0].resume_reading()
        connection[0].abort()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'got 5'),
            ('Client', 'lost None'),
        ]
    )


def test_closed_while_paused_says_farewell(scenario):
    """A TLS transport that does not read and is closed sends what was written, then its farewell."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].pause_reading()
        connection[0].write(b'last')
        connection[0].close()
        scenario.check('peer.receive(4)', await peer.receive(4), b'last')
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_end_while_paused_is_no_close(scenario):
    """A TLS transport whose peer says farewell while reading is paused is lost only after it is resumed, with all data."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].pause_reading()
        await peer.send_all(b'hello')
        closing = scenario.begin(peer.close_tls())
        await scenario.pause()
        log('main', f'closing: {connection[0].is_closing()}')
        connection[0].resume_reading()
        await outside.within(connection[1].closed())
        scenario.check('connection[1].data', connection[1].data, b'hello')
        await closing
        log('main', f'closing: {connection[0].is_closing()}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'closing: False'),
            ('Client', 'lost None'),
            ('main', 'closing: True'),
        ]
    )


def test_data_while_a_close_flushes(scenario):
    """Whether a TLS transport that is closed while data waits for its peer sends all of it, though the peer sends meanwhile, is recorded."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(500000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].close()
        await peer.send_all(b'meanwhile')
        await scenario.pause()
        try:
            got = await peer.receive(len(sent))
            scenario.observe('got == sent', got == sent)
        except OSError:
            scenario.observe('False', False)

    scenario.run(main)
    scenario.expect([])


def test_collected_without_a_close(scenario):
    """A TLS transport that is collected with the closed loop that it was not closed before warns with ResourceWarning, and its peer sees an end."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    listener = outside.listening_socket()

    async def connect():
        connecting = scenario.begin(aio.get_running_loop().create_connection(aio.Protocol, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        accepted_one = await outside.accepted(listener)
        await accepted_one.start_tls()
        await connecting
        return accepted_one

    loop = scenario.open_loop()
    other = scenario.open_loop()
    peer = loop.run_until_complete(connect())
    with tools.caught_warnings() as names:
        loop.close()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    other.run_until_complete(peer.ended())
    scenario.expect([])


def test_write_after_an_abort(scenario):
    """A write to a TLS transport that was aborted raises nothing and sends nothing."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].abort()
        connection[0].write(b'in vain')
        await outside.within(connection[1].closed())
        connection[0].write(b'in vain')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_closed_while_paused_answers_the_farewell(scenario):
    """A TLS transport that does not read and is closed after its peer's farewell answers it with its own."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        leaving = scenario.begin(peer.close_tls())
        await scenario.pause()
        scenario.check_is('leaving.done()', leaving.done(), False)
        connection[0].close()
        await outside.within(connection[1].closed())
        scenario.check('within(leaving)', await outside.within(leaving), 'done')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_resumed_when_it_is_lost__how_aborted(scenario):
    """Resuming a TLS transport after it was aborted does nothing, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', 'reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', f'got {len(data)}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        connection[0].abort()
        await (outside.within(connection[1].closed()) if 'aborted' == 'lost' else aio.sleep(0, result=None))
        connection[0].resume_reading()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'got 5'),
            ('Client', 'lost None'),
        ]
    )


def test_resumed_when_it_is_lost__how_lost(scenario):
    """Resuming a TLS transport after it was lost does nothing, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', 'reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', f'got {len(data)}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        connection[0].abort()
        await (outside.within(connection[1].closed()) if 'lost' == 'lost' else aio.sleep(0, result=None))
        connection[0].resume_reading()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'got 5'),
            ('Client', 'lost None'),
        ]
    )


def test_closing_when_the_one_underneath_is(scenario):
    """A TLS transport is closing from the moment at which the transport in the clear that it was made from is aborted."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        secured = await outside.within(upgrading)
        scenario.check_is('secured.is_closing()', secured.is_closing(), False)
        connection[0].abort()
        scenario.check_is('secured.is_closing()', secured.is_closing(), True)
        await outside.within(connection[1].closed())
        scenario.check_is('secured.is_closing()', secured.is_closing(), True)

    scenario.run(main)
    scenario.expect([])


def test_write_behind_garbage(scenario):
    """Writing to a TLS transport whose peer sends what is no TLS raises nothing until the connection is lost, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', 'reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, outside.SSLError)}')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        bare = peer.socket.dup()
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        bare.send(b'GET / HTTP/1.0\r\n\r\n')
        for number in range(1000):
            connection[0].write(b'x') if not connection[1].lost else tools.noop()
            await aio.sleep(0)
        await outside.within(connection[1].closed())
        bare.close()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_dropped_transport_warns__how_aborted(scenario):
    """A TLS transport that was aborted, and is collected while its connection goes on, warns with ResourceWarning only if it was left open."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        plain = list()
        expected = {'left open': ['ResourceWarning'], 'aborted': []}

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
            peer = await outside.accepted(listener)
            connection = await outside.within(connecting)
            upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            secured = await outside.within(upgrading)
            plain.append(connection[0])
            connection[0].set_protocol(Other())
            secured.abort() if 'aborted' == 'aborted' else tools.noop()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Other(outside.protocol_class('Other', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            await connect()
            await scenario.settle()
            tools.collect()
        scenario.check('names', names, expected['aborted'])
        plain[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_dropped_transport_warns__how_left_open(scenario):
    """A TLS transport that was left open, and is collected while its connection goes on, warns with ResourceWarning only if it was left open."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        plain = list()
        expected = {'left open': ['ResourceWarning'], 'aborted': []}

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
            peer = await outside.accepted(listener)
            connection = await outside.within(connecting)
            upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            secured = await outside.within(upgrading)
            plain.append(connection[0])
            connection[0].set_protocol(Other())
            secured.abort() if 'left open' == 'aborted' else tools.noop()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Other(outside.protocol_class('Other', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            await connect()
            await scenario.settle()
            tools.collect()
        scenario.check('names', names, expected['left open'])
        plain[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_half_closed_by_a_peer_that_reads_nothing(scenario):
    """A TLS connection with data pending, whose peer has shut down writing without a farewell and reads nothing, is lost once ssl_shutdown_timeout is over."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                outside.small_buffers(transport)

            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(sent)
                transport.write(sent)

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(), ssl_shutdown_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'?')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        peer.shutdown_writing()
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'lost')])


def test_nothing_is_kept_of_a_lost_one__end_a_close_with_unread_data(scenario):
    """The protocol of a TLS connection that has ended by a close with unread data is collected when its program lets it go, though timeouts were running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            peer.send(b'first')
            await outside.within(connection[1].received(5))
            connection[0].write(b'answer')
            await peer.receive(6)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].pause_reading() if 'unread' in 'a close with unread data' else tools.noop()
            peer.send(b'unread') if 'unread' in 'a close with unread data' else tools.noop()
            await scenario.pause()
            connection[0].close() if 'a close with unread data' in ('its own farewell', 'a close with unread data') else tools.noop()
            connection[0].abort() if 'a close with unread data' == 'an abort' else tools.noop()
            peer.reset() if 'a close with unread data' == 'a reset' else tools.noop()
            peer.close() if 'a close with unread data' in ('the end', 'a close with unread data') else tools.noop()
            await (peer.close_tls() if 'farewell' in 'a close with unread data' else aio.sleep(0))
            await outside.within(connection[1].closed())
            peer.close()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_lost_one__end_a_reset(scenario):
    """The protocol of a TLS connection that has ended by a reset is collected when its program lets it go, though timeouts were running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            peer.send(b'first')
            await outside.within(connection[1].received(5))
            connection[0].write(b'answer')
            await peer.receive(6)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].pause_reading() if 'unread' in 'a reset' else tools.noop()
            peer.send(b'unread') if 'unread' in 'a reset' else tools.noop()
            await scenario.pause()
            connection[0].close() if 'a reset' in ('its own farewell', 'a close with unread data') else tools.noop()
            connection[0].abort() if 'a reset' == 'an abort' else tools.noop()
            peer.reset() if 'a reset' == 'a reset' else tools.noop()
            peer.close() if 'a reset' in ('the end', 'a close with unread data') else tools.noop()
            await (peer.close_tls() if 'farewell' in 'a reset' else aio.sleep(0))
            await outside.within(connection[1].closed())
            peer.close()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_lost_one__end_an_abort(scenario):
    """The protocol of a TLS connection that has ended by an abort is collected when its program lets it go, though timeouts were running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            peer.send(b'first')
            await outside.within(connection[1].received(5))
            connection[0].write(b'answer')
            await peer.receive(6)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].pause_reading() if 'unread' in 'an abort' else tools.noop()
            peer.send(b'unread') if 'unread' in 'an abort' else tools.noop()
            await scenario.pause()
            connection[0].close() if 'an abort' in ('its own farewell', 'a close with unread data') else tools.noop()
            connection[0].abort() if 'an abort' == 'an abort' else tools.noop()
            peer.reset() if 'an abort' == 'a reset' else tools.noop()
            peer.close() if 'an abort' in ('the end', 'a close with unread data') else tools.noop()
            await (peer.close_tls() if 'farewell' in 'an abort' else aio.sleep(0))
            await outside.within(connection[1].closed())
            peer.close()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_lost_one__end_its_own_farewell(scenario):
    """The protocol of a TLS connection that has ended by its own farewell is collected when its program lets it go, though timeouts were running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            peer.send(b'first')
            await outside.within(connection[1].received(5))
            connection[0].write(b'answer')
            await peer.receive(6)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].pause_reading() if 'unread' in 'its own farewell' else tools.noop()
            peer.send(b'unread') if 'unread' in 'its own farewell' else tools.noop()
            await scenario.pause()
            connection[0].close() if 'its own farewell' in ('its own farewell', 'a close with unread data') else tools.noop()
            connection[0].abort() if 'its own farewell' == 'an abort' else tools.noop()
            peer.reset() if 'its own farewell' == 'a reset' else tools.noop()
            peer.close() if 'its own farewell' in ('the end', 'a close with unread data') else tools.noop()
            await (peer.close_tls() if 'farewell' in 'its own farewell' else aio.sleep(0))
            await outside.within(connection[1].closed())
            peer.close()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_lost_one__end_the_end(scenario):
    """The protocol of a TLS connection that has ended by the end is collected when its program lets it go, though timeouts were running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            peer.send(b'first')
            await outside.within(connection[1].received(5))
            connection[0].write(b'answer')
            await peer.receive(6)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].pause_reading() if 'unread' in 'the end' else tools.noop()
            peer.send(b'unread') if 'unread' in 'the end' else tools.noop()
            await scenario.pause()
            connection[0].close() if 'the end' in ('its own farewell', 'a close with unread data') else tools.noop()
            connection[0].abort() if 'the end' == 'an abort' else tools.noop()
            peer.reset() if 'the end' == 'a reset' else tools.noop()
            peer.close() if 'the end' in ('the end', 'a close with unread data') else tools.noop()
            await (peer.close_tls() if 'farewell' in 'the end' else aio.sleep(0))
            await outside.within(connection[1].closed())
            peer.close()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_lost_one__end_the_farewell_of_the_peer(scenario):
    """The protocol of a TLS connection that has ended by the farewell of the peer is collected when its program lets it go, though timeouts were running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            peer.send(b'first')
            await outside.within(connection[1].received(5))
            connection[0].write(b'answer')
            await peer.receive(6)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].pause_reading() if 'unread' in 'the farewell of the peer' else tools.noop()
            peer.send(b'unread') if 'unread' in 'the farewell of the peer' else tools.noop()
            await scenario.pause()
            connection[0].close() if 'the farewell of the peer' in ('its own farewell', 'a close with unread data') else tools.noop()
            connection[0].abort() if 'the farewell of the peer' == 'an abort' else tools.noop()
            peer.reset() if 'the farewell of the peer' == 'a reset' else tools.noop()
            peer.close() if 'the farewell of the peer' in ('the end', 'a close with unread data') else tools.noop()
            await (peer.close_tls() if 'farewell' in 'the farewell of the peer' else aio.sleep(0))
            await outside.within(connection[1].closed())
            peer.close()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([])


def test_closed_with_unread_data__before_nothing_happens(scenario):
    """A TLS transport that does not read is closed without an exception though data of its peer waits, is lost once, and nothing is reported; nothing happens the close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', 'reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        connection[0].resume_reading() if 'resumed' in 'nothing happens' else tools.noop()
        connection[0].pause_reading() if 'resumed' in 'nothing happens' else tools.noop()
        connection[0].close()
        peer.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_closed_with_unread_data__before_reading_is_resumed_and_paused(scenario):
    """A TLS transport that does not read is closed without an exception though data of its peer waits, is lost once, and nothing is reported; reading is resumed and paused the close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', 'reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        connection[0].resume_reading() if 'resumed' in 'reading is resumed and paused' else tools.noop()
        connection[0].pause_reading() if 'resumed' in 'reading is resumed and paused' else tools.noop()
        connection[0].close()
        peer.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_closing_after_the_farewell(scenario):
    """A TLS transport is closing from the iteration on that follows eof_received."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        loop = aio.get_running_loop()

        def look():
            log('look', f'closing: {Client.instances[0].transport.is_closing()}')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                loop.call_soon(look)

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(loop.create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        await peer.close_tls()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('look', 'closing: True'),
            ('Client', 'lost'),
        ]
    )


def test_aborted_while_a_buffer_is_taken(scenario):
    """A BufferedProtocol over TLS that aborts its transport in buffer_updated gets no more of what its peer has sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)[:3]

            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                transport = this.transport
                log('Far', f'got {nbytes}')
                transport.abort()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(b'0123456789')
        await scenario.wait_until('Far.instances', lambda: Far.instances)
        await outside.within(Far.instances[0].closed())
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect(
        [
            ('Far', 'got 3'),
            ('Far', 'lost None'),
        ]
    )


def test_failing_connection_lost_keeps_nothing(scenario):
    """The protocol of a TLS connection whose connection_lost raises an exception is collected when its program lets it go."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            kept.append(tools.weak(connection[1]))
            Client.instances.clear()
            connection[0].close()
            await peer.ended()
            await peer.close_tls()
            peer.close()
            await scenario.wait_until('connection[1].lost', lambda: connection[1].lost)

        def handler(*arguments):
            log('handler', f"reported {tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)

    scenario.run(main)
    scenario.expect([('handler', 'reported Boom')])


def test_lines_that_are_no_bytes(scenario):
    """A list in the list that writelines is given over TLS is raised as an error or reported, and the size of the buffer stays a size."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        failures = list()

        def handler(*arguments):
            failures.append('reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        try:
            connection[0].writelines([[1, 2]])
        except TypeError:
            failures.append('raised')
        scenario.check_is('connection[0].get_write_buffer_size() >= 0', connection[0].get_write_buffer_size() >= 0, True)
        await scenario.wait_until('failures', lambda: failures)
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_pending_when_it_is_lost(scenario):
    """A TLS transport that is aborted with data pending has no data pending once it is lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(500000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        for number in range(3):
            connection[0].write(sent)
        scenario.check_is('connection[0].get_write_buffer_size() > 0', connection[0].get_write_buffer_size() > 0, True)
        connection[0].abort()
        await outside.within(connection[1].closed())
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)

    scenario.run(main)
    scenario.expect([])


def test_failing_eof_received_at_a_close__failure_blast(scenario):
    """A Blast out of eof_received, which the close of a TLS transport calls that does not read, is reported and not raised by close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', f"reported {tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                raise tools.Blast()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        leaving = scenario.begin(peer.close_tls())
        await scenario.pause()
        connection[0].close()
        log('main', 'closed')
        await outside.within(connection[1].closed())
        leaving.cancel()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'reported Blast'),
            ('main', 'closed'),
            ('Client', 'lost'),
        ]
    )


def test_failing_eof_received_at_a_close__failure_boom(scenario):
    """A Boom out of eof_received, which the close of a TLS transport calls that does not read, is reported and not raised by close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', f"reported {tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        leaving = scenario.begin(peer.close_tls())
        await scenario.pause()
        connection[0].close()
        log('main', 'closed')
        await outside.within(connection[1].closed())
        leaving.cancel()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'reported Boom'),
            ('main', 'closed'),
            ('Client', 'lost'),
        ]
    )


def test_nothing_is_kept_of_a_failed_handshake__leaves_closes(scenario):
    """The protocol of a server whose client closes instead of a handshake is collected, though a timeout was running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        kept = list()

        def factory():
            made = Far()
            Far.instances.clear()
            kept.append(tools.weak(made))
            return made

        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        await scenario.wait_until('kept', lambda: kept)
        await scenario.pause()
        peer.send(b'GET / HTTP/1.0\r\n\r\n') if 'closes' == 'sends a text' else peer.reset() if 'closes' == 'resets' else peer.close()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_failed_handshake__leaves_resets(scenario):
    """The protocol of a server whose client resets instead of a handshake is collected, though a timeout was running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        kept = list()

        def factory():
            made = Far()
            Far.instances.clear()
            kept.append(tools.weak(made))
            return made

        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        await scenario.wait_until('kept', lambda: kept)
        await scenario.pause()
        peer.send(b'GET / HTTP/1.0\r\n\r\n') if 'resets' == 'sends a text' else peer.reset() if 'resets' == 'resets' else peer.close()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_of_a_failed_handshake__leaves_sends_a_text(scenario):
    """The protocol of a server whose client sends a text instead of a handshake is collected, though a timeout was running."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        kept = list()

        def factory():
            made = Far()
            Far.instances.clear()
            kept.append(tools.weak(made))
            return made

        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        await scenario.wait_until('kept', lambda: kept)
        await scenario.pause()
        peer.send(b'GET / HTTP/1.0\r\n\r\n') if 'sends a text' == 'sends a text' else peer.reset() if 'sends a text' == 'resets' else peer.close()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 1)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_lost_transport_lets_its_protocol_go(scenario):
    """The protocol of a TLS connection that was lost is collected though its transport is kept."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        kept = list()
        transports = list()

        async def connect():
            connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
            peer = await outside.accepted(listener)
            scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
            connection = await outside.within(connecting)
            kept.append(tools.weak(connection[1]))
            transports.append(connection[0])
            Client.instances.clear()
            connection[0].abort()
            await outside.within(connection[1].closed())

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        await connect()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept) + len(transports)', len(kept) + len(transports), 2)

    scenario.run(main)
    scenario.expect([])


def test_used_after_a_reset(scenario):
    """A TLS transport whose peer has reset the connection is written to, resumed and closed without an exception, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', 'reported')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.reset()
        await outside.within(connection[1].closed())
        connection[0].write(b'in vain')
        connection[0].writelines([b'in', b'vain'])
        connection[0].resume_reading()
        await scenario.pause()
        connection[0].close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_two_writes_before_the_close(scenario):
    """A TLS transport that is closed behind two writes, of which the peer reads nothing yet, sends both and its farewell as soon as the peer reads."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.close()
        await scenario.pause()
        scenario.check('peer.receive(2_000_000)', await peer.receive(2000000), sent + sent)
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_nothing_is_kept_of_a_write_after_a_reset(scenario):
    """Data that is written to a TLS transport whose connection was reset is dropped, and nothing of it is pending."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].write(b'hello')
        await peer.receive(5)
        peer.reset()
        await outside.within(connection[1].closed())
        connection[0].write(outside.pattern(100000))
        scenario.check_is('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_end_without_a_farewell_after_a_close(scenario):
    """A TLS transport that was closed, and whose peer ends the connection without a farewell, calls eof_received and then connection_lost."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        connection[0].close()
        await scenario.pause()
        peer.shutdown_writing()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_garbage_instead_of_the_farewell(scenario):
    """Bytes that are no TLS, in place of the farewell that a closed transport waits for, end the connection with an SSLError."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, outside.SSLError)}')

        aio.get_running_loop().set_exception_handler(tools.noop)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        bare = peer.socket.dup()
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        connection[0].close()
        await scenario.pause()
        bare.send(b'GET / HTTP/1.0\r\n\r\n')
        await outside.within(connection[1].closed())
        bare.close()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_resumed_while_the_rest_is_sent(scenario):
    """A protocol over TLS that is paused when its transport is closed is resumed while the rest is sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(2000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].write(sent)
        connection[0].close()
        scenario.check('peer.receive(4_000_000)', await peer.receive(4000000), sent + sent)
        closing = scenario.begin(peer.close_tls())
        await outside.within(connection[1].closed())
        await closing

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'resumed'),
            ('Client', 'lost'),
        ]
    )


def test_closing_though_it_does_not_read(scenario):
    """A TLS transport that does not read, and whose peer has ended without a farewell, is closing once it is closed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].write(b'hello')
        await peer.receive(5)
        connection[0].pause_reading()
        peer.shutdown_writing()
        await scenario.pause()
        connection[0].close()
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_default_of_what_a_lost_one_does_not_know(scenario):
    """A TLS transport that is lost returns the default that get_extra_info is given for what it does not know."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].abort()
        await outside.within(connection[1].closed())
        scenario.check("connection[0].get_extra_info('no such thing', 5)", connection[0].get_extra_info('no such thing', 5), 5)
        scenario.check_is("connection[0].get_extra_info('no such thing')", connection[0].get_extra_info('no such thing'), None)

    scenario.run(main)
    scenario.expect([])


def test_exception_at_a_resumption(scenario):
    """An exception of data_received that is called because a TLS transport reads again goes to the exception handler and ends the connection."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"{type(context['exception']) is KeyError}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                {b'first': 1}[data]

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'second')
        await scenario.pause()
        connection[0].resume_reading()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'True'),
            ('Client', 'lost'),
        ]
    )


def test_written_at_the_end_of_the_peer__base_bufferedprotocol(scenario):
    """A BufferedProtocol over TLS is heard by its peer with what it writes in eof_received, before the farewell."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Plain(outside.protocol_class('Plain', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.write(b'answer')

        class Buffered(outside.protocol_class('Buffered', 'BufferedProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.write(b'answer')

        far = Plain if 'BufferedProtocol' == 'Protocol' else Buffered
        server = await aio.get_running_loop().create_server(far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'question')
        leaving = scenario.begin(peer.close_tls())
        await scenario.pause()
        leaving.cancel()
        far.instances[0].transport.resume_reading()
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        await outside.within(far.instances[0].closed())
        scenario.check('far.instances[0].data', far.instances[0].data, b'question')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_written_at_the_end_of_the_peer__base_protocol(scenario):
    """A Protocol over TLS is heard by its peer with what it writes in eof_received, before the farewell."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Plain(outside.protocol_class('Plain', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.write(b'answer')

        class Buffered(outside.protocol_class('Buffered', 'BufferedProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.write(b'answer')

        far = Plain if 'Protocol' == 'Protocol' else Buffered
        server = await aio.get_running_loop().create_server(far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'question')
        leaving = scenario.begin(peer.close_tls())
        await scenario.pause()
        leaving.cancel()
        far.instances[0].transport.resume_reading()
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        await outside.within(far.instances[0].closed())
        scenario.check('far.instances[0].data', far.instances[0].data, b'question')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_data_instead_of_the_farewell(scenario):
    """A closed TLS transport whose peer sends data in place of a farewell, and stays, is lost at once and not at the end of a timeout."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        connection[0].close()
        await scenario.pause()
        await peer.send_all(b'meanwhile')
        await outside.within(connection[1].closed())
        scenario.check('connection[1].data', connection[1].data, b'')

    scenario.run(main)
    scenario.expect([('Client', 'lost')])
