# Rendered by loopspec from spec/policies/child-watchers.yaml; do not edit, change the source and run `loopspec render`.
"""policies: child watchers."""


def test_children_of_a_loop__kind_fastchildwatcher(scenario):
    """A loop whose policy has the watcher of FastChildWatcher() reports the exits of its children, of several at once as well."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), True)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        killed = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGKILL'))
        second = await aio.create_subprocess_exec(*outside.program('exits', 5))
        third = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(gather(killed.wait(), second.wait(), third.wait()))', await outside.within(aio.gather(killed.wait(), second.wait(), third.wait())), [-tools.signal_number('SIGKILL'), 5, 0])
        other = await aio.create_subprocess_exec(*outside.program('exits', 3), start_new_session=True)
        scenario.check('within(other.wait())', await outside.within(other.wait()), 3)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_of_a_loop__kind_multiloopchildwatcher(scenario):
    """A loop whose policy has the watcher of MultiLoopChildWatcher() reports the exits of its children, of several at once as well."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), True)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        killed = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGKILL'))
        second = await aio.create_subprocess_exec(*outside.program('exits', 5))
        third = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(gather(killed.wait(), second.wait(), third.wait()))', await outside.within(aio.gather(killed.wait(), second.wait(), third.wait())), [-tools.signal_number('SIGKILL'), 5, 0])
        other = await aio.create_subprocess_exec(*outside.program('exits', 3), start_new_session=True)
        scenario.check('within(other.wait())', await outside.within(other.wait()), 3)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_of_a_loop__kind_safechildwatcher(scenario):
    """A loop whose policy has the watcher of SafeChildWatcher() reports the exits of its children, of several at once as well."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), True)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        killed = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGKILL'))
        second = await aio.create_subprocess_exec(*outside.program('exits', 5))
        third = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(gather(killed.wait(), second.wait(), third.wait()))', await outside.within(aio.gather(killed.wait(), second.wait(), third.wait())), [-tools.signal_number('SIGKILL'), 5, 0])
        other = await aio.create_subprocess_exec(*outside.program('exits', 3), start_new_session=True)
        scenario.check('within(other.wait())', await outside.within(other.wait()), 3)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_of_a_loop__kind_threadedchildwatcher(scenario):
    """A loop whose policy has the watcher of ThreadedChildWatcher() reports the exits of its children, of several at once as well."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), True)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        killed = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGKILL'))
        second = await aio.create_subprocess_exec(*outside.program('exits', 5))
        third = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(gather(killed.wait(), second.wait(), third.wait()))', await outside.within(aio.gather(killed.wait(), second.wait(), third.wait())), [-tools.signal_number('SIGKILL'), 5, 0])
        other = await aio.create_subprocess_exec(*outside.program('exits', 3), start_new_session=True)
        scenario.check('within(other.wait())', await outside.within(other.wait()), 3)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_of_a_loop__kind_get_child_watcher(scenario):
    """A loop whose policy has the watcher of get_child_watcher() reports the exits of its children, of several at once as well."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), True)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        killed = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGKILL'))
        second = await aio.create_subprocess_exec(*outside.program('exits', 5))
        third = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(gather(killed.wait(), second.wait(), third.wait()))', await outside.within(aio.gather(killed.wait(), second.wait(), third.wait())), [-tools.signal_number('SIGKILL'), 5, 0])
        other = await aio.create_subprocess_exec(*outside.program('exits', 3), start_new_session=True)
        scenario.check('within(other.wait())', await outside.within(other.wait()), 3)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_handler_of_a_child__kind_fastchildwatcher_when_has_ended(scenario):
    """A handler that is added to the watcher of FastChildWatcher() for a child that has ended gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'has ended' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'has ended' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_fastchildwatcher_when_runs(scenario):
    """A handler that is added to the watcher of FastChildWatcher() for a child that runs gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'runs' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'runs' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_multiloopchildwatcher_when_has_ended(scenario):
    """A handler that is added to the watcher of MultiLoopChildWatcher() for a child that has ended gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'has ended' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'has ended' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_multiloopchildwatcher_when_runs(scenario):
    """A handler that is added to the watcher of MultiLoopChildWatcher() for a child that runs gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'runs' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'runs' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_safechildwatcher_when_has_ended(scenario):
    """A handler that is added to the watcher of SafeChildWatcher() for a child that has ended gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'has ended' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'has ended' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_safechildwatcher_when_runs(scenario):
    """A handler that is added to the watcher of SafeChildWatcher() for a child that runs gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'runs' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'runs' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_threadedchildwatcher_when_has_ended(scenario):
    """A handler that is added to the watcher of ThreadedChildWatcher() for a child that has ended gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'has ended' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'has ended' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_threadedchildwatcher_when_runs(scenario):
    """A handler that is added to the watcher of ThreadedChildWatcher() for a child that runs gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'runs' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'runs' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_get_child_watcher_when_has_ended(scenario):
    """A handler that is added to the watcher of get_child_watcher() for a child that has ended gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'has ended' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'has ended' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_handler_of_a_child__kind_get_child_watcher_when_runs(scenario):
    """A handler that is added to the watcher of get_child_watcher() for a child that runs gets its number, its status and the further arguments."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode, *arguments):
            log('ended', f'{returncode} {arguments}')
            done.set_result(pid)

        def register(one, pid):
            with one as entered:
                scenario.check_is('entered', entered, one)
                one.attach_loop(aio.get_running_loop())
                one.add_child_handler(pid, ended, 'a', 'b')

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), True)
        scenario.check_is('first.remove_child_handler(process.pid)', first.remove_child_handler(process.pid), False)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
        process.stdin.close() if 'runs' == 'has ended' else None
        await (outside.within(process.stdout.read()) if 'runs' == 'has ended' else aio.sleep(0))
        await scenario.pause()
        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', "0 ('a', 'b')")])


def test_child_of_somebody_else__kind_multiloopchildwatcher(scenario):
    """The handler of a MultiLoopChildWatcher for a child whose exit was read elsewhere gets 255."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode):
            log('ended', f'{returncode}')
            done.set_result(pid)

        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        async with tools.caught_logs() as logs:
            watcher.add_child_handler(process.pid, ended)
            scenario.check('within(done)', await outside.within(done), process.pid)
        scenario.check('logs', logs, ['asyncio WARNING'])
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', '255')])


