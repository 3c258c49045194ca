"""Entente's own benchmarks: every module here is one benchmark, named as its file.

A module exposes `run(quick: bool) -> Iterable[Measurement]`; names and sizes that the targets look for stand in `measure.py`.
A module whose name begins with an underscore is a helper, not a benchmark.
"""
