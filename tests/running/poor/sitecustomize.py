"""Takes away what Windows does not have, before anything else is imported."""

import os
import select
import signal

for module, names in (
    (os, "fork forkpty killpg setsid getpgid setpgid sched_getaffinity register_at_fork getppid pread"),
    (select, "poll"),
    (signal, "pthread_sigmask SIGRTMAX SIGRTMIN SIGUSR1 SIGUSR2 SIGPIPE SIGXFSZ setitimer"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