def test_child_of_somebody_else__kind_safechildwatcher(scenario):
    """The handler of a SafeChildWatcher for a child whose exit was read elsewhere gets 255."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode):
            log('ended', f'{returncode}')
            done.set_result(pid)

        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        async with tools.caught_logs() as logs:
            watcher.add_child_handler(process.pid, ended)
            scenario.check('within(done)', await outside.within(done), process.pid)
        scenario.check('logs', logs, ['asyncio WARNING'])
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', '255')])


def test_child_of_somebody_else__kind_threadedchildwatcher(scenario):
    """The handler of a ThreadedChildWatcher for a child whose exit was read elsewhere gets 255."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode):
            log('ended', f'{returncode}')
            done.set_result(pid)

        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        async with tools.caught_logs() as logs:
            watcher.add_child_handler(process.pid, ended)
            scenario.check('within(done)', await outside.within(done), process.pid)
        scenario.check('logs', logs, ['asyncio WARNING'])
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', '255')])


def test_replaced_handler__kind_fastchildwatcher(scenario):
    """Another handler of a FastChildWatcher for the same child replaces the first."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode):
            log('ended', f'{returncode}')
            done.set_result(pid)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, ended)

        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        waiting = scenario.begin(process.wait())
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        waiting.cancel()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('ended', '0')])


def test_replaced_handler__kind_multiloopchildwatcher(scenario):
    """Another handler of a MultiLoopChildWatcher for the same child replaces the first."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode):
            log('ended', f'{returncode}')
            done.set_result(pid)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, ended)

        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        waiting = scenario.begin(process.wait())
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        waiting.cancel()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('ended', '0')])


