"""Read a file that is one JSON document, such as those of ``loopspec bench`` and ``loopspec coverage``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loopspec.results.model import ResultsError


def read_document(path: Path, kind: str, schema: Mapping[str, Any], expected: str) -> Any:
    """Read a JSON file and hold it against a schema.

    ``kind`` is the kind of file and ``expected`` what makes such files, for the messages. Raises ResultsError, which
    says where the file is wrong and what was expected.
    """
    import jsonschema

    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ResultsError(f"{path}: not JSON ({error}); {expected}") from error
    fault = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(data))
    if fault is not None:
        place = f" at {fault.json_path}" if fault.path else ""
        raise ResultsError(f"{path}: not a {kind} file{place}: {fault.message[:200]}; {expected}")
    return data
