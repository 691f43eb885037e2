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


def test_running_child_is_collected(scenario):
    """The transport of a child that runs, which is collected with its closed loop, warns with ResourceWarning and kills the child."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    ends = outside.pipe_pair()

    async def start_one():
        await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=ends[1].file)
        ends[1].close()
        await ends[0].receive(5)

    async def ends_now():
        scenario.check('ends[0].receive_all()', await ends[0].receive_all(), b'')

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(start_one())
        loop.close()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    aio.run(ends_now())
    scenario.expect([])


def test_failed_start_is_collected_quietly__call_create_subprocess_exec(scenario):
    """A start of a program that is missing, by create_subprocess_exec, leaves nothing that warns with ResourceWarning when it is collected."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        way = 'create_subprocess_exec'

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await (aio.create_subprocess_exec(*outside.program('is-missing'), stdin=aio.subprocess.PIPE) if way == 'create_subprocess_exec' else aio.get_running_loop().subprocess_exec(Child, *outside.program('is-missing')))
            except FileNotFoundError:
                log('main', 'missing')
            await aio.sleep(0)
            tools.collect()
        scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)

    scenario.run(main)
    scenario.expect([('main', 'missing')])


def test_failed_start_is_collected_quietly__call_subprocess_exec(scenario):
    """A start of a program that is missing, by subprocess_exec, leaves nothing that warns with ResourceWarning when it is collected."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        way = 'subprocess_exec'

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await (aio.create_subprocess_exec(*outside.program('is-missing'), stdin=aio.subprocess.PIPE) if way == 'create_subprocess_exec' else aio.get_running_loop().subprocess_exec(Child, *outside.program('is-missing')))
            except FileNotFoundError:
                log('main', 'missing')
            await aio.sleep(0)
            tools.collect()
        scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)

    scenario.run(main)
    scenario.expect([('main', 'missing')])


def test_lost_transport_lets_go(scenario):
    """The transport of a child that has ended, which the program keeps, keeps neither its protocol nor its closed loop."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def start_one():
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('exits', 0))
        await outside.within(made[1].closed())
        made[0].close()
        reference = tools.weak(made[1])
        return (made[0], reference)

    class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
        pass

    loop = aio.new_event_loop()
    left = loop.run_until_complete(start_one())
    loop.close()
    loop_left = tools.weak(loop)
    protocol_left = left[1]
    loop = None
    Child.instances.clear()
    tools.collect()
    scenario.check('(left[0].get_returncode(), loop_left(), protocol_left())', (left[0].get_returncode(), loop_left(), protocol_left()), (0, None, None))
    scenario.expect([])


def test_ended_child_of_three_pipes(scenario):
    """A child that has ended and whose three streams are pipes is collected without a ResourceWarning."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def start_one():
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', b'hello'))

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(start_one())
        loop.run_until_complete(aio.sleep(0))
        loop.run_until_complete(aio.sleep(0))
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)
    scenario.expect([])


def test_child_with_pipes_warns_of_nothing(scenario):
    """A child that is started with pipes and waited for gives no warning of its buffers."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings() as names:
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', None))
        scenario.check_is("'RuntimeWarning' in names", 'RuntimeWarning' in names, False)

    scenario.run(main)
    scenario.expect([])