def test_replaced_handler__kind_safechildwatcher(scenario):
    """Another handler of a SafeChildWatcher for the same child replaces the first."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def ended(pid, returncode):
            log('ended', f'{returncode}')
            done.set_result(pid)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, ended)

        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        waiting = scenario.begin(process.wait())
        register(watcher, process.pid)
        process.stdin.close()
        scenario.check('within(done)', await outside.within(done), process.pid)
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        waiting.cancel()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('ended', '0')])


def test_removed_handler__kind_fastchildwatcher(scenario):
    """A handler that is removed from a FastChildWatcher is not called, and the removal says whether there was one; so does one after the close."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        other = await aio.create_subprocess_exec(*outside.program('sleeps'))
        waiting = scenario.begin(process.wait())
        scenario.check('[watcher.remove_child_handler(process.pid), watcher.remove_child_handler(process.pid)]', [watcher.remove_child_handler(process.pid), watcher.remove_child_handler(process.pid)], [True, False])
        process.kill()
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        waiting.cancel()
        async with tools.caught_warnings() as names:
            watcher.close()
        scenario.check('names', names, [])
        scenario.check_is('watcher.remove_child_handler(other.pid)', watcher.remove_child_handler(other.pid), False)
        scenario.check_is('watcher.is_active()', watcher.is_active(), False)
        watcher.close()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_removed_handler__kind_multiloopchildwatcher(scenario):
    """A handler that is removed from a MultiLoopChildWatcher is not called, and the removal says whether there was one; so does one after the close."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        other = await aio.create_subprocess_exec(*outside.program('sleeps'))
        waiting = scenario.begin(process.wait())
        scenario.check('[watcher.remove_child_handler(process.pid), watcher.remove_child_handler(process.pid)]', [watcher.remove_child_handler(process.pid), watcher.remove_child_handler(process.pid)], [True, False])
        process.kill()
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        waiting.cancel()
        async with tools.caught_warnings() as names:
            watcher.close()
        scenario.check('names', names, [])
        scenario.check_is('watcher.remove_child_handler(other.pid)', watcher.remove_child_handler(other.pid), False)
        scenario.check_is('watcher.is_active()', watcher.is_active(), False)
        watcher.close()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_removed_handler__kind_safechildwatcher(scenario):
    """A handler that is removed from a SafeChildWatcher is not called, and the removal says whether there was one; so does one after the close."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        other = await aio.create_subprocess_exec(*outside.program('sleeps'))
        waiting = scenario.begin(process.wait())
        scenario.check('[watcher.remove_child_handler(process.pid), watcher.remove_child_handler(process.pid)]', [watcher.remove_child_handler(process.pid), watcher.remove_child_handler(process.pid)], [True, False])
        process.kill()
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        waiting.cancel()
        async with tools.caught_warnings() as names:
            watcher.close()
        scenario.check('names', names, [])
        scenario.check_is('watcher.remove_child_handler(other.pid)', watcher.remove_child_handler(other.pid), False)
        scenario.check_is('watcher.is_active()', watcher.is_active(), False)
        watcher.close()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_without_a_loop__kind_fastchildwatcher(scenario):
    """A FastChildWatcher that is attached to no loop is not active, and no child is started while it is the watcher of the policy."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), False)
        with scenario.raises('main', RuntimeError):
            await aio.create_subprocess_exec(*outside.program('exits', 7))
        watcher.attach_loop(aio.get_running_loop())
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_without_a_loop__kind_multiloopchildwatcher(scenario):
    """A MultiLoopChildWatcher that is attached to no loop is not active, and no child is started while it is the watcher of the policy."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), False)
        with scenario.raises('main', RuntimeError):
            await aio.create_subprocess_exec(*outside.program('exits', 7))
        watcher.attach_loop(aio.get_running_loop())
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_without_a_loop__kind_safechildwatcher(scenario):
    """A SafeChildWatcher that is attached to no loop is not active, and no child is started while it is the watcher of the policy."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            aio.set_child_watcher(watcher)
        scenario.check_is('watcher.is_active()', watcher.is_active(), False)
        with scenario.raises('main', RuntimeError):
            await aio.create_subprocess_exec(*outside.program('exits', 7))
        watcher.attach_loop(aio.get_running_loop())
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_loop_of_a_watcher__kind_fastchildwatcher(scenario):
    """A FastChildWatcher is active while the loop runs that it was attached to last, and its handlers are called there."""
    aio, tools = scenario.aio, scenario.tools

    active = []

    def ask(one, running):
        active.append(one.is_active())
        running.stop()

    with tools.caught_warnings():
        watcher = aio.FastChildWatcher()
    loop = scenario.open_loop()
    other = scenario.open_loop()
    watcher.attach_loop(loop)
    scenario.check_is('watcher.is_active()', watcher.is_active(), False)
    loop.call_soon(ask, watcher, loop)
    loop.run_forever()
    other.call_soon(ask, watcher, other)
    other.run_forever()
    watcher.attach_loop(other)
    scenario.check_is("loop.remove_signal_handler(signal_number('SIGCHLD'))", loop.remove_signal_handler(tools.signal_number('SIGCHLD')), False)
    other.call_soon(ask, watcher, other)
    other.run_forever()
    watcher.attach_loop(None)
    scenario.check_is("other.remove_signal_handler(signal_number('SIGCHLD'))", other.remove_signal_handler(tools.signal_number('SIGCHLD')), False)
    other.call_soon(ask, watcher, other)
    other.run_forever()
    scenario.check('active', active, [True, False, True, False])
    watcher.close()
    scenario.expect([])


def test_loop_of_a_watcher__kind_safechildwatcher(scenario):
    """A SafeChildWatcher is active while the loop runs that it was attached to last, and its handlers are called there."""
    aio, tools = scenario.aio, scenario.tools

    active = []

    def ask(one, running):
        active.append(one.is_active())
        running.stop()

    with tools.caught_warnings():
        watcher = aio.SafeChildWatcher()
    loop = scenario.open_loop()
    other = scenario.open_loop()
    watcher.attach_loop(loop)
    scenario.check_is('watcher.is_active()', watcher.is_active(), False)
    loop.call_soon(ask, watcher, loop)
    loop.run_forever()
    other.call_soon(ask, watcher, other)
    other.run_forever()
    watcher.attach_loop(other)
    scenario.check_is("loop.remove_signal_handler(signal_number('SIGCHLD'))", loop.remove_signal_handler(tools.signal_number('SIGCHLD')), False)
    other.call_soon(ask, watcher, other)
    other.run_forever()
    watcher.attach_loop(None)
    scenario.check_is("other.remove_signal_handler(signal_number('SIGCHLD'))", other.remove_signal_handler(tools.signal_number('SIGCHLD')), False)
    other.call_soon(ask, watcher, other)
    other.run_forever()
    scenario.check('active', active, [True, False, True, False])
    watcher.close()
    scenario.expect([])


def test_detached_with_a_handler__kind_fastchildwatcher(scenario):
    """A FastChildWatcher that is detached from its loop while it has a handler warns, and calls the handler as soon as it is attached again, though the child has ended meanwhile."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        waiting = scenario.begin(process.wait())
        async with tools.caught_warnings() as names:
            watcher.attach_loop(aio.get_running_loop())
            watcher.attach_loop(None)
            watcher.attach_loop(None)
        scenario.check('names', names, ['RuntimeWarning'])
        process.stdin.close()
        await outside.within(process.stdout.read())
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        async with tools.caught_warnings() as others:
            watcher.attach_loop(aio.get_running_loop())
            watcher.attach_loop(aio.get_running_loop())
        scenario.check('others', others, [])
        scenario.check('within(waiting)', await outside.within(waiting), 0)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_detached_with_a_handler__kind_safechildwatcher(scenario):
    """A SafeChildWatcher that is detached from its loop while it has a handler warns, and calls the handler as soon as it is attached again, though the child has ended meanwhile."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        waiting = scenario.begin(process.wait())
        async with tools.caught_warnings() as names:
            watcher.attach_loop(aio.get_running_loop())
            watcher.attach_loop(None)
            watcher.attach_loop(None)
        scenario.check('names', names, ['RuntimeWarning'])
        process.stdin.close()
        await outside.within(process.stdout.read())
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        async with tools.caught_warnings() as others:
            watcher.attach_loop(aio.get_running_loop())
            watcher.attach_loop(aio.get_running_loop())
        scenario.check('others', others, [])
        scenario.check('within(waiting)', await outside.within(waiting), 0)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_previous_handler_of_the_signal(scenario):
    """A MultiLoopChildWatcher handles SIGCHLD from attach_loop to its close, which brings the handler of before back and logs nothing."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGCHLD'), tools.noop)
        before = tools.signal_handler('SIGCHLD')
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
        scenario.check("[watcher.is_active(), signal_handler('SIGCHLD') == before]", [watcher.is_active(), tools.signal_handler('SIGCHLD') == before], [False, True])
        async with tools.caught_logs() as logs:
            watcher.attach_loop(aio.get_running_loop())
            watcher.attach_loop(aio.get_running_loop())
            scenario.check("[watcher.is_active(), signal_handler('SIGCHLD') == before]", [watcher.is_active(), tools.signal_handler('SIGCHLD') == before], [True, False])
            watcher.close()
            scenario.check("[watcher.is_active(), signal_handler('SIGCHLD') == before]", [watcher.is_active(), tools.signal_handler('SIGCHLD') == before], [False, True])
            watcher.close()
        scenario.check('logs', logs, [])
        aio.get_running_loop().remove_signal_handler(tools.signal_number('SIGCHLD'))

    scenario.run(main)
    scenario.expect([])


