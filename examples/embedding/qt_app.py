"""Qt keeps the thread, asyncio is its guest; a helper thread waits for sockets and timers.

All that Qt gives is a signal with a queued connection, which may be emitted from any thread. Runs without a screen with
QT_QPA_PLATFORM=offscreen.
"""

import sys

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

import refloop as asyncio
from refloop import run_as_guest


class Soon(QObject):
    """Calls what it is given from Qt's main loop."""

    call = Signal(object)

    def __init__(self):
        super().__init__()
        self.call.connect(lambda callback: callback(), Qt.ConnectionType.QueuedConnection)


async def serve(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()


async def program(log):
    """Anything that `asyncio.run` could run."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    for n in range(3):
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(f"message {n}\n".encode())
        log.append((await reader.readline()).decode().strip())
        writer.close()
        await asyncio.sleep(0.05)
    server.close()
    return len(log)


def main():
    app = QCoreApplication(sys.argv)
    soon, log, beats, outcomes = Soon(), [], [], []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(10)

    def done(outcome):
        outcomes.append(outcome)
        app.quit()

    run_as_guest(program(log), soon.call.emit, done)
    app.exec()
    print("; ".join(log))
    print(f"{outcomes[0].result()} answers; Qt's timer went on: {len(beats) >= 3}")


if __name__ == "__main__":
    main()
