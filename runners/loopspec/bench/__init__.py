"""Speed: the workloads of ``benchmarks/`` timed on targets, side by side."""
