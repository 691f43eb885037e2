"""asyncqtpy on PySide6."""

from asyncio import _set_running_loop  # for those who write loops

from .qt import application

import asyncqtpy  # isort: skip  # after the module above, which chooses the Qt


class EventLoop(asyncqtpy.QEventLoop):  # type: ignore[misc]
    """A loop that is the running one while it runs.

    asyncqtpy's own is so from the moment it is made, which keeps ``asyncio.run`` from using it at all, or
    never, as it is asked to here.
    """

    def __init__(self) -> None:
        super().__init__(application(), set_running_loop=False)

    def run_forever(self) -> None:
        """Run until stopped."""
        _set_running_loop(self)
        try:
            super().run_forever()
        finally:
            _set_running_loop(None)
