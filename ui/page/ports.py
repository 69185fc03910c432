"""A listening socket on this machine only, at a port that is free."""

import os
import socket

TRIES = 100


def bound_socket(port: int) -> socket.socket:
    """A socket bound to 127.0.0.1 at `port` or the first free one after it; any free one for port 0.

    Raises OSError if `TRIES` ports in a row are taken.
    """
    for candidate in range(port, min(port + TRIES, 65536)):
        listening = socket.socket()
        if os.name == "posix":  # on Windows it would share a port that is taken
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", candidate))
            listening.listen()
        except OSError:
            listening.close()
        else:
            return listening
    raise OSError(f"No port from {port} to {port + TRIES - 1} is free on 127.0.0.1. Choose another with --port.")
