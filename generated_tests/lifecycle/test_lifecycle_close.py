# Rendered by loopspec from spec/lifecycle/close.yaml; do not edit, change the source and run `loopspec render`.
"""lifecycle: close."""


def test_running_loop_is_not_closed(scenario):
    """A loop that runs refuses to be closed, with RuntimeError, and goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        with scenario.raises('main', RuntimeError):
            loop.close()
        scenario.check_is('loop.is_closed()', loop.is_closed(), False)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_handles_are_cancelled_after_the_end(scenario):
    """Cancelling a handle of a closed loop raises nothing."""
    tools = scenario.tools

    loop = scenario.open_loop()
    ready = loop.call_soon(tools.noop)
    timer = loop.call_later(scenario.seconds(60), tools.noop)
    loop.close()
    ready.cancel()
    timer.cancel()
    scenario.check('[ready.cancelled(), timer.cancelled()]', [ready.cancelled(), timer.cancelled()], [True, True])
    scenario.expect([])


def test_failure_is_reported_after_the_end(scenario):
    """A closed loop hands the context of a failure to its exception handler."""
    log = scenario.log

    def handler(owner, context):
        log('handler', f"{context['message']}")

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.close()
    loop.call_exception_handler({'message': 'late'})
    scenario.expect([('handler', 'late')])