def test_failing_handler__kind_fastchildwatcher(scenario):
    """An exception of a handler that the watcher of FastChildWatcher() calls is reported to the exception handler of the loop."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def failing(pid, returncode):
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"{type(context['exception']) is tools.Boom}")
            done.set_result(None)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, failing)

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        first.remove_child_handler(process.pid)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
            watcher = aio.FastChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(done)
        watcher.close()

    scenario.run(main)
    scenario.expect([('handler', 'True')])


def test_failing_handler__kind_multiloopchildwatcher(scenario):
    """An exception of a handler that the watcher of MultiLoopChildWatcher() calls is reported to the exception handler of the loop."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def failing(pid, returncode):
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"{type(context['exception']) is tools.Boom}")
            done.set_result(None)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, failing)

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        first.remove_child_handler(process.pid)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
            watcher = aio.MultiLoopChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(done)
        watcher.close()

    scenario.run(main)
    scenario.expect([('handler', 'True')])


def test_failing_handler__kind_safechildwatcher(scenario):
    """An exception of a handler that the watcher of SafeChildWatcher() calls is reported to the exception handler of the loop."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def failing(pid, returncode):
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"{type(context['exception']) is tools.Boom}")
            done.set_result(None)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, failing)

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        first.remove_child_handler(process.pid)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
            watcher = aio.SafeChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(done)
        watcher.close()

    scenario.run(main)
    scenario.expect([('handler', 'True')])


def test_failing_handler__kind_threadedchildwatcher(scenario):
    """An exception of a handler that the watcher of ThreadedChildWatcher() calls is reported to the exception handler of the loop."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def failing(pid, returncode):
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"{type(context['exception']) is tools.Boom}")
            done.set_result(None)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, failing)

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        first.remove_child_handler(process.pid)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
            watcher = aio.ThreadedChildWatcher()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(done)
        watcher.close()

    scenario.run(main)
    scenario.expect([('handler', 'True')])


