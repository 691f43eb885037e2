# Rendered by loopspec from spec/fds/readers.yaml; do not edit, change the source and run `loopspec render`.
"""fds: readers."""


def test_reader_is_called_when_readable(scenario):
    """A reader's callback runs when its descriptor can be read, with the arguments given, and no longer once it is removed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.pipe_pair()
        seen = aio.Event()

        def readable(end):
            log('readable', f'{end.take()}')
            seen.set()

        loop.add_reader(ends[0].fileno(), readable, ends[0])
        await scenario.pause()
        scenario.check_is('seen.is_set()', seen.is_set(), False)
        ends[1].send(b'hello')
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())
        ends[1].send(b'again')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('readable', "b'hello'")])
