# Rendered by loopspec from spec/pipes/reading.yaml; do not edit, change the source and run `loopspec render`.
"""pipes: reading."""


def test_pipe_is_read_to_its_end(scenario):
    """A protocol receives what is written into its pipe, then the end."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(300000)

        class Reader(outside.protocol_class('Reader', 'Protocol')):

            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')


            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        await ends[1].send_all(sent)
        ends[1].close()
        await outside.within(Reader.instances[0].closed())
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, sent)

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )
