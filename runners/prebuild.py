"""A hook of the build: an installed copy comes with the suite read and rendered, so that its first run is quick."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PrebuiltCaches(BuildHookInterface):
    """Make the caches of the suite, which ``loopspec.caches`` finds in the folder ``prebuilt`` of the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them before a wheel is written; the sources of an editable installation are to change."""
        if version == "editable":
            return
        self.made = TemporaryDirectory()
        prebuilt = Path(self.made.name, "prebuilt")
        paths = os.pathsep.join(str(Path(self.root, name)) for name in ("runners", "reference"))
        subprocess.run(
            [sys.executable, "-c", "import sys, loopspec.rendering.kept as kept; kept.prebuild(sys.argv[1])", prebuilt],
            env={
                **os.environ,
                "LOOPSPEC_CACHE": str(Path(self.made.name, "cache")),
                "PYTHONPATH": paths,
                "PYTHONHASHSEED": "0",
            },
            check=True,
        )
        build_data["force_include"][str(prebuilt)] = "loopspec/prebuilt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written into the wheel."""
        if version != "editable":
            self.made.cleanup()
