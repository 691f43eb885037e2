# Rendered by loopspec from spec/lifecycle/nothing-ready.yaml; do not edit, change the source and run `loopspec render`.
"""lifecycle: nothing ready."""


def test_stop_before_a_run_with_nothing_ready_ends_it(scenario):
    """A loop that was stopped before run_forever, without callbacks, returns from it after one poll."""
    log = scenario.log

    loop = scenario.open_loop()
    loop.stop()
    loop.run_forever()
    log('program', 'goes on')
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'goes on')])
