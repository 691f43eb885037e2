# Rendered by loopspec from spec/lifecycle/stop.yaml; do not edit, change the source and run `loopspec render`.
"""lifecycle: stop."""


def test_stop_before_the_start_counts(scenario):
    """A loop that was stopped before `run_forever` runs what is scheduled and returns."""
    log = scenario.log

    def mark():
        log('mark', 'runs')

    loop = scenario.open_loop()
    loop.call_soon(mark)
    loop.stop()
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_timers_survive_a_stop(scenario):
    """A timer that was not due when the loop was stopped runs in the next `run_forever`."""
    log = scenario.log

    def timer(owner):
        log('timer', 'runs')
        owner.stop()

    loop = scenario.open_loop()
    loop.call_later(scenario.seconds(0.02), timer, loop)
    loop.call_soon(loop.stop)
    loop.run_forever()
    log('program', 'stopped')
    loop.run_forever()
    log('program', 'stopped again')
    scenario.expect(
        [
            ('program', 'stopped'),
            ('timer', 'runs'),
            ('program', 'stopped again'),
        ]
    )
