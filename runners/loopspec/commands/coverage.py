"""The command that holds the scenarios against asyncio's public interface."""

from __future__ import annotations

from pathlib import Path

import click

from loopspec.commands.shared import Outputs, load, output_option
from loopspec.files import write as write_file


@click.command()
@click.option("--spec", multiple=True, type=click.Path(path_type=Path), help="Scenario files or folders.")
@click.option("-v", "--verbose", is_flag=True, help="List the gaps below the table.")
@click.option("--gaps", is_flag=True, help="List only the gaps, and the rules that have yet to be written.")
@click.option("--fail", is_flag=True, help="Exit 1 when there is a gap or a rule that has yet to be written.")
@output_option("--json", "the account of every name, as JSON,")
@output_option("--markdown", "the table and the gaps, in Markdown,")
@click.option("--remake", type=click.Path(path_type=Path, file_okay=False), hidden=True)
@click.option("--interpreter", default="python3.14", hidden=True)
def coverage(
    spec: tuple[Path, ...],
    verbose: bool,
    gaps: bool,
    fail: bool,
    json: Path | None,
    markdown: Path | None,
    remake: Path | None,
    interpreter: str,
) -> None:
    """Show which names, parameters and errors of asyncio the scenarios use, and which they do not.

    NOT-COVERED.md beside the scenarios explains what is left out on purpose; the rest are gaps. A row of it that has
    become false is an error. A covered name may still have promises that no scenario checks.
    """
    from loopspec.coverage import tables
    from loopspec.coverage.account import explanations, make_account
    from loopspec.coverage.file import to_json
    from loopspec.coverage.inventory import INVENTORY, inventory_text, read_inventory
    from loopspec.coverage.remake import RemakeError
    from loopspec.coverage.remake import remake as remade

    outputs = Outputs(json, markdown)
    if remake is not None:
        try:
            write_file(INVENTORY, inventory_text(remade(remake, interpreter)))
        except RemakeError as error:
            raise click.UsageError(str(error)) from None
        outputs.say(f"{INVENTORY}: written")
        return
    scenarios = load(spec)
    account = make_account(scenarios, read_inventory(), explanations(spec, scenarios))
    outputs.write(json, lambda: to_json(account))
    outputs.write(markdown, lambda: tables.markdown(account))
    tables.show(account, outputs.console(), table_too=not gaps, gaps=gaps or verbose)
    outputs.say(account.summary())
    outputs.end(1 if fail and not account.complete else 0)
