"""A forward proxy that knows CONNECT and nothing else."""

import socket
import socketserver
import threading


class ConnectProxy:
    """Listens on loopback and keeps the names it was asked for.

    `routes` maps host:port as asked to where it really is, so that a test can use names that no resolver knows.
    `refuses` makes it answer 403 instead.
    """

    def __init__(self, routes: dict[str, tuple[str, int]], refuses: bool = False):
        self.asked: list[str] = []
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                method, target, _ = self.rfile.readline().decode().split()
                while self.rfile.readline().strip():
                    pass
                owner.asked.append(f"{method} {target}")
                if refuses or method != "CONNECT" or target not in routes:
                    self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                    return
                with socket.create_connection(routes[target], 10) as upstream:
                    self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    _join(self.connection, upstream)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _join(left: socket.socket, right: socket.socket) -> None:
    """Passes bytes both ways until both sides have ended."""
    back = threading.Thread(target=_pass, args=(right, left), daemon=True)
    back.start()
    _pass(left, right)
    back.join()


def _pass(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
