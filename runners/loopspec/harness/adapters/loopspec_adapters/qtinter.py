"""qtinter on PySide6."""

from asyncio import AbstractEventLoop

from .qt import application

import qtinter  # isort: skip  # after the module above, which chooses the Qt


def new_event_loop() -> AbstractEventLoop:
    """Create a loop that runs inside the loop of the application of this process."""
    application()
    loop: AbstractEventLoop = qtinter.new_event_loop()
    return loop
