"""The inventory that comes with loopspec is that of the documentation and of the interpreter."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopspec.coverage.inventory import INVENTORY, NOT_DOCUMENTED, Claim, inventory_text, read_inventory
from loopspec.coverage.remake import RemakeError, remake
from suite import documentation

PAGE = """\
<html><head><title>One &#8212; Python 3.14.0 documentation</title></head><body>
<dl class="py class"><dt class="sig sig-object py" id="asyncio.Box">
<em class="sig-param"><span>size=0</span></em>, <em class="sig-param">*</em>, <em class="sig-param">lid=None</em></dt>
<dd><p>A box. Raises <a><code class="xref py py-exc"><span>ValueError</span></code></a>.<br></p>
<dl class="py method"><dt class="sig sig-object py" id="asyncio.Box.open"></dt>
<dd><p>Raises <a><code class="xref py py-exc">asyncio.QueueEmpty</code></a>, and again
<a><code class="xref py py-exc">QueueEmpty</code></a>.</p></dd></dl>
<p>Or <code class="xref py py-exc">TypeError</code>, or <code class="xref py py-class">KeyError</code>.</p></dd></dl>
<dl class="std option"><dt class="sig sig-object std" id="option">x</dt><dd><p>An option.</p></dd></dl>
</body></html>
"""


PYTHON = documentation.ROOT / ".interpreters" / "py314" / "root" / "usr" / "bin" / "python3.14"
"""The interpreter of the version of the documentation."""


def test_the_inventory_is_that_of_the_documentation_and_the_interpreter() -> None:
    if not documentation.PAGES.is_dir() or not PYTHON.exists():
        pytest.skip("Python 3.14 and its documentation are not unpacked below .interpreters (.ci/interpreters does it)")
    made = inventory_text(remake(documentation.PAGES, str(PYTHON)))
    assert made == INVENTORY.read_text(encoding="utf-8"), "remake it; docs/coverage.md says how"


def test_an_inventory_is_read_as_it_was_written() -> None:
    assert inventory_text(read_inventory()) == INVENTORY.read_text(encoding="utf-8")


def test_what_an_entry_of_a_page_becomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "asyncio-one.html").write_text(PAGE)
    surface = {
        "python": "3.14.0",
        "names": [{"name": "asyncio.Box", "kind": "class"}, {"name": "asyncio.SmallBox.open", "kind": "method"},
                  {"name": "asyncio.SmallBox.shut", "kind": "method", "parameters": ["hard"]}],
        "bases": {"asyncio.SmallBox": ["asyncio.Box"]},
    }  # fmt: skip
    monkeypatch.setattr("loopspec.coverage.remake._surface", lambda interpreter: surface)
    made = remake(tmp_path, "python")
    assert list(map(str, made.claims)) == [
        "asyncio.Box",
        "asyncio.Box(size)",
        "asyncio.Box(lid)",
        "asyncio.Box raises ValueError",
        "asyncio.Box raises TypeError",
        "asyncio.Box.open",
        "asyncio.Box.open raises QueueEmpty",
        "asyncio.SmallBox.shut",
        "asyncio.SmallBox.shut(hard)",
    ]
    assert made.entries["asyncio.Box"].positional == ("size",)
    assert made.entries["asyncio.SmallBox.shut"].page == NOT_DOCUMENTED
    assert made.member("asyncio.SmallBox", "open") is made.entries["asyncio.Box.open"]


def test_documentation_and_interpreter_of_two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "asyncio-one.html").write_text(PAGE)
    monkeypatch.setattr("loopspec.coverage.remake._surface", lambda interpreter: {"python": "3.13.0"})
    with pytest.raises(RemakeError, match=r"one version, got 3\.14\.0 and 3\.13\.0"):
        remake(tmp_path, "python")


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/bin/false"])
def test_no_inventory_without_documentation_or_interpreter(tmp_path: Path, interpreter: str) -> None:
    with pytest.raises(RemakeError, match="expected the HTML of the Python documentation"):
        remake(tmp_path, interpreter)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "asyncio-one.html").write_text(PAGE)
    with pytest.raises(RemakeError, match=f"{interpreter}: "):
        remake(tmp_path, interpreter)


def test_the_inventory_has_the_whole_of_asyncio() -> None:
    inventory = read_inventory()
    assert {"asyncio.run", "asyncio.loop.sock_recvfrom_into", "asyncio.subprocess.Process.communicate"} <= set(
        inventory.entries
    )
    assert Claim("parameter", "asyncio.loop.create_connection", "happy_eyeballs_delay") in inventory.claims
    assert Claim("error", "asyncio.StreamReader.readexactly", "IncompleteReadError") in inventory.claims
    assert inventory.member("asyncio.Task", "get_loop") == inventory.entries["asyncio.Future.get_loop"]
