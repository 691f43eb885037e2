# Rendered by loopspec from spec/queue/misuse.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: misuse."""


def test_waiting_binds_the_queue_to_its_loop(scenario):
    """Once a task has waited in get of a queue, waiting for it in another loop raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    queue = aio.Queue(1)
    reader = None

    async def reader_steps():
        await queue.get()
        log('reader', 'got')

    async def first_loop():
        nonlocal reader
        reader = aio.create_task(reader_steps())
        await scenario.settle()
        queue.put_nowait('a')
        await reader

    async def other_loop():
        with scenario.raises('other_loop', RuntimeError):
            await queue.get()
        queue.put_nowait('b')
        with scenario.raises('other_loop', RuntimeError):
            await queue.put('c')
        item = await queue.get()
        log('other_loop', f'got {item}')

    aio.run(first_loop())
    aio.run(other_loop())
    scenario.expect(
        [
            ('reader', 'got'),
            ('other_loop', 'raises RuntimeError'),
            ('other_loop', 'raises RuntimeError'),
            ('other_loop', 'got b'),
        ]
    )


def test_without_waiting_a_queue_serves_any_loop(scenario):
    """A queue that never made anyone wait carries items from one loop to the next."""
    aio, log = scenario.aio, scenario.log

    queue = aio.Queue()

    async def fill():
        await queue.put('a')
        await queue.put('b')
        item = await queue.get()
        log('fill', f'{item}')

    async def drain():
        item = await queue.get()
        log('drain', f'{item}')
        queue.task_done()
        queue.task_done()
        await queue.join()

    aio.run(fill())
    aio.run(drain())
    scenario.expect(
        [
            ('fill', 'a'),
            ('drain', 'b'),
        ]
    )


def test_made_before_the_loop(scenario):
    """A queue made before any loop runs makes tasks wait in the loop that comes to use it."""
    aio, log = scenario.aio, scenario.log

    queue = aio.Queue(1)
    reader = None

    async def reader_steps():
        for turn in range(3):
            item = await queue.get()
            log('reader', f'got {item}')

    async def entry():
        nonlocal reader
        reader = aio.create_task(reader_steps())
        for number in (1, 2):
            await queue.put(number)
        await reader

    queue.put_nowait(0)
    aio.run(entry())
    scenario.expect(
        [
            ('reader', 'got 0'),
            ('reader', 'got 1'),
            ('reader', 'got 2'),
        ]
    )


def test_a_put_that_nobody_awaits(scenario):
    """A call of put or get does nothing until what it returns is awaited."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        pending_put = queue.put('a')
        await aio.sleep(0)
        scenario.check_is('queue.empty()', queue.empty(), True)
        await pending_put
        pending_get = queue.get()
        await aio.sleep(0)
        scenario.check('queue.qsize()', queue.qsize(), 1)
        scenario.check('pending_get', await pending_get, 'a')
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([])


