# Rendered by loopspec from spec/subprocess/shell.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: shell."""


def test_text_is_run_by_a_shell(scenario):
    """The text that create_subprocess_shell is given is run by a shell, and the return code is that of the shell."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('exits', 3, then=9))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 9)

    scenario.run(main)
    scenario.expect([])


def test_gives_a_process(scenario):
    """The function create_subprocess_shell returns a Process with the return code of the last program."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('exits', 3))
        scenario.check_type('process', process, aio.subprocess.Process)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 3)

    scenario.run(main)
    scenario.expect([])


def test_streams_of_a_shell(scenario):
    """The input and the outputs of a program that a shell runs are those of the shell."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', b'hello'))

    scenario.run(main)
    scenario.expect([])


def test_limit_of_a_shell(scenario):
    """The limit that a shell is started with is that of its readers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('writes-much', 1000), stdout=aio.subprocess.PIPE, limit=100)
        with scenario.raises('main', aio.LimitOverrunError):
            await outside.within(process.stdout.readuntil(b'end'))
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'0123456789' * 100, None))

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_shell_without_the_program(scenario):
    """A text whose program is not there is no error of the start; the shell exits with 127."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('is-missing'), stderr=aio.subprocess.DEVNULL)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 127)

    scenario.run(main)
    scenario.expect([])


def test_shell_false_is_refused(scenario):
    """The argument `shell=False` of subprocess_shell is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().subprocess_shell(aio.SubprocessProtocol, outside.shell_program('exits'), shell=False)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_protocol_of_a_shell(scenario):
    """A protocol that subprocess_shell has made is given the output of the shell, and its transport its return code."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('prints', 'hello', then=9))
        scenario.check_is('made[1] is Child.instances[0]', made[1] is Child.instances[0], True)
        await outside.within(made[1].closed())
        scenario.check('made[1].data', made[1].data, b'hello')
        scenario.check('made[0].get_returncode()', made[0].get_returncode(), 9)

    scenario.run(main)
    scenario.expect([])


def test_input_of_a_shell_from_nowhere(scenario):
    """The input of a shell that subprocess_shell starts with DEVNULL is empty, and has no transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('counts-input'), stdin=aio.subprocess.DEVNULL)
        scenario.check_is('made[0].get_pipe_transport(0)', made[0].get_pipe_transport(0), None)
        await outside.within(made[1].closed())
        scenario.check('made[1].data', made[1].data, b'0')

    scenario.run(main)
    scenario.expect([])


def test_outputs_of_a_shell_in_one(scenario):
    """With STDOUT the standard error of a shell that subprocess_shell starts arrives in its standard output."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('prints-to-both'), stderr=aio.subprocess.STDOUT)
        scenario.check_is('made[0].get_pipe_transport(2)', made[0].get_pipe_transport(2), None)
        await outside.within(made[1].closed())
        scenario.check('made[1].data', made[1].data, b'outerr')

    scenario.run(main)
    scenario.expect([])


def test_output_of_a_shell_to_a_file_of_the_program(scenario):
    """A shell that subprocess_shell starts writes to the file that it is given as its standard output, which has no transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pipes = outside.pipe_pair()

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        made = await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('prints', 'hello'), stdout=pipes[1].file)
        pipes[1].close()
        scenario.check_is('made[0].get_pipe_transport(1)', made[0].get_pipe_transport(1), None)
        scenario.check('pipes[0].receive_all()', await pipes[0].receive_all(), b'hello')
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_shell_in_a_folder_and_an_environment(scenario):
    """A shell runs in the folder `cwd`, and another one has the environment `env`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('tells-folder'), stdout=aio.subprocess.PIPE, cwd=outside.case_folder())
        told = await outside.within(process.communicate())
        scenario.check_is('case_folder() in str(told[0])', outside.case_folder() in str(told[0]), True)
        other = await aio.create_subprocess_shell(outside.shell_program('tells-environment'), stdout=aio.subprocess.PIPE, env=outside.environment('set'))
        scenario.check('within(other.communicate())', await outside.within(other.communicate()), (b'set', None))

    scenario.run(main)
    scenario.expect([])


def test_text_is_refused__option_bufsize_1(scenario):
    """With bufsize=1, by which streams would decode text, subprocess_shell and create_subprocess_shell raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('exits'), bufsize=1)
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_shell(outside.shell_program('exits'), bufsize=1)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_text_is_refused__option_encoding_utf_8(scenario):
    """With encoding='utf-8', by which streams would decode text, subprocess_shell and create_subprocess_shell raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('exits'), encoding='utf-8')
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_shell(outside.shell_program('exits'), encoding='utf-8')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_text_is_refused__option_errors_strict(scenario):
    """With errors='strict', by which streams would decode text, subprocess_shell and create_subprocess_shell raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('exits'), errors='strict')
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_shell(outside.shell_program('exits'), errors='strict')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_text_is_refused__option_text_true(scenario):
    """With text=True, by which streams would decode text, subprocess_shell and create_subprocess_shell raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('exits'), text=True)
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_shell(outside.shell_program('exits'), text=True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_text_is_refused__option_universal_newlines_true(scenario):
    """With universal_newlines=True, by which streams would decode text, subprocess_shell and create_subprocess_shell raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('exits'), universal_newlines=True)
        with scenario.raises('main', ValueError):
            await aio.create_subprocess_shell(outside.shell_program('exits'), universal_newlines=True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_no_streams_unless_asked_for(scenario):
    """A child of create_subprocess_shell that is started without pipes has no streams."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_shell(outside.shell_program('exits', 0))
        scenario.check('[process.stdin, process.stdout, process.stderr]', [process.stdin, process.stdout, process.stderr], [None, None, None])
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])
