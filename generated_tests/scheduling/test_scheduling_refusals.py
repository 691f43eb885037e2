# Rendered by loopspec from spec/scheduling/refusals.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: refusals."""


def test_no_time_to_wait__call_call_at_none_noop(scenario):
    """A timer whose time is None is refused with TypeError by call_at(None, noop)."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', TypeError):
            aio.get_running_loop().call_at(None, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_time_to_wait__call_call_later_none_noop(scenario):
    """A timer whose time is None is refused with TypeError by call_later(None, noop)."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', TypeError):
            aio.get_running_loop().call_later(None, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])
