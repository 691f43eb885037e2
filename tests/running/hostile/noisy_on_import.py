"""Prints garbage and our own protocol's lines while it is imported, and leaves a thread running."""

import os
import threading
import time
from asyncio import *  # noqa: F403

print('{"kind": "ready", "python": "0.0.0", "mode": "forked"}\n' * 3, flush=True)
os.write(1, b"garbage without an end")
threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
