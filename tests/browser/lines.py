"""A line between browser and server that can be cut: nothing more comes through, and nobody is told so."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PIECE = 65536


class Line:
    """Forwards TCP to a port of this machine until `cut`: what hangs then hangs for good."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._is_cut = threading.Event()
        self._held: list[socket.socket] = []
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                came, _where = self._listening.accept()
            except OSError:
                return  # closed
            self._held.append(came)
            if not self._is_cut.is_set():  # else it was taken, and is never answered
                self._join(came)

    def _join(self, came: socket.socket) -> None:
        there = socket.create_connection(("127.0.0.1", self._to))
        self._held.append(there)
        for source, target in ((came, there), (there, came)):
            threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(_PIECE):
                if self._is_cut.is_set():
                    return  # swallowed; the sockets stay open
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return  # one of the ends has gone

    def cut(self) -> None:
        self._is_cut.set()

    def mend(self) -> None:
        """New connections come through again."""
        self._is_cut.clear()

    def close(self) -> None:
        self._ended.set()
        self._listening.shutdown(socket.SHUT_RDWR)  # closing alone wakes nobody who waits in accept
        self._listening.close()
        for one in self._held:
            one.close()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    line = Line(port)
    running = threading.Thread(target=line.run, daemon=True)
    running.start()
    try:
        yield line
    finally:
        line.close()
        running.join(5)
