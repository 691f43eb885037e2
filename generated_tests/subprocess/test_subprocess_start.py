# Rendered by loopspec from spec/subprocess/start.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: start."""


def test_gives_a_process(scenario):
    """The function create_subprocess_exec returns a Process."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits'))
        scenario.check_type('process', process, aio.subprocess.Process)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_arguments_arrive_as_they_are__kind_bytes(scenario):
    """The arguments of a child arrive unchanged, be they text or bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('prints', "a 'b' $HOME * ;", kind='bytes'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b"a 'b' $HOME * ;", None))

    scenario.run(main)
    scenario.expect([])


def test_arguments_arrive_as_they_are__kind_text(scenario):
    """The arguments of a child arrive unchanged, be they text or bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('prints', "a 'b' $HOME * ;", kind='text'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b"a 'b' $HOME * ;", None))

    scenario.run(main)
    scenario.expect([])


def test_program_is_a_path(scenario):
    """The program of a child is given as a Path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7, kind='path'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)

    scenario.run(main)
    scenario.expect([])


def test_runs_in_a_folder(scenario):
    """A child runs in the folder `cwd`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-folder'), stdout=aio.subprocess.PIPE, cwd=outside.case_folder())
        told = await outside.within(process.communicate())
        scenario.check_is('case_folder() in str(told[0])', outside.case_folder() in str(told[0]), True)

    scenario.run(main)
    scenario.expect([])


def test_has_an_environment(scenario):
    """A child has the environment `env`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-environment'), stdout=aio.subprocess.PIPE, env=outside.environment('set'))
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'set', None))

    scenario.run(main)
    scenario.expect([])


