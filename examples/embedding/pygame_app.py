"""pygame, with a script of the game written as coroutines that sleep in game time.

The clock of the loop is set forward by each frame, so `sleep(1)` is sixty frames, whatever the machine is doing; while
the game is paused nothing moves. Two seconds of game time; runs without a screen with SDL_VIDEODRIVER=dummy.
"""

import pygame

import refloop as asyncio
from refloop import VirtualClock

FRAME = 1 / 60


async def patrol(box, log):
    """Back and forth, twenty pixels a frame."""
    for step in (20, -20):
        for _ in range(10):
            box.x += step
            await asyncio.sleep(FRAME)
        log.append(f"box at {box.x}")


async def story(log):
    await asyncio.sleep(1)
    log.append("one second")
    await asyncio.sleep(0.5)
    log.append("half a second more")


def main():
    pygame.init()
    screen = pygame.display.set_mode((320, 240))
    box, log = pygame.Rect(0, 100, 20, 20), []
    clock = VirtualClock(patience=0)
    loop = asyncio.Loop(clock=clock)
    tasks = [loop.create_task(patrol(box, log)), loop.create_task(story(log))]

    paused = False
    for frame in range(150):
        if frame == 30:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_p))
        if frame == 60:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_p))
        for event in pygame.event.get():
            if event.type == pygame.KEYDOWN and event.key == pygame.K_p:
                paused = not paused
        if not paused:
            clock.advance(FRAME)
            loop.run_ready(budget=0.005)
        screen.fill("black")
        screen.fill("white", box)
        pygame.display.flip()

    loop.close()
    pygame.quit()
    print("; ".join(log))
    print(f"{sum(task.done() for task in tasks)} of {len(tasks)} tasks done at {clock.time():.1f} s of game time")


if __name__ == "__main__":
    main()
