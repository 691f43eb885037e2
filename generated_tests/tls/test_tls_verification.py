# Rendered by loopspec from spec/tls/verification.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: verification."""


def test_certificate_is_refused__cert_expired(scenario):
    """A client refuses a server whose certificate is expired."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='expired'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_certificate_is_refused__cert_untrusted(scenario):
    """A client refuses a server whose certificate is untrusted."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='untrusted'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_wrong_name_is_refused(scenario):
    """A client refuses a server whose certificate names another host."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_given_name_is_the_one_that_counts(scenario):
    """A client that is given server_hostname matches the certificate against it, not against the host that it connects to."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='elsewhere.example'))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='wrongname')", await peer.start_tls(cert='wrongname'), 'done')
        await outside.within(connecting)
        peer.send(b'hello')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_host_is_the_name_by_default(scenario):
    """A client that is given no server_hostname refuses a certificate that does not name its host."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_any_certificate_where_nothing_is_checked__cert_untrusted(scenario):
    """A client whose context checks nothing takes a certificate that is untrusted."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(trust=None)))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='untrusted')", await peer.start_tls(cert='untrusted'), 'done')
        await outside.within(connecting)
        peer.send(b'hello')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_any_certificate_where_nothing_is_checked__cert_wrongname(scenario):
    """A client whose context checks nothing takes a certificate that is wrongname."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(trust=None)))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='wrongname')", await peer.start_tls(cert='wrongname'), 'done')
        await outside.within(connecting)
        peer.send(b'hello')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_unchecked_name_is_still_an_issuer_checked(scenario):
    """A client whose context checks no names takes another name of a trusted issuer, and refuses an issuer that it does not trust."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(check_hostname=False)))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='wrongname')", await peer.start_tls(cert='wrongname'), 'done')
        await outside.within(connecting)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(check_hostname=False)))
        other = await outside.accepted(listener)
        shaking = scenario.begin(other.start_tls(cert='untrusted'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'made'),
            ('main', 'raises SSLCertVerificationError'),
        ]
    )


def test_empty_name_is_no_name(scenario):
    """A client that is given an empty server_hostname takes any name of a trusted issuer, where its context allows that."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(check_hostname=False), server_hostname=''))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='wrongname')", await peer.start_tls(cert='wrongname'), 'done')
        await outside.within(connecting)
        peer.send(b'hello')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_true_is_the_default_context__name(scenario):
    """With ssl=True and '', a client trusts the authorities of the machine and refuses another issuer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=True, server_hostname=''))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='good'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_true_is_the_default_context__name_localhost(scenario):
    """With ssl=True and 'localhost', a client trusts the authorities of the machine and refuses another issuer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=True, server_hostname='localhost'))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='good'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_client_shows_its_certificate(scenario):
    """A client whose context has a certificate shows it to a server that asks for one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(cert='client')))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(trust='ca')", await peer.start_tls(trust='ca'), 'done')
        await outside.within(connecting)
        scenario.check_is('peer.tls_details()[2]', peer.tls_details()[2], True)

    scenario.run(main)
    scenario.expect([])


def test_server_sees_the_certificate_of_a_client(scenario):
    """A server that asks for certificates serves a client that shows one, and knows it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(trust='ca'))
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(cert='client', server=False, trust='ca')", await peer.start_tls(cert='client', server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        scenario.check('Far.instances[0].data', Far.instances[0].data, b'hello')
        scenario.check_is("'subject' in Far.instances[0].transport.get_extra_info('peercert')", 'subject' in Far.instances[0].transport.get_extra_info('peercert'), True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_client_is_refused__cert_untrusted(scenario):
    """A server that asks for certificates refuses a client that shows 'untrusted', and its protocol hears nothing of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(trust='ca'))
        aio.get_running_loop().set_exception_handler(tools.noop)
        peer = outside.peer_to(server)
        outcome = await peer.start_tls(cert='untrusted', server=False, trust='ca', version='1.2')
        scenario.check_is("outcome in ('refused', 'lost')", outcome in ('refused', 'lost'), True)
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_client_is_refused__cert_none(scenario):
    """A server that asks for certificates refuses a client that shows None, and its protocol hears nothing of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(trust='ca'))
        aio.get_running_loop().set_exception_handler(tools.noop)
        peer = outside.peer_to(server)
        outcome = await peer.start_tls(cert=None, server=False, trust='ca', version='1.2')
        scenario.check_is("outcome in ('refused', 'lost')", outcome in ('refused', 'lost'), True)
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_server_of_a_unix_socket_is_verified_too(scenario):
    """A client of a Unix socket refuses a certificate that does not name its server_hostname."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        shaking = scenario.begin(peer.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])
