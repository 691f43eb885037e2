"""The text of the Python documentation, by anchor, as the Debian package ``python3.14-doc`` carries it.

``.ci/interpreters`` unpacks the package below ``.interpreters/doc314``. A rule's ``quote`` is looked up in it.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ROOT / ".interpreters" / "doc314" / "usr" / "share" / "doc" / "python3.14" / "html"

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag."""

STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


def normalised(text: str) -> str:
    """Fold white space, typographic quotes and dashes, so that a quote can be compared with the page."""
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).replace("\u00b6", "").strip()


class _Anchors(HTMLParser):
    """Collect the text below each element that has an id; a ``dt`` is given the text of its ``dd`` too."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, list[str]]] = []
        self._terms: list[str] = []
        """Ids of the ``dt`` elements whose ``dd`` follows."""
        self._following = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        ids = [value for name, value in attrs if name == "id" and value]
        if tag == "dt":
            if not self._following:
                self._terms = []
            self._terms += ids
            self._following = True
        elif tag == "dd":
            ids += self._terms
            self._terms, self._following = [], False
        for name in ids:
            self.texts.setdefault(name, [])
        self._open.append((tag, ids))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        for _, ids in self._open:
            for name in ids:
                self.texts[name].append(data)


@cache
def page(name: str) -> dict[str, str]:
    """Return the text below each anchor of a page, such as ``library/asyncio-sync.html``.

    Raises FileNotFoundError when the documentation is not unpacked or has no such page.
    """
    parser = _Anchors()
    parser.feed((PAGES / name).read_text(encoding="utf-8"))
    return {anchor: normalised("".join(pieces)) for anchor, pieces in parser.texts.items()}


def text_at(anchor: str) -> str:
    """Return the text that an anchor such as ``library/asyncio-sync.html#asyncio.Lock`` heads.

    Raises FileNotFoundError for an unknown page and KeyError for an unknown anchor.
    """
    name, _, fragment = anchor.partition("#")
    return page(name)[fragment]
