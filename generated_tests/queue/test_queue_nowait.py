# Rendered by loopspec from spec/queue/nowait.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: nowait."""


def test_put_nowait_on_a_full_queue__kind_lifoqueue(scenario):
    """The method put_nowait of a full queue raises QueueFull and leaves the items as they are."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue(1)
        queue.put_nowait(5)
        with scenario.raises('main', aio.QueueFull):
            queue.put_nowait(1)
        scenario.check('queue.qsize()', queue.qsize(), 1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 5)
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises QueueFull')])


def test_put_nowait_on_a_full_queue__kind_priorityqueue(scenario):
    """The method put_nowait of a full queue raises QueueFull and leaves the items as they are."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue(1)
        queue.put_nowait(5)
        with scenario.raises('main', aio.QueueFull):
            queue.put_nowait(1)
        scenario.check('queue.qsize()', queue.qsize(), 1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 5)
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises QueueFull')])


def test_put_nowait_on_a_full_queue__kind_queue(scenario):
    """The method put_nowait of a full queue raises QueueFull and leaves the items as they are."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)
        queue.put_nowait(5)
        with scenario.raises('main', aio.QueueFull):
            queue.put_nowait(1)
        scenario.check('queue.qsize()', queue.qsize(), 1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 5)
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises QueueFull')])


def test_get_nowait_on_an_empty_queue__kind_lifoqueue(scenario):
    """The method get_nowait of an empty queue raises QueueEmpty, and the queue works on as before."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue()
        with scenario.raises('main', aio.QueueEmpty):
            queue.get_nowait()
        queue.put_nowait(1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 1)
        with scenario.raises('main', aio.QueueEmpty):
            queue.get_nowait()
        scenario.check('queue.qsize()', queue.qsize(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueEmpty'),
            ('main', 'raises QueueEmpty'),
        ]
    )


def test_get_nowait_on_an_empty_queue__kind_priorityqueue(scenario):
    """The method get_nowait of an empty queue raises QueueEmpty, and the queue works on as before."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        with scenario.raises('main', aio.QueueEmpty):
            queue.get_nowait()
        queue.put_nowait(1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 1)
        with scenario.raises('main', aio.QueueEmpty):
            queue.get_nowait()
        scenario.check('queue.qsize()', queue.qsize(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueEmpty'),
            ('main', 'raises QueueEmpty'),
        ]
    )


def test_get_nowait_on_an_empty_queue__kind_queue(scenario):
    """The method get_nowait of an empty queue raises QueueEmpty, and the queue works on as before."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        with scenario.raises('main', aio.QueueEmpty):
            queue.get_nowait()
        queue.put_nowait(1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 1)
        with scenario.raises('main', aio.QueueEmpty):
            queue.get_nowait()
        scenario.check('queue.qsize()', queue.qsize(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueEmpty'),
            ('main', 'raises QueueEmpty'),
        ]
    )


def test_a_refused_put_is_not_handed_to_the_next_getter(scenario):
    """An item refused with QueueFull never appears, even once the queue has room again."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def reader_steps():
            for turn in range(2):
                item = await queue.get()
                log('reader', f'{item}')

        queue.put_nowait('accepted')
        with scenario.raises('main', aio.QueueFull):
            queue.put_nowait('refused')
        reader = aio.create_task(reader_steps())
        await scenario.settle()
        queue.put_nowait('later')
        await reader

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueFull'),
            ('reader', 'accepted'),
            ('reader', 'later'),
        ]
    )


def test_put_nowait_in_a_callback_wakes_a_getter(scenario):
    """A put_nowait called by the loop as a callback wakes a task that waits in get."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def reader_steps():
            item = await queue.get()
            log('reader', f'{item}')

        reader = aio.create_task(reader_steps())
        await scenario.settle()
        aio.get_running_loop().call_soon(queue.put_nowait, 'from the callback')
        await reader

    scenario.run(main)
    scenario.expect([('reader', 'from the callback')])


def test_get_nowait_in_a_callback_wakes_a_putter(scenario):
    """A get_nowait called by the loop as a callback lets a waiting put go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def writer_steps():
            await queue.put('second')
            log('writer', 'put')

        queue.put_nowait('first')
        writer = aio.create_task(writer_steps())
        await scenario.settle()
        aio.get_running_loop().call_soon(queue.get_nowait)
        await writer
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'second')

    scenario.run(main)
    scenario.expect([('writer', 'put')])


def test_put_from_another_thread_through_the_loop(scenario):
    """A put_nowait handed to call_soon_threadsafe by another thread wakes a getter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        loop = aio.get_running_loop()

        async def reader_steps():
            item = await queue.get()
            log('reader', f'{item}')

        reader = aio.create_task(reader_steps())
        await scenario.settle()

        def thread_steps():
            scenario.check('queue.empty()', queue.empty(), True)
            loop.call_soon_threadsafe(queue.put_nowait, 'posted')

        await scenario.beside_thread(thread_steps)
        await reader

    scenario.run(main)
    scenario.expect([('reader', 'posted')])


def test_one_slot_for_one_nowait_put(scenario):
    """A slot freed while a put waits can be taken at once by put_nowait; the queue never exceeds maxsize."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def patient_steps():
            await queue.put('patient')
            log('patient', f'put, size {queue.qsize()}')

        queue.put_nowait('first')
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        queue.get_nowait()
        queue.put_nowait('quick')
        scenario.check('queue.qsize()', queue.qsize(), 1)
        await scenario.settle()
        scenario.check('queue.qsize()', queue.qsize(), 1)
        scenario.check_is('patient.done()', patient.done(), False)
        log('main', 'free the slot')
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'quick')
        await patient
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'patient')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'free the slot'),
            ('patient', 'put, size 1'),
        ]
    )


def test_no_loop_is_needed(scenario):
    """Queues are made, filled with put_nowait and emptied with get_nowait where no loop runs."""
    aio = scenario.aio

    queue = aio.Queue(2)
    queue.put_nowait('a')
    queue.put_nowait('b')
    with scenario.raises('program', aio.QueueFull):
        queue.put_nowait('c')
    scenario.check('queue.get_nowait()', queue.get_nowait(), 'a')
    scenario.check('queue.get_nowait()', queue.get_nowait(), 'b')
    with scenario.raises('program', aio.QueueEmpty):
        queue.get_nowait()
    queue.task_done()
    scenario.expect(
        [
            ('program', 'raises QueueFull'),
            ('program', 'raises QueueEmpty'),
        ]
    )
