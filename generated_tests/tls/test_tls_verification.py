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