def test_program_is_missing(scenario):
    """The start of a program that is not there raises FileNotFoundError, and the loop starts others."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', FileNotFoundError):
            await aio.create_subprocess_exec(*outside.program('is-missing'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_missing_program_is_named(scenario):
    """The error for a program that is not there has its file name."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', FileNotFoundError) as caught:
            await aio.create_subprocess_exec(*outside.program('is-missing'))
        error = caught.exception
        scenario.check_is("error.filename == program('is-missing')[0]", error.filename == outside.program('is-missing')[0], True)

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_program_cannot_be_run(scenario):
    """The start of a file that is not executable raises PermissionError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', PermissionError):
            await aio.create_subprocess_exec(*outside.program('is-not-executable'))

    scenario.run(main)
    scenario.expect([('main', 'raises PermissionError')])


def test_folder_is_missing(scenario):
    """The start of a child in a folder that is not there raises FileNotFoundError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', FileNotFoundError):
            await aio.create_subprocess_exec(*outside.program('exits'), cwd=outside.unix_path('nowhere'))

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_null_character(scenario):
    """An argument with a null character is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_exec(*outside.program('prints', 'one\x00two'))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__option_bufsize_1(scenario):
    """The arguments of Popen by which its streams would decode text are refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_exec(*outside.program('exits'), bufsize=1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__option_encoding_utf_8(scenario):
    """The arguments of Popen by which its streams would decode text are refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_exec(*outside.program('exits'), encoding='utf-8')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__option_errors_strict(scenario):
    """The arguments of Popen by which its streams would decode text are refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_exec(*outside.program('exits'), errors='strict')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__option_text_true(scenario):
    """The arguments of Popen by which its streams would decode text are refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_exec(*outside.program('exits'), text=True)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused__option_universal_newlines_true(scenario):
    """The arguments of Popen by which its streams would decode text are refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_exec(*outside.program('exits'), universal_newlines=True)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_cancelled_start(scenario):
    """A start that is cancelled raises CancelledError, and the loop starts other children."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        starting = scenario.begin(aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE))
        await aio.sleep(0)
        starting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(starting)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_umask_of_a_child(scenario):
    """A child has the umask that it is started with."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-mask'), stdout=aio.subprocess.PIPE, umask=23)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'23', None))

    scenario.run(main)
    scenario.expect([])


def test_group_of_its_own__option_process_group_0(scenario):
    """A child that is started with process_group=0 has a process group of its own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-group'), stdout=aio.subprocess.PIPE, process_group=0)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'own', None))

    scenario.run(main)
    scenario.expect([])


def test_group_of_its_own__option_start_new_session_true(scenario):
    """A child that is started with start_new_session=True has a process group of its own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-group'), stdout=aio.subprocess.PIPE, start_new_session=True)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'own', None))

    scenario.run(main)
    scenario.expect([])


def test_group_of_its_parent(scenario):
    """A child is in the process group of its parent where nothing else is asked for."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-group'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'inherited', None))

    scenario.run(main)
    scenario.expect([])


def test_cancelled_with_all_tasks__ticks_2(scenario):
    """A start cancelled with all tasks of its loop, 2 iterations after its task was made, leaves no pipe that warns, and reports nothing."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings() as names:
            starting = scenario.begin(aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE))
            for number in range(2):
                await scenario.ticks(1)
            [task.cancel() for task in aio.all_tasks() if task is not aio.current_task()]
            with scenario.raises('main', aio.CancelledError):
                await outside.within(starting)
            await scenario.pause()
            tools.collect()
        scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_with_all_tasks__ticks_4(scenario):
    """A start cancelled with all tasks of its loop, 4 iterations after its task was made, leaves no pipe that warns, and reports nothing."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings() as names:
            starting = scenario.begin(aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE))
            for number in range(4):
                await scenario.ticks(1)
            [task.cancel() for task in aio.all_tasks() if task is not aio.current_task()]
            with scenario.raises('main', aio.CancelledError):
                await outside.within(starting)
            await scenario.pause()
            tools.collect()
        scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_with_all_tasks__ticks_6(scenario):
    """A start cancelled with all tasks of its loop, 6 iterations after its task was made, leaves no pipe that warns, and reports nothing."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        async with tools.caught_warnings() as names:
            starting = scenario.begin(aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE))
            for number in range(6):
                await scenario.ticks(1)
            [task.cancel() for task in aio.all_tasks() if task is not aio.current_task()]
            with scenario.raises('main', aio.CancelledError):
                await outside.within(starting)
            await scenario.pause()
            tools.collect()
        scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_with_the_tasks_of_the_loop__ticks_2(scenario):
    """A start ends, and reports nothing, although the tasks that the loop has made for it are cancelled, 2 iterations after its task was made."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        starting = scenario.begin(aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE))
        for number in range(2):
            await scenario.ticks(1)
        [task.cancel() for task in aio.all_tasks() if task is not aio.current_task() and task is not starting]
        try:
            process = await outside.within(starting)
            process.kill()
            await outside.within(process.wait())
        except aio.CancelledError:
            scenario.check_is('starting.cancelled()', starting.cancelled(), True)
        other = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(other.wait())', await outside.within(other.wait()), 7)
        tools.collect()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_with_the_tasks_of_the_loop__ticks_4(scenario):
    """A start ends, and reports nothing, although the tasks that the loop has made for it are cancelled, 4 iterations after its task was made."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        starting = scenario.begin(aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE))
        for number in range(4):
            await scenario.ticks(1)
        [task.cancel() for task in aio.all_tasks() if task is not aio.current_task() and task is not starting]
        try:
            process = await outside.within(starting)
            process.kill()
            await outside.within(process.wait())
        except aio.CancelledError:
            scenario.check_is('starting.cancelled()', starting.cancelled(), True)
        other = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(other.wait())', await outside.within(other.wait()), 7)
        tools.collect()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_start_is_not_reported(scenario):
    """A start that is cancelled while the loop connects the pipes of the child ends with CancelledError, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        starting = scenario.begin(aio.create_subprocess_exec(*outside.program('exits', 0), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE))
        await scenario.ticks(2)
        starting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(starting)
        await scenario.pause()
        tools.collect()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_start_waits_for_the_child(scenario):
    """A start that is cancelled while the loop connects the pipes of the child ends when the child, which it kills, has ended."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        starting = scenario.begin(aio.get_running_loop().subprocess_exec(Child, *outside.program('sleeps'), stdin=None, stdout=None))
        await scenario.ticks(2)
        starting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(starting)
        scenario.check_is("[made.transport.get_returncode() for made in Child.instances if made.transport] in ([], [-signal_number('SIGKILL')])", [made.transport.get_returncode() for made in Child.instances if made.transport] in ([], [-tools.signal_number('SIGKILL')]), True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_start_warns_of_nothing_that_is_deprecated(scenario):
    """A child is started without a DeprecationWarning."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_warnings() as names:
            process = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check_is("'DeprecationWarning' in names", 'DeprecationWarning' in names, False)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])
