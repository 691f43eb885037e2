"""Programs that speak the worker's protocol for interpreters that cannot run a worker."""