def test_failing_handler__kind_get_child_watcher(scenario):
    """An exception of a handler that the watcher of get_child_watcher() calls is reported to the exception handler of the loop."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        done = aio.get_running_loop().create_future()

        def failing(pid, returncode):
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"{type(context['exception']) is tools.Boom}")
            done.set_result(None)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, failing)

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        first.remove_child_handler(process.pid)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)
            watcher = aio.get_child_watcher()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(done)
        watcher.close()

    scenario.run(main)
    scenario.expect([('handler', 'True')])


def test_watcher_of_the_policy(scenario):
    """The functions and the methods of the policy give and set one watcher, a set one closes the one before, and without one there is one that is active."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async with tools.caught_warnings():
            default = aio.get_child_watcher()
            scenario.check_type('default', default, aio.AbstractChildWatcher)
            scenario.check('[default.is_active(), get_child_watcher() is default]', [default.is_active(), aio.get_child_watcher() is default], [True, True])
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
            scenario.check('[get_child_watcher() is watcher, get_event_loop_policy().get_child_watcher() is watcher, watcher.is_active()]', [aio.get_child_watcher() is watcher, aio.get_event_loop_policy().get_child_watcher() is watcher, watcher.is_active()], [True, True, True])
            other = aio.FastChildWatcher()
            aio.get_event_loop_policy().set_child_watcher(other)
            scenario.check('[get_child_watcher() is other, watcher.is_active()]', [aio.get_child_watcher() is other, watcher.is_active()], [True, False])
            aio.set_child_watcher(None)
            scenario.check_type('get_child_watcher()', aio.get_child_watcher(), aio.AbstractChildWatcher)

    scenario.run(main)
    scenario.expect([])


