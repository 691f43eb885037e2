"""Code that commands share: options, and small steps around the work."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from loopspec.files import FileError, is_file_or_nothing, is_standard_output, why_not_writable, write
from loopspec.printable import lines
from loopspec.report.reporter import PluggedIn, Reporter, ReporterError, reporters
from loopspec.results.model import Level, Results
from loopspec.running.options import DEFAULTS
from loopspec.scenarios.vocabulary import TAGS

if TYPE_CHECKING:
    from rich.console import Console

    from loopspec.report.reporter import Appendix
    from loopspec.scenarios.scenario import Scenario

INCOMPLETE = 3
"""Exit code of a run with holes, and of a command whose files could not be written."""

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that select scenarios; the command gets ``selection`` and the paths of ``--spec`` as ``spec``."""

    @functools.wraps(command)
    def with_selection(
        *,
        areas: Sequence[str],
        expressions: Sequence[str],
        levels: Sequence[str],
        tags: Sequence[str],
        without: Sequence[str],
        **more: Any,
    ) -> Any:
        from loopspec.scenarios.selection import Selection

        return command(selection=Selection(areas, expressions, levels, tags, without), **more)

    for option in reversed(
        [
            click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; repeatable."),
            click.option(
                "-k",
                "expressions",
                multiple=True,
                metavar="EXPRESSION",
                help="Only ids that hold a text, or fit 'lock/*', or 'lock and not (cancel or timeout)', or rules of "
                "'area:lock level:must'; repeatable. docs/queries.md has the language.",
            ),
            click.option(
                "--level",
                "levels",
                multiple=True,
                type=click.Choice([level.value for level in Level]),
                help="Only this level; repeatable.",
            ),
            click.option(
                "--tag",
                "tags",
                multiple=True,
                type=click.Choice(list(TAGS)),
                help="Only scenarios with this tag; repeatable. `loopspec list --tags` says what they mean.",
            ),
            click.option(
                "--without",
                "without",
                multiple=True,
                type=click.Choice(list(TAGS)),
                help="No scenarios with this tag; repeatable.",
            ),
            click.option(
                "--spec",
                "spec",
                multiple=True,
                type=click.Path(path_type=Path),
                help="Scenario files or folders to use instead of the suite's own; repeatable.",
            ),
        ]
    ):
        with_selection = option(with_selection)
    return with_selection


def output_option(name: str, what: str, parameter: str | None = None) -> Callable[..., Any]:
    """Return an option that names a file to write."""
    return click.option(
        name,
        parameter or name.removeprefix("--"),
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"Write {what} to FILE; - is standard output.",
    )


def detailing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of how much is printed; the command gets one parameter, ``detail``."""

    @functools.wraps(command)
    def with_detail(*, verbose: int, quiet: bool, reasons: bool, **more: Any) -> Any:
        from loopspec.report.terminal import Detail

        if verbose and quiet:
            raise click.UsageError("-v and -q exclude each other")
        return command(detail=Detail(verbose, quiet, reasons), **more)

    for option in reversed(
        [
            click.option(
                "-v",
                "--verbose",
                count=True,
                help="Print the traces of deviations, expected beside observed; -vv: also output and stacks.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="Print only the conclusion."),
            click.option("--reasons", is_flag=True, help="Print why cases were not judged, and with -v which."),
        ]
    ):
        with_detail = option(with_detail)
    return with_detail


def missing_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that decides whether a name that a target lacks counts against it."""
    return click.option(
        "--missing",
        type=click.Choice(["ignored", "fails"]),
        default="ignored",
        show_default=True,
        help="Whether a rule whose name the target lacks counts against it.",
    )(command)


def timeout_option(unit: str, default: float) -> Callable[..., Any]:
    """Return the option that bounds the time of a unit of work, such as a program or a step."""
    return click.option(
        "--timeout",
        type=click.FloatRange(0.05),
        default=default,
        show_default=True,
        help=f"Seconds a {unit} may take.",
    )


_RUN_OPTIONS = {
    "workers": click.option(
        "-n", "workers", type=click.IntRange(1, 256), help="Worker processes (default: processors + 1)."
    ),
    "timeout": click.option(
        "--timeout", type=click.FloatRange(0.05), help=f"Seconds a case may take (default: {DEFAULTS.timeout:g})."
    ),
    "time_factor": click.option(
        "--time-factor",
        type=click.FloatRange(0.1, 100),
        help="Multiplies the delays of scenarios on the real clock (default: 1); more on a slow machine.",
    ),
    "memory": click.option(
        "--memory",
        metavar="MIB",
        type=click.IntRange(0, 1 << 30),
        help=f"Mebibytes a case may allocate, where the system can bound it (default: {DEFAULTS.memory}; 0: no bound).",
    ),
}
"""The options of whatever runs the suite, by the fields of ``RunOptions``."""


