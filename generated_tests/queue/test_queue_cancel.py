# Rendered by loopspec from spec/queue/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: cancel."""


def test_a_cancelled_getter_takes_nothing(scenario):
    """A task cancelled while it waits in get leaves the next item put to the next getter."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await scenario.settle()
        queue.put_nowait('a')
        await scenario.settle()
        scenario.check('queue.qsize()', queue.qsize(), 1)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'a')

    scenario.run(main)
    scenario.expect([('quitter', 'raises CancelledError')])


def test_a_cancelled_getter_is_passed_over(scenario):
    """Items go past a cancelled getter to the getters that began to wait before and after it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def early_steps():
            item = await queue.get()
            log('early', f'{item}')

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def late_steps():
            item = await queue.get()
            log('late', f'{item}')

        early = aio.create_task(early_steps())
        await scenario.settle(early)
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        quitter.cancel()
        await scenario.settle()
        queue.put_nowait(1)
        await scenario.settle()
        queue.put_nowait(2)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('early', '1'),
            ('late', '2'),
        ]
    )


def test_put_right_after_the_cancel_of_a_getter(scenario):
    """An item put right after a getter was cancelled, before it has run, wakes the next getter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def patient_steps():
            item = await queue.get()
            log('patient', f'{item}')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        quitter.cancel()
        queue.put_nowait('a')
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'a'))])


def test_cancel_of_a_woken_getter_passes_the_item_on(scenario):
    """A getter cancelled right after the put that woke it leaves the item to the next getter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def patient_steps():
            item = await queue.get()
            log('patient', f'{item}')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        queue.put_nowait('a')
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await patient
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'a'))])


def test_cancel_of_the_only_woken_getter_keeps_the_item(scenario):
    """The item of a getter cancelled after its wake-up stays in the queue if no other task waits."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        queue.put_nowait(1)
        quitter.cancel()
        await scenario.settle()
        scenario.check('queue.get()', await queue.get(), 1)

    scenario.run(main)
    scenario.expect([('quitter', 'raises CancelledError')])


def test_first_of_two_woken_getters_cancelled(scenario):
    """When the first of two woken getters is cancelled, the second gets the item that came first."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def patient_steps():
            item = await queue.get()
            log('patient', f'{item}')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        queue.put_nowait('a')
        queue.put_nowait('b')
        quitter.cancel()
        await patient
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'b')
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'a'))])


def test_two_woken_getters_cancelled_at_once(scenario):
    """When both woken getters are cancelled, the two getters after them receive both items."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        items = []

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def deserter_steps():
            with scenario.raises('deserter', aio.CancelledError):
                await queue.get()

        async def third_steps():
            item = await queue.get()
            items.append(item)
            log('third', 'got')

        async def fourth_steps():
            item = await queue.get()
            items.append(item)
            log('fourth', 'got')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        deserter = aio.create_task(deserter_steps())
        await scenario.settle(deserter)
        third = aio.create_task(third_steps())
        await scenario.settle(third)
        fourth = aio.create_task(fourth_steps())
        await scenario.settle(fourth)
        queue.put_nowait('a')
        queue.put_nowait('b')
        quitter.cancel()
        deserter.cancel()
        await scenario.settle()
        scenario.check('(third.done(), fourth.done())', (third.done(), fourth.done()), (True, True))
        scenario.check('sorted(items)', sorted(items), ['a', 'b'])

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('deserter', 'raises CancelledError'), ('third', 'got'), ('fourth', 'got'))])


def test_the_heir_of_a_wake_up_is_cancelled_too(scenario):
    """An item that a cancelled getter leaves to the next is left to the one after it when that getter is cancelled as well."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()
            heir.cancel()

        async def heir_steps():
            with scenario.raises('heir', aio.CancelledError):
                await queue.get()

        async def last_steps():
            item = await queue.get()
            log('last', f'{item}')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        heir = aio.create_task(heir_steps())
        await scenario.settle(heir)
        last = aio.create_task(last_steps())
        await scenario.settle(last)
        queue.put_nowait('a')
        quitter.cancel()
        await scenario.settle()
        scenario.check_is('last.done()', last.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('heir', 'raises CancelledError'), ('last', 'a'))])