def test_no_loop_argument__kind_lifoqueue(scenario):
    """A queue made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.LifoQueue(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__kind_priorityqueue(scenario):
    """A queue made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.PriorityQueue(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__kind_queue(scenario):
    """A queue made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.Queue(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_full_and_empty_are_exceptions_of_their_own(scenario):
    """QueueEmpty and QueueFull are Exceptions, and neither is a kind of the other or of TimeoutError."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(QueueEmpty, Exception) and issubclass(QueueFull, Exception)', issubclass(aio.QueueEmpty, Exception) and issubclass(aio.QueueFull, Exception), True)
        scenario.check_is('issubclass(QueueEmpty, QueueFull) or issubclass(QueueFull, QueueEmpty)', issubclass(aio.QueueEmpty, aio.QueueFull) or issubclass(aio.QueueFull, aio.QueueEmpty), False)
        scenario.check_is('issubclass(QueueEmpty, TimeoutError) or issubclass(QueueFull, TimeoutError)', issubclass(aio.QueueEmpty, aio.TimeoutError) or issubclass(aio.QueueFull, aio.TimeoutError), False)

    scenario.run(main)
    scenario.expect([])


def test_an_exception_is_an_item(scenario):
    """An exception put into a queue is handed to the getter and not raised."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        queue = aio.Queue()

        async def reader_steps():
            scenario.check_type('queue.get()', await queue.get(), tools.Boom)
            scenario.check_type('queue.get()', await queue.get(), aio.CancelledError)
            log('reader', 'got both')

        reader = aio.create_task(reader_steps())
        await scenario.settle()
        queue.put_nowait(tools.Boom('item'))
        queue.put_nowait(aio.CancelledError())
        await reader

    scenario.run(main)
    scenario.expect([('reader', 'got both')])


def test_a_future_is_an_item(scenario):
    """A future put into a queue is handed over as it is, without anybody awaiting it."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        promise = aio.get_running_loop().create_future()
        await queue.put(promise)
        scenario.check_is('queue.get()', await queue.get(), promise)
        scenario.check_is('promise.done()', promise.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_no_timeout_argument__kind_lifoqueue(scenario):
    """The methods put, get and join raise TypeError if given a timeout, and put adds nothing."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue()
        with scenario.raises('main', TypeError):
            await queue.put(1, timeout=None)
        with scenario.raises('main', TypeError):
            await queue.get(timeout=None)
        with scenario.raises('main', TypeError):
            await queue.join(timeout=None)
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_no_timeout_argument__kind_priorityqueue(scenario):
    """The methods put, get and join raise TypeError if given a timeout, and put adds nothing."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        with scenario.raises('main', TypeError):
            await queue.put(1, timeout=None)
        with scenario.raises('main', TypeError):
            await queue.get(timeout=None)
        with scenario.raises('main', TypeError):
            await queue.join(timeout=None)
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_no_timeout_argument__kind_queue(scenario):
    """The methods put, get and join raise TypeError if given a timeout, and put adds nothing."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        with scenario.raises('main', TypeError):
            await queue.put(1, timeout=None)
        with scenario.raises('main', TypeError):
            await queue.get(timeout=None)
        with scenario.raises('main', TypeError):
            await queue.join(timeout=None)
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_generic__kind_lifoqueue(scenario):
    """A queue class can be subscripted with the type of its items, and the result makes a queue of the class."""
    aio = scenario.aio

    async def main():
        queue_of_numbers = aio.LifoQueue[int]
        queue = queue_of_numbers(1)
        scenario.check_type('queue_of_numbers(1)', queue, aio.LifoQueue)
        queue.put_nowait(1)
        scenario.check_is('queue.full()', queue.full(), True)
        scenario.check('queue.get()', await queue.get(), 1)

    scenario.run(main)
    scenario.expect([])


def test_generic__kind_priorityqueue(scenario):
    """A queue class can be subscripted with the type of its items, and the result makes a queue of the class."""
    aio = scenario.aio

    async def main():
        queue_of_numbers = aio.PriorityQueue[int]
        queue = queue_of_numbers(1)
        scenario.check_type('queue_of_numbers(1)', queue, aio.PriorityQueue)
        queue.put_nowait(1)
        scenario.check_is('queue.full()', queue.full(), True)
        scenario.check('queue.get()', await queue.get(), 1)

    scenario.run(main)
    scenario.expect([])


def test_generic__kind_queue(scenario):
    """A queue class can be subscripted with the type of its items, and the result makes a queue of the class."""
    aio = scenario.aio

    async def main():
        queue_of_numbers = aio.Queue[int]
        queue = queue_of_numbers(1)
        scenario.check_type('queue_of_numbers(1)', queue, aio.Queue)
        queue.put_nowait(1)
        scenario.check_is('queue.full()', queue.full(), True)
        scenario.check('queue.get()', await queue.get(), 1)

    scenario.run(main)
    scenario.expect([])
