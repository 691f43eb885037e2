# Rendered by loopspec from spec/streams/reading.yaml; do not edit, change the source and run `loopspec render`.
"""streams: reading."""


def test_line_in_pieces_is_one_line(scenario):
    """A line that arrives in pieces is read as one; the rest without its end is what is left at the end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        peer.send(b'a li')
        await scenario.pause()
        peer.send(b'ne\nrest')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'a line\n')
        peer.close()
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'rest')
        streams[1].close()
        await outside.within(streams[1].wait_closed())

    scenario.run(main)
    scenario.expect([])