def test_the_line_of_getters_stays_in_order(scenario):
    """A getter cancelled while an item wakes the one before it changes nothing for the order of those after it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def early_steps():
            item = await queue.get()
            log('early', f'{item}')

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def third_steps():
            item = await queue.get()
            log('third', f'{item}')

        async def fourth_steps():
            item = await queue.get()
            log('fourth', f'{item}')

        early = aio.create_task(early_steps())
        await scenario.settle(early)
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        third = aio.create_task(third_steps())
        await scenario.settle(third)
        fourth = aio.create_task(fourth_steps())
        await scenario.settle(fourth)
        quitter.cancel()
        queue.put_nowait(1)
        await scenario.settle()
        queue.put_nowait(2)
        await scenario.settle()
        queue.put_nowait(3)
        await aio.gather(third, fourth)

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('quitter', 'raises CancelledError'), ('early', '1')),
            ('third', '2'),
            ('fourth', '3'),
        ]
    )


def test_an_overtaken_getter_is_cancelled(scenario):
    """A woken getter, cancelled after its item was taken by another, wakes nobody in vain."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def second_steps():
            item = await queue.get()
            log('second', f'{item}')

        async def third_steps():
            item = await queue.get()
            log('third', f'{item}')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        second = aio.create_task(second_steps())
        await scenario.settle(second)
        third = aio.create_task(third_steps())
        await scenario.settle(third)
        queue.put_nowait('stolen')
        queue.get_nowait()
        quitter.cancel()
        await scenario.settle()
        queue.put_nowait(2)
        await scenario.settle()
        queue.put_nowait(3)
        await aio.gather(second, third)

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('second', '2'),
            ('third', '3'),
        ]
    )


def test_a_get_that_is_closed(scenario):
    """A coroutine of get that is closed while it waits takes neither an item nor a wake-up."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def patient_steps():
            item = await queue.get()
            log('patient', f'{item}')

        abandoned = queue.get()
        abandoned.send(None)
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        abandoned.close()
        queue.put_nowait('a')
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect([('patient', 'a')])


def test_a_cancelled_putter_puts_nothing(scenario):
    """The item of a task cancelled while it waits in put never enters the queue."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.put('withdrawn')

        queue.put_nowait('first')
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel()
        await scenario.settle()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'first')
        await scenario.settle()
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([('quitter', 'raises CancelledError')])


def test_get_right_after_the_cancel_of_a_putter(scenario):
    """A slot freed right after a putter was cancelled, before it has run, goes to the next putter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.put('withdrawn')

        async def patient_steps():
            await queue.put('patient')
            log('patient', 'put')

        queue.put_nowait('first')
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        quitter.cancel()
        queue.get_nowait()
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'patient')

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'put'))])


def test_cancel_of_a_woken_putter_passes_the_slot_on(scenario):
    """A putter cancelled right after the get that woke it leaves the free slot to the next putter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.put('withdrawn')

        async def patient_steps():
            await queue.put('patient')
            log('patient', 'put')

        queue.put_nowait('first')
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        queue.get_nowait()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await patient
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'patient')
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'put'))])


