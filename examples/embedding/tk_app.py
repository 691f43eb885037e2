"""Tk, without polling: it watches the loop's descriptor and sets a timer for its next deadline.

A click starts a coroutine, which talks to a server over a socket and shows the answer; the window stays alive. Closes
itself when it has seen three answers.
"""

import tkinter

import refloop as asyncio


class Pump:
    """Steps the loop when there is something to do, and only then."""

    def __init__(self, root, loop):
        self.root, self.loop, self.timer = root, loop, None
        root.tk.createfilehandler(loop.wake_fd(), tkinter.READABLE, self.turn)
        self.turn()

    def turn(self, *_):
        more = self.loop.run_ready(budget=0.005)
        deadline = self.loop.next_deadline()
        if self.timer is not None:
            self.root.after_cancel(self.timer)
            self.timer = None
        if more:
            self.timer = self.root.after(1, self.turn)
        elif deadline is not None:
            self.timer = self.root.after(max(1, round((deadline - self.loop.time()) * 1000)), self.turn)

    def close(self):
        self.root.tk.deletefilehandler(self.loop.wake_fd())
        if self.timer is not None:
            self.root.after_cancel(self.timer)


async def serve(reader, writer):
    question = await reader.readline()
    await asyncio.sleep(0.05)
    writer.write(question.upper())
    writer.close()


async def ask(port, question):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(question.encode() + b"\n")
    answer = await reader.readline()
    writer.close()
    return answer.decode().strip()


def main():
    root, loop = tkinter.Tk(), asyncio.new_event_loop()
    label = tkinter.Label(root, text="...")
    label.pack()
    answers, beats = [], []
    server = loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", 0))
    port = server.sockets[0].getsockname()[1]

    async def clicked():
        label["text"] = await ask(port, f"question {len(answers)}")
        answers.append(label["text"])
        root.after(1, button.invoke) if len(answers) < 3 else root.quit()

    button = tkinter.Button(root, text="ask", command=lambda: tasks.append(loop.create_task(clicked())))
    button.pack()
    tasks = []

    def beat():
        """The window's own life."""
        beats.append(1)
        root.after(10, beat)

    pump = Pump(root, loop)
    root.after(1, button.invoke)
    beat()
    root.mainloop()

    pump.close()
    root.destroy()
    server.close()
    loop.run_ready()
    loop.close()
    print("; ".join(answers))
    print(f"the window lived: {len(beats) >= 3}")


if __name__ == "__main__":
    main()
