# Rendered by loopspec from spec/executors/jobs.yaml; do not edit, change the source and run `loopspec render`.
"""executors: jobs."""


def test_second_job_runs_too(scenario):
    """A job that is given to the default executor right after another one runs as well."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        first = loop.run_in_executor(None, abs, -1)
        second = loop.run_in_executor(None, abs, -2)
        scenario.check('first', await first, 1)
        scenario.check('second', await second, 2)
        scenario.check('loop.run_in_executor(None, abs, -3)', await loop.run_in_executor(None, abs, -3), 3)

    scenario.run(main)
    scenario.expect([])
