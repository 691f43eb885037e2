"""The tables by area."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from loopspec.cli import main


def test_tables_replace_what_is_below_the_mark(tmp_path: Path) -> None:
    results, page = tmp_path / "results.jsonl", tmp_path / "page.md"
    page.write_text("By hand.\n\n<!-- loopspec areas -->\n\nold\n", encoding="utf-8")
    command = CliRunner().invoke
    command(main, ["run", "asyncio", "-k", "lock/acquire", "--results", str(results)])
    done = command(main, ["areas", str(results), "--into", str(page)])
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    assert text.startswith("By hand.\n\n<!-- loopspec areas -->\n\n")
    assert "old" not in text
    assert "| area | `asyncio` |" in text
    assert text.count("\n| Lock | ") == 2
