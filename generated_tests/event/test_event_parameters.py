# Rendered by loopspec from spec/event/parameters.yaml; do not edit, change the source and run `loopspec render`.
"""Event: parameters."""


def test_wait_takes_no_timeout(scenario):
    """A wait for an event with the argument timeout raises TypeError, whether or not the event is set."""
    aio = scenario.aio

    async def main():
        event = aio.Event()
        with scenario.raises('main', TypeError):
            await event.wait(timeout=None)
        event.set()
        with scenario.raises('main', TypeError):
            await event.wait(timeout=None)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )
