# Rendered by loopspec from spec/subprocess/exit.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: exit."""


def test_status_is_the_return_code__status_0(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        scenario.check('process.returncode', process.returncode, 0)

    scenario.run(main)
    scenario.expect([])


def test_status_is_the_return_code__status_1(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 1))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 1)
        scenario.check('process.returncode', process.returncode, 1)

    scenario.run(main)
    scenario.expect([])


def test_status_is_the_return_code__status_255(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 255))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 255)
        scenario.check('process.returncode', process.returncode, 255)

    scenario.run(main)
    scenario.expect([])


def test_status_is_the_return_code__status_7(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([])
