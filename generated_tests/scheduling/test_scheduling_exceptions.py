# Rendered by loopspec from spec/scheduling/exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: exceptions."""


def test_failing_timer_is_reported(scenario):
    """An exception in the callback of a timer goes to the exception handler, and the loop goes on."""
    log, tools = scenario.log, scenario.tools

    def fail():
        raise tools.Boom()

    def handler(owner, context):
        log('handler', f"{tools.class_name(context['exception'])}")
        loop.stop()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_later(0, fail)
    loop.call_later(scenario.seconds(0.5), loop.stop)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('program', 'returns'),
        ]
    )


def test_exit_in_a_timer_leaves_the_loop__exit_keyboardinterrupt(scenario):
    """SystemExit and KeyboardInterrupt raised by the callback of a timer leave `run_forever`."""

    def leave():
        loop.stop()
        raise KeyboardInterrupt()

    loop = scenario.open_loop()
    loop.call_later(0, leave)
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_forever()
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_in_a_timer_leaves_the_loop__exit_systemexit(scenario):
    """SystemExit and KeyboardInterrupt raised by the callback of a timer leave `run_forever`."""

    def leave():
        loop.stop()
        raise SystemExit()

    loop = scenario.open_loop()
    loop.call_later(0, leave)
    with scenario.raises('program', SystemExit):
        loop.run_forever()
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'raises SystemExit')])
