"""Checks that this interpreter has what ``worker.py`` needs; it ends with an error where it has not."""

import importlib
import json
import os
import signal
import sys

needed = (
    sys.path,
    sys.modules,
    importlib.import_module,
    json.loads,
    os.dup,
    os.dup2,
    os.environ,
    signal.signal,
    signal.valid_signals,
    compile,
    exec,
)
print("this interpreter can run a worker")
