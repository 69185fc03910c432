"""Permissions that hold for root too, so that a test of them does not depend on who runs it."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522  # of capget(2)'s structures, the third, with two words a set
_OVERRIDING = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, as capabilities(7) numbers them


@contextmanager
def permissions_that_hold() -> Iterator[None]:
    """Within it, this thread may read only what permissions allow; skips the test where that cannot be had."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no permissions of this kind on this system")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("run it as somebody else than root")
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0:
        pytest.skip("this system does not say what root may do")
    had = sets[0]
    sets[0] = had & ~_OVERRIDING
    if libc.capset(header, sets) != 0:
        pytest.skip("this system does not let root give up a capability")
    try:
        yield
    finally:
        sets[0] = had
        libc.capset(header, sets)
