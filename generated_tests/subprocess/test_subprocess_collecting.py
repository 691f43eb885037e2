# Rendered by loopspec from spec/subprocess/collecting.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: collecting."""


def test_ended_child_is_collected_quietly__how_communicate(scenario):
    """A child that has ended and whose streams were read, or was communicate(), is collected without a ResourceWarning."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def start_one():
        process = await aio.create_subprocess_exec(*outside.program('exits', 0), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        await outside.within(process.communicate())

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(start_one())
        loop.run_until_complete(aio.sleep(0))
        loop.run_until_complete(aio.sleep(0))
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)
    scenario.expect([])


def test_ended_child_is_collected_quietly__how_wait(scenario):
    """A child that has ended and whose streams were read, or was wait(), is collected without a ResourceWarning."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def start_one():
        process = await aio.create_subprocess_exec(*outside.program('exits', 0), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        await outside.within(process.wait())

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(start_one())
        loop.run_until_complete(aio.sleep(0))
        loop.run_until_complete(aio.sleep(0))
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)
    scenario.expect([])
