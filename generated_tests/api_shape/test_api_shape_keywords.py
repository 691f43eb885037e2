# Rendered by loopspec from spec/api-shape/keywords.yaml; do not edit, change the source and run `loopspec render`.
"""api-shape: keywords."""


def test_value_of_semaphores__kind_boundedsemaphore(scenario):
    """The constructor of BoundedSemaphore takes the keyword value."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(value=1)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_value_of_semaphores__kind_semaphore(scenario):
    """The constructor of Semaphore takes the keyword value."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(value=1)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_parties_of_a_barrier(scenario):
    """The constructor of Barrier takes the keyword parties."""
    aio = scenario.aio

    async def main():
        scenario.check('Barrier(parties=3).parties', aio.Barrier(parties=3).parties, 3)

    scenario.run(main)
    scenario.expect([])


def test_lock_of_a_condition(scenario):
    """The constructor of Condition takes the keyword lock."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        condition = aio.Condition(lock=guard)
        await condition.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_maxsize_of_queues(scenario):
    """The constructor of Queue takes the keyword maxsize."""
    aio = scenario.aio

    async def main():
        scenario.check('Queue(maxsize=3).maxsize', aio.Queue(maxsize=3).maxsize, 3)

    scenario.run(main)
    scenario.expect([])


def test_time_out_of_wait_for(scenario):
    """The function wait_for takes the keyword timeout."""
    aio = scenario.aio

    async def main():
        scenario.check("wait_for(sleep(0, 'done'), timeout=None)", await aio.wait_for(aio.sleep(0, 'done'), timeout=None), 'done')

    scenario.run(main)
    scenario.expect([])


def test_result_of_sleep(scenario):
    """The function sleep takes the keywords delay and result."""
    aio = scenario.aio

    async def main():
        scenario.check("sleep(delay=0, result='done')", await aio.sleep(delay=0, result='done'), 'done')

    scenario.run(main)
    scenario.expect([])


def test_delay_of_timeout(scenario):
    """The function timeout takes the keyword delay."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async with aio.timeout(delay=None):
            await aio.sleep(0)
            log('main', 'inside')

    scenario.run(main)
    scenario.expect([('main', 'inside')])


def test_loop_of_all_tasks__name_all_tasks(scenario):
    """The functions all_tasks and current_task take the keyword loop."""
    aio = scenario.aio

    async def main():
        scenario.check_is('all_tasks(loop=get_running_loop()) == all_tasks()', aio.all_tasks(loop=aio.get_running_loop()) == aio.all_tasks(), True)
        scenario.check_is('all_tasks(loop=None) == all_tasks()', aio.all_tasks(loop=None) == aio.all_tasks(), True)

    scenario.run(main)
    scenario.expect([])


def test_loop_of_all_tasks__name_current_task(scenario):
    """The functions all_tasks and current_task take the keyword loop."""
    aio = scenario.aio

    async def main():
        scenario.check_is('current_task(loop=get_running_loop()) == current_task()', aio.current_task(loop=aio.get_running_loop()) == aio.current_task(), True)
        scenario.check_is('current_task(loop=None) == current_task()', aio.current_task(loop=None) == aio.current_task(), True)

    scenario.run(main)
    scenario.expect([])


def test_number_of_notify(scenario):
    """The method notify takes the keyword n."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()
        async with condition:
            condition.notify(n=2)
            log('main', 'inside')

    scenario.run(main)
    scenario.expect([('main', 'inside')])