def test_loop_that_is_set(scenario):
    """The method set_event_loop of the policy attaches the loop to the watcher of the policy in the main thread, and nowhere else."""
    aio, tools = scenario.aio, scenario.tools

    active = []

    def ask(one, running):
        active.append(one.is_active())
        running.stop()

    loop = scenario.open_loop()
    other = scenario.open_loop()
    with tools.caught_warnings():
        watcher = aio.SafeChildWatcher()
        aio.set_child_watcher(watcher)
    aio.set_event_loop(loop)

    def thread_steps():
        aio.set_event_loop(other)
        aio.set_event_loop(None)

    scenario.in_thread(thread_steps)
    loop.call_soon(ask, watcher, loop)
    loop.run_forever()
    aio.set_event_loop(None)
    loop.call_soon(ask, watcher, loop)
    loop.run_forever()
    scenario.check('active', active, [True, False])
    with tools.caught_warnings():
        aio.set_child_watcher(None)
    scenario.expect([])


def test_deprecated_functions(scenario):
    """The functions get_child_watcher and set_child_watcher warn with DeprecationWarning."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        aio.get_child_watcher()
    with tools.caught_warnings() as others:
        aio.set_child_watcher(None)
    scenario.check('[names, others]', [names, others], [['DeprecationWarning'], ['DeprecationWarning']])
    scenario.expect([])


def test_deprecated_classes__kind_fastchildwatcher(scenario):
    """The class FastChildWatcher warns with DeprecationWarning when it is made."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        aio.FastChildWatcher()
    scenario.check('names', names, ['DeprecationWarning'])
    scenario.expect([])


def test_deprecated_classes__kind_multiloopchildwatcher(scenario):
    """The class MultiLoopChildWatcher warns with DeprecationWarning when it is made."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        aio.MultiLoopChildWatcher()
    scenario.check('names', names, ['DeprecationWarning'])
    scenario.expect([])


def test_deprecated_classes__kind_safechildwatcher(scenario):
    """The class SafeChildWatcher warns with DeprecationWarning when it is made."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        aio.SafeChildWatcher()
    scenario.check('names', names, ['DeprecationWarning'])
    scenario.expect([])


def test_watcher_in_another_thread__kind_multiloopchildwatcher(scenario):
    """A loop that runs in another thread has its children with the watcher of MultiLoopChildWatcher() as that of the policy."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def entry():
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
            log('entry', 'ended')

        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)

        def thread_steps():
            aio.run(entry())

        await scenario.beside_thread(thread_steps)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('entry', 'ended')])


def test_watcher_in_another_thread__kind_threadedchildwatcher(scenario):
    """A loop that runs in another thread has its children with the watcher of ThreadedChildWatcher() as that of the policy."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def entry():
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
            log('entry', 'ended')

        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)

        def thread_steps():
            aio.run(entry())

        await scenario.beside_thread(thread_steps)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('entry', 'ended')])