def test_a_cancelled_putter_is_passed_over(scenario):
    """Slots go past a cancelled putter to the putters that began to wait before and after it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(2)

        async def early_steps():
            await queue.put('early')
            log('early', 'put')

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.put('withdrawn')

        async def late_steps():
            await queue.put('late')
            log('late', 'put')

        queue.put_nowait(1)
        queue.put_nowait(2)
        early = aio.create_task(early_steps())
        await scenario.settle(early)
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        quitter.cancel()
        await scenario.settle()
        queue.get_nowait()
        await early
        queue.get_nowait()
        await late
        scenario.check('[queue.get_nowait() for turn in range(2)]', [queue.get_nowait() for turn in range(2)], ['early', 'late'])

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('early', 'put'),
            ('late', 'put'),
        ]
    )


def test_the_line_of_putters_stays_in_order(scenario):
    """A putter cancelled while a slot wakes the one before it changes nothing for the order of those after it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(2)

        async def write(item):
            await queue.put(item)
            log('write', f'put {item}')

        [queue.put_nowait(number) for number in range(2)]
        writers = []
        for name in ('early', 'quitter', 'third', 'fourth'):
            writers.append(aio.create_task(write(name)))
            await scenario.settle()
        writers[1].cancel()
        queue.get_nowait()
        await scenario.settle()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 1)
        await scenario.settle()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'early')
        await scenario.settle()
        scenario.check('[writer.done() for writer in writers]', [writer.done() for writer in writers], [True, True, True, True])

    scenario.run(main)
    scenario.expect(
        [
            ('write', 'put early'),
            ('write', 'put third'),
            ('write', 'put fourth'),
        ]
    )


def test_an_overtaken_putter_is_cancelled(scenario):
    """A woken putter, cancelled after its slot was taken by another, wakes nobody in vain."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def write(item):
            await queue.put(item)
            log('write', f'put {item}')

        queue.put_nowait('first')
        writers = []
        for name in ('quitter', 'second', 'third'):
            writers.append(aio.create_task(write(name)))
            await scenario.settle()
        queue.get_nowait()
        queue.put_nowait('quick')
        writers[0].cancel()
        await scenario.settle()
        log('main', 'make room')
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'quick')
        await writers[1]
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'second')
        await writers[2]

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'make room'),
            ('write', 'put second'),
            ('write', 'put third'),
        ]
    )


def test_all_who_wait_are_cancelled(scenario):
    """A queue whose waiting tasks were all cancelled works on as if none had ever waited."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def read():
            await queue.get()
            log('read', 'got')

        async def write():
            await queue.put('withdrawn')
            log('write', 'put')

        readers = [aio.create_task(read()) for turn in range(3)]
        await scenario.settle()
        [reader.cancel() for reader in readers]
        await aio.gather(*readers, return_exceptions=True)
        queue.put_nowait('a')
        writers = [aio.create_task(write()) for turn in range(3)]
        await scenario.settle()
        [writer.cancel() for writer in writers]
        await aio.gather(*writers, return_exceptions=True)
        scenario.check('queue.get()', await queue.get(), 'a')
        await queue.put('b')
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'b')

    scenario.run(main)
    scenario.expect([])


def test_a_getter_survives_its_cancellation(scenario):
    """A task that catches the CancelledError of its get gets the item by a second get."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await queue.get()
            item = await queue.get()
            log('stubborn', f'{item}')

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        queue.put_nowait('a')
        stubborn.cancel()
        await scenario.settle()
        scenario.check_is('stubborn.done()', stubborn.done(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'a'),
        ]
    )


def test_a_get_that_has_timed_out_takes_nothing(scenario):
    """A get that wait_for gives up at its deadline leaves the item put afterwards in the queue."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(queue.get(), scenario.seconds(0.01))
        queue.put_nowait('a')
        await scenario.settle()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'a')

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_a_put_that_has_timed_out_puts_nothing(scenario):
    """A put that wait_for gives up at its deadline leaves its item out of the queue for good."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)
        queue.put_nowait('first')
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(queue.put('late'), scenario.seconds(0.01))
        queue.get_nowait()
        await scenario.settle()
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_wait_for_cancelled_while_its_item_arrives(scenario):
    """No item is lost when a wait_for around get is cancelled right after the put of the item."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def reader_steps():
            item = await aio.wait_for(queue.get(), scenario.seconds(100))
            log('reader', f'got {item}')

        reader = aio.create_task(reader_steps())
        await scenario.settle()
        queue.put_nowait('a')
        reader.cancel()
        await aio.gather(reader, return_exceptions=True)
        log('main', f'{queue.qsize()} left')

    scenario.run(main)
    scenario.expect(
        [
            scenario.when(None, '3.11', [('reader', 'got a'), ('main', '0 left')]),
            scenario.when('3.12', None, [('main', '1 left')]),
        ]
    )
