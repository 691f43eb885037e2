"""Results of releases that were run before, kept in the user's cache folder: a release is not installed again for them.

An entry is a results file. It counts while all that a verdict depends on is the same: the release, the interpreter,
the target's entry in the registry, the options of the run, and the code that runs and judges cases; and it counts for
those cases that were judged alike then. Only whole runs without faults of the suite's own are kept, and no failure to
install, which may be mended tomorrow. Entries are removed after ``KEPT_DAYS`` days.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from loopspec import __version__
from loopspec.caches import cache_folder
from loopspec.files import FileError, remove
from loopspec.places import HARNESS, PACKAGE
from loopspec.results.file import read_results, write_results
from loopspec.results.model import Results, ResultsError, Verdict
from loopspec.results.reuse import put_in_order, reusable
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.targets.target import Target

KEPT_DAYS = 90
"""Days after which an entry is removed."""

SUFFIX = ".jsonl.gz"


@dataclass(frozen=True, slots=True)
class Kept:
    """The results of one target's releases on one interpreter."""

    target: Target
    folder: Path | None
    """None where nothing can be kept."""
    conditions: str
    """A digest of all that verdicts depend on beside the release and the cases."""

    @classmethod
    def of(cls, target: Target, python: str, version: str, options: RunOptions) -> Kept:
        """Find those of a target with an interpreter at a path, of a version of Python."""
        digest = hashlib.sha256()
        facts = (target.description, sorted(target.capabilities), target.install, __version__)
        for fact in (str(Path(python).resolve()), version, facts, replace(options, workers=None)):
            digest.update(f"{fact}\0".encode("utf-8", "backslashreplace"))
        for file in sorted([*HARNESS.rglob("*.py"), *(PACKAGE / "running").glob("*.py")]):
            digest.update(file.read_bytes())
        return cls(target, _folder_of(target), digest.hexdigest()[:16])

    def find(self, version: str, cases: Sequence[Case]) -> Results | None:
        """Return the results of some cases on a release, under the target's name; None where not all are there."""
        found = self.nearest(version, cases)
        records = [case.record for case in cases]
        known = reusable(found, records) if found else {}
        if found is None or len(known) < len(records):
            return None
        return put_in_order(found, make_plan([self.target], cases).suite, records, known, self.target.name)

    def nearest(self, version: str, cases: Sequence[Case]) -> Results | None:
        """Return the run of a release that has the most of some cases; None where none has any."""
        if self.folder is None:
            return None
        best, most = None, 0
        records = [case.record for case in cases]
        suite = make_plan([self.target], cases).suite
        files = sorted(self.folder.glob(f"{quote(version, safe='')}-{self.conditions}-*{SUFFIX}"))
        for file in sorted(files, key=lambda file: suite not in file.name):  # that of these cases, where there is one
            try:
                found = read_results(file)
            except ResultsError:  # one that is damaged counts as none
                continue
            known = len(reusable(found, records))
            if known > most:
                best, most = found, known
            if known == len(records):
                break
        return best

    def keep(self, version: str, results: Results) -> None:
        """Keep the results of a release, if they are whole and there is a folder for them."""
        faulty = any(result.verdict in (Verdict.ERROR, Verdict.NOT_RUN) for result in results.results)
        if self.folder is None or not results.complete or faulty:
            return
        name = f"{quote(version, safe='')}-{self.conditions}-{results.suite}{SUFFIX}"
        with suppress(FileError, OSError):
            write_results(self.folder / name, results)
            for file in self.folder.glob(f"*{SUFFIX}"):
                if time.time() - file.stat().st_mtime > KEPT_DAYS * 24 * 3600:
                    remove(file)


def clear(target: Target) -> int:
    """Remove all that is kept of a target, on every interpreter; return how many results that was."""
    folder = _folder_of(target)
    if folder is None:
        return 0
    count = len(list(folder.glob(f"*{SUFFIX}")))
    shutil.rmtree(folder, ignore_errors=True)
    return count


def _folder_of(target: Target) -> Path | None:
    return cache_folder("history", quote(target.name.partition("@")[0], safe=""))
