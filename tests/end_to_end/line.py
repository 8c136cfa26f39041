"""A line between browser and server that can be cut: what is sent into it then is taken and never arrives."""

import socket
from contextlib import suppress
from threading import Thread


class Line:
    """TCP from a port of its own to the server's. Use as a context manager.

    A connection that something was lost on stays dead, as one is that a firewall has forgotten: neither side
    hears that it is over. New ones work once the line is mended.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._is_cut = self._is_over = False
        self._ends: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._threads = [Thread(target=self._take, daemon=True)]

    def __enter__(self) -> "Line":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for end in list(self._ends):
            _hang_up(end)
        for thread in self._threads:
            thread.join(10)

    def cut(self) -> None:
        self._is_cut = True

    def mend(self) -> None:
        self._is_cut = False

    def _take(self) -> None:
        while not self._is_over:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            self._ends.add(near)
            self._threads.append(Thread(target=self._serve, args=(near,), daemon=True))
            self._threads[-1].start()

    def _serve(self, near: socket.socket) -> None:
        """One connection of the browser, from here to the server and back."""
        link = _Link(near)
        if self._is_cut:
            link.is_dead = True
        else:
            try:
                link.far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:  # nobody is there: the browser is told, as the server's own machine would
                _hang_up(near)
                return
            self._ends.add(link.far)
            back = Thread(target=self._carry, args=(link, link.far, near), daemon=True)
            self._threads.append(back)
            back.start()
        self._carry(link, near, link.far)

    def _carry(self, link: "_Link", source: socket.socket, sink: socket.socket | None) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                link.is_dead = link.is_dead or self._is_cut
                if sink is not None and not link.is_dead:
                    sink.sendall(data)
        if source is link.near or not (link.is_dead or self._is_cut):
            for end in (link.near, link.far):
                if end is not None:
                    _hang_up(end)
                    self._ends.discard(end)


class _Link:
    """One connection: its end at the browser, and at the server where it ever got there."""

    def __init__(self, near: socket.socket) -> None:
        self.near = near
        self.far: socket.socket | None = None
        self.is_dead = False


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
