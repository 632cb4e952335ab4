"""The collector of garbage in cycles, kept from looking where there is none."""

import gc

# New objects until the collector looks for cycles among them. What results are worked
# out from lasts and makes no cycles: a look through it takes half a second and finds
# nothing. A worker keeps fewer objects than this, so that only a leak leads to a look.
YOUNG_OBJECTS = 1_000_000


def spare_the_collector() -> None:
    """What lives as long as the process is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
