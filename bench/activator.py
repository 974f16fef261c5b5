"""Stands for a serverless platform: a program that sleeps until somebody connects to it."""

import socket
import threading

from processes import http, until_200

HEALTH = http("GET", "/q/health/ready")


class Activator:
    """Listens in the place of a candidate. The first connection starts it; connections are held until it is ready."""

    def __init__(self, candidate, port):
        self.candidate = candidate
        self.process = None
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", port), backlog=256)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        """Back to sleep; returns the CPU seconds of what was started."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        return self.process.kill() if self.process else 0

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client):
        try:
            with self.lock:
                if not self.process:
                    self.process = self.candidate.start()
                    until_200(self.process, self.candidate.port, HEALTH, pause=0.001)
            service = socket.create_connection(("127.0.0.1", self.candidate.port))
        except Exception as failure:
            print(f"activator of {self.candidate.name}: {failure}")
            client.close()
            return
        for one in (client, service):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_pump, args=[service, client], daemon=True).start()
        _pump(client, service)


def _pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