def running(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run of the suite; the command gets one parameter, ``given``, with those that are given."""

    @functools.wraps(command)
    def with_given(**parameters: Any) -> Any:
        options = {name: parameters.pop(name) for name in _RUN_OPTIONS}
        return command(given={name: value for name, value in options.items() if value is not None}, **parameters)

    for option in reversed(_RUN_OPTIONS.values()):
        with_given = option(with_given)
    return with_given


def load(paths: Sequence[Path]) -> list[Scenario]:
    """Load the scenarios of some files or folders; of none, the suite's own. Raises SpecError."""
    from loopspec.machine import processors
    from loopspec.scenarios.load import load_suite

    return load_suite(paths, processes=processors())


def console_for(*, stderr: bool = False) -> Console:
    """Return the terminal, for more than plain lines."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def say(text: object, *, err: bool = False) -> None:
    """Print lines without the control characters that a target or a file may have put into them."""
    click.echo(lines(str(text)), err=err)


class Outputs:
    """The files that a command was asked to write, each None if it was not.

    One that cannot be written is reported at the end, so that nothing else is lost. Where one of them is standard
    output, all else that the command prints goes to standard error. Raises click.UsageError when it shows before any
    work is done that a file cannot be written, and when two of them are the same.
    """

    def __init__(self, *paths: Path | None) -> None:
        self._failures: list[str] = []
        for path in paths:
            reason = why_not_writable(path) if path is not None else ""
            if reason:
                raise click.UsageError(f"{path}: {reason}")
        on_standard_output = sum(map(is_standard_output, paths))
        if on_standard_output > 1:
            raise click.UsageError(f"{on_standard_output} outputs on standard output; expected one at most")
        files = [path.resolve() for path in paths if path is not None and is_file_or_nothing(path)]
        if twice := [path for number, path in enumerate(files) if path in files[:number]]:
            raise click.UsageError(f"{twice[0]}: given for two outputs; expected a file for each")
        self.aside = on_standard_output > 0
        """Whether standard output is taken."""

    def write(self, path: Path | None, content: Callable[[], str | bytes]) -> bool:
        """Write a text, or bytes, to a file, if there is one to write; whether it is there now."""
        try:
            if path is not None:
                write(path, content())
        except FileError as error:
            self._failures.append(str(error))
            return False
        return path is not None

    def console(self) -> Console:
        """Return the terminal, for what the command prints beside its files."""
        return console_for(stderr=self.aside)

    def say(self, text: object) -> None:
        """Print lines where the command prints its outcome."""
        say(text, err=self.aside)

    def code(self, code: int) -> int:
        """Return the command's own exit code, but 3 for one that seems complete and is not."""
        return INCOMPLETE if self._failures and code in (0, 1) else code

    def end(self, code: int) -> NoReturn:
        """Print what was not written, and end with ``self.code(code)``."""
        for failure in self._failures:
            say(failure, err=True)
        raise SystemExit(self.code(code))


Reports = Mapping["Reporter", Path]
"""The reports that a command was asked to write, and where to."""


def reporting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of all report formats; the command gets one parameter, ``reports``."""

    @functools.wraps(command)
    def with_reports(**given: Any) -> Any:
        paths = {reporter: given.pop(_parameter(reporter)) for reporter in reporters()}
        wanted = {reporter: path for reporter, path in paths.items() if path is not None}
        for reporter in wanted:
            if isinstance(reporter, PluggedIn):
                try:
                    reporter.load()
                except ReporterError as error:
                    raise click.UsageError(str(error)) from None
        return command(reports=wanted, **given)

    for reporter in reversed(reporters()):
        with_reports = output_option(f"--{reporter.name}", reporter.writes, _parameter(reporter))(with_reports)
    return with_reports


def _parameter(reporter: Reporter) -> str:
    """Return the name under which click passes the path of a report."""
    return f"report_{reporter.name.replace('-', '_')}"


def write_reports(outputs: Outputs, found: Results, reports: Reports, appendices: Sequence[Appendix] = ()) -> None:
    """Write the reports that were asked for."""
    for reporter, path in reports.items():
        outputs.write(path, lambda reporter=reporter: reporter.render(found, appendices))  # type: ignore[misc]
