"""Benchmarks: a generator of consistent articles, the mutation benchmark, and the speed of reading. Nothing here is needed at run time."""
