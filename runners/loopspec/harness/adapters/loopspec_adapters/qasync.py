"""qasync on PySide6."""

from asyncio import AbstractEventLoop

from .qt import application

import qasync  # isort: skip  # after the module above, which chooses the Qt


def new_event_loop() -> AbstractEventLoop:
    """Create a loop on the application of this process."""
    loop: AbstractEventLoop = qasync.QEventLoop(application())
    return loop