def test_watcher_in_another_thread__kind_get_child_watcher(scenario):
    """A loop that runs in another thread has its children with the watcher of get_child_watcher() as that of the policy."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def entry():
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
            log('entry', 'ended')

        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)

        def thread_steps():
            aio.run(entry())

        await scenario.beside_thread(thread_steps)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('entry', 'ended')])


def test_loop_that_is_closed__kind_multiloopchildwatcher(scenario):
    """A MultiLoopChildWatcher whose child ends after the loop of its handler was closed logs a warning, and reports other children as before."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        processes = []

        async def entry():
            process = await aio.create_subprocess_exec(*outside.program('sleeps'))
            processes.append(process)

        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs() as logs:
            def thread_steps():
                aio.run(entry())

            await scenario.beside_thread(thread_steps)
            processes[0].kill()
            await scenario.wait_until('logs', lambda: logs)
        scenario.check('logs', logs, ['asyncio WARNING'])
        other = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(other.wait())', await outside.within(other.wait()), 7)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_loop_that_is_closed__kind_threadedchildwatcher(scenario):
    """A ThreadedChildWatcher whose child ends after the loop of its handler was closed logs a warning, and reports other children as before."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        processes = []

        async def entry():
            process = await aio.create_subprocess_exec(*outside.program('sleeps'))
            processes.append(process)

        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs() as logs:
            def thread_steps():
                aio.run(entry())

            await scenario.beside_thread(thread_steps)
            processes[0].kill()
            await scenario.wait_until('logs', lambda: logs)
        scenario.check('logs', logs, ['asyncio WARNING'])
        other = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(other.wait())', await outside.within(other.wait()), 7)
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_exit_out_of_a_handler__kind_fastchildwatcher_exit_keyboardinterrupt(scenario):
    """A handler that the watcher of FastChildWatcher() calls ends the run of the loop by KeyboardInterrupt."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise KeyboardInterrupt()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_out_of_a_handler__kind_fastchildwatcher_exit_systemexit(scenario):
    """A handler that the watcher of FastChildWatcher() calls ends the run of the loop by SystemExit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise SystemExit()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_exit_out_of_a_handler__kind_multiloopchildwatcher_exit_keyboardinterrupt(scenario):
    """A handler that the watcher of MultiLoopChildWatcher() calls ends the run of the loop by KeyboardInterrupt."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise KeyboardInterrupt()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_out_of_a_handler__kind_multiloopchildwatcher_exit_systemexit(scenario):
    """A handler that the watcher of MultiLoopChildWatcher() calls ends the run of the loop by SystemExit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise SystemExit()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_exit_out_of_a_handler__kind_safechildwatcher_exit_keyboardinterrupt(scenario):
    """A handler that the watcher of SafeChildWatcher() calls ends the run of the loop by KeyboardInterrupt."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise KeyboardInterrupt()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_out_of_a_handler__kind_safechildwatcher_exit_systemexit(scenario):
    """A handler that the watcher of SafeChildWatcher() calls ends the run of the loop by SystemExit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise SystemExit()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_exit_out_of_a_handler__kind_threadedchildwatcher_exit_keyboardinterrupt(scenario):
    """A handler that the watcher of ThreadedChildWatcher() calls ends the run of the loop by KeyboardInterrupt."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise KeyboardInterrupt()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_out_of_a_handler__kind_threadedchildwatcher_exit_systemexit(scenario):
    """A handler that the watcher of ThreadedChildWatcher() calls ends the run of the loop by SystemExit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise SystemExit()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_exit_out_of_a_handler__kind_get_child_watcher_exit_keyboardinterrupt(scenario):
    """A handler that the watcher of get_child_watcher() calls ends the run of the loop by KeyboardInterrupt."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise KeyboardInterrupt()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_out_of_a_handler__kind_get_child_watcher_exit_systemexit(scenario):
    """A handler that the watcher of get_child_watcher() calls ends the run of the loop by SystemExit."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def entry():
        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
            watcher.attach_loop(aio.get_running_loop())
            first = aio.SafeChildWatcher()
            aio.set_child_watcher(first)
            first.attach_loop(aio.get_running_loop())
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
        watcher.close()
        watcher.attach_loop(aio.get_running_loop())
        register(watcher, process.pid)
        process.stdin.close()
        await outside.within(process.wait())

    def leaving(pid, returncode):
        log('leaving', 'leaves')
        raise SystemExit()

    def register(one, pid):
        with one:
            one.add_child_handler(pid, leaving)

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_handler_that_removes_another(scenario):
    """A handler of a SafeChildWatcher that removes the one of another child keeps it from being called, though both have ended."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        processes = []
        watchers = []
        called = aio.Event()

        def ended(pid, returncode):
            log('ended', 'ended')
            called.set()
            [watchers[0].remove_child_handler(other.pid) for other in processes if other.pid != pid]

        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watchers.append(watcher)
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        for number in range(2):
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            processes.append(process)
            watcher.add_child_handler(process.pid, ended)
        async with tools.caught_warnings():
            watcher.attach_loop(None)
        for child in processes:
            child.stdin.close()
            await outside.within(child.stdout.read())
        await scenario.pause()
        watcher.attach_loop(aio.get_running_loop())
        await outside.within(called.wait())
        await scenario.pause()
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([('ended', 'ended')])


