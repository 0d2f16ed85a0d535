"""When the garbage collector looks through memory: not while the program loads, and afterwards only at what is new.

Libraries and catalogues are some hundred thousand objects that live as long as the program. Looking through them takes
a tenth of a second, now while somebody waits for the first picture, now between a key and what it does.
"""

from __future__ import annotations

import gc
import sys

SWITCH_SECONDS = 0.001
"""How long a thread that reads from the store may keep the one that draws from going on; Python's own is 5 ms."""


def hold() -> None:
    """Begin to load: nothing is looked through until `settle`."""
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)


def settle() -> None:
    """Everything that stays is loaded. Without `hold`, as in a test that starts many terminals, this does nothing."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
