# Rendered by loopspec from spec/scheduling/exits.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: exits."""


def test_callbacks_behind_an_exit_wait__exit_keyboardinterrupt(scenario):
    """Callbacks that stand behind one that raises KeyboardInterrupt do not run before run_forever has raised it, but in the next run."""
    log = scenario.log

    def leave():
        raise KeyboardInterrupt()

    def work():
        log('work', 'runs')

    def finish():
        loop.stop()

    loop = scenario.open_loop()
    loop.call_soon(leave)
    loop.call_soon(work)
    loop.call_soon(finish)
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_forever()
    loop.run_forever()
    log('program', 'goes on')
    scenario.expect(
        [
            ('program', 'raises KeyboardInterrupt'),
            ('work', 'runs'),
            ('program', 'goes on'),
        ]
    )


def test_callbacks_behind_an_exit_wait__exit_systemexit(scenario):
    """Callbacks that stand behind one that raises SystemExit do not run before run_forever has raised it, but in the next run."""
    log = scenario.log

    def leave():
        raise SystemExit()

    def work():
        log('work', 'runs')

    def finish():
        loop.stop()

    loop = scenario.open_loop()
    loop.call_soon(leave)
    loop.call_soon(work)
    loop.call_soon(finish)
    with scenario.raises('program', SystemExit):
        loop.run_forever()
    loop.run_forever()
    log('program', 'goes on')
    scenario.expect(
        [
            ('program', 'raises SystemExit'),
            ('work', 'runs'),
            ('program', 'goes on'),
        ]
    )