def test_child_of_an_outer_context(scenario):
    """A child that has ended in an inner context of a FastChildWatcher is reported to a handler that is added in the outer one."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        gone = aio.Event()

        def ended(pid, returncode):
            log('ended', 'ended')

        def inner(one):
            with one:
                one.attach_loop(aio.get_running_loop())

        def outer(one, pid):
            with one:
                inner(one)
                one.add_child_handler(pid, ended)

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
            watcher = aio.FastChildWatcher()
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGCHLD'), gone.set)
        process.stdin.close()
        await outside.within(gone.wait())
        aio.get_running_loop().remove_signal_handler(tools.signal_number('SIGCHLD'))
        async with tools.caught_logs() as logs:
            outer(watcher, process.pid)
        scenario.check('logs', logs, [])
        watcher.close()

    scenario.run(main)
    scenario.expect([('ended', 'ended')])


def test_child_that_nobody_claims(scenario):
    """A FastChildWatcher logs a warning when its context is left after a child has ended for which no handler was added, and forgets the child."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        gone = aio.Event()

        def ended(pid, returncode):
            log('ended', 'ended')

        def inner(one):
            with one:
                one.attach_loop(aio.get_running_loop())

        def outer(one):
            with one:
                inner(one)

        def register(one, pid):
            with one:
                one.add_child_handler(pid, ended)

        async with tools.caught_warnings():
            first = aio.SafeChildWatcher()
            first.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(first)
            process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            first.remove_child_handler(process.pid)
            aio.set_child_watcher(None)
            watcher = aio.FastChildWatcher()
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGCHLD'), gone.set)
        process.stdin.close()
        await outside.within(gone.wait())
        aio.get_running_loop().remove_signal_handler(tools.signal_number('SIGCHLD'))
        async with tools.caught_logs() as logs:
            outer(watcher)
        scenario.check('logs', logs, ['asyncio WARNING'])
        async with tools.caught_logs() as others:
            register(watcher, process.pid)
        scenario.check('others', others, [])
        await scenario.pause()
        watcher.close()

    scenario.run(main)
    scenario.expect([])


def test_running_child_is_not_logged(scenario):
    """A MultiLoopChildWatcher logs no warning of a child that runs on while another one ends."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs() as logs:
            process = await aio.create_subprocess_exec(*outside.program('sleeps'))
            other = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(other.wait())', await outside.within(other.wait()), 7)
            process.kill()
            scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))
        scenario.check('logs', logs, [])
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_are_not_logged__kind_fastchildwatcher(scenario):
    """Outside of debug mode the watcher of FastChildWatcher() logs nothing of a child, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        aio.get_running_loop().set_debug(False)
        async with tools.caught_warnings():
            watcher = aio.FastChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs(every_level=True) as logs:
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('logs', logs, [])
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_are_not_logged__kind_multiloopchildwatcher(scenario):
    """Outside of debug mode the watcher of MultiLoopChildWatcher() logs nothing of a child, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        aio.get_running_loop().set_debug(False)
        async with tools.caught_warnings():
            watcher = aio.MultiLoopChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs(every_level=True) as logs:
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('logs', logs, [])
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_are_not_logged__kind_safechildwatcher(scenario):
    """Outside of debug mode the watcher of SafeChildWatcher() logs nothing of a child, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        aio.get_running_loop().set_debug(False)
        async with tools.caught_warnings():
            watcher = aio.SafeChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs(every_level=True) as logs:
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('logs', logs, [])
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_are_not_logged__kind_threadedchildwatcher(scenario):
    """Outside of debug mode the watcher of ThreadedChildWatcher() logs nothing of a child, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        aio.get_running_loop().set_debug(False)
        async with tools.caught_warnings():
            watcher = aio.ThreadedChildWatcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs(every_level=True) as logs:
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('logs', logs, [])
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_children_are_not_logged__kind_get_child_watcher(scenario):
    """Outside of debug mode the watcher of get_child_watcher() logs nothing of a child, at no level."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        aio.get_running_loop().set_debug(False)
        async with tools.caught_warnings():
            watcher = aio.get_child_watcher()
            watcher.attach_loop(aio.get_running_loop())
            aio.set_child_watcher(watcher)
        async with tools.caught_logs(every_level=True) as logs:
            process = await aio.create_subprocess_exec(*outside.program('exits', 7))
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('logs', logs, [])
        async with tools.caught_warnings():
            aio.set_child_watcher(None)

    scenario.run(main)
    scenario.expect([])


def test_collected_watcher(scenario):
    """A ThreadedChildWatcher that waits for no child is collected without a warning."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        aio.ThreadedChildWatcher().close()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])
