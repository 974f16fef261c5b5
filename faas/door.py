"""A front door: what visitors and the other services reach of a function, in place of the platform's own."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from message import OF_A_CONNECTION, Request
from processes import Failed


class Door:

    def __init__(self, port, function):
        self.url = f"http://127.0.0.1:{port}"
        self.function = function
        #: What the platform says of the visitor's connection; its own front door would end TLS.
        self.scheme = "http"
        try:
            self._server = _Server(("127.0.0.1", port), _Handler)
        except OSError as failure:
            raise Failed(f"port {port}: {failure.strerror}") from None
        self._server.door = self
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def cut(self):
        """All connections end, also those that clients keep for later."""
        for connection in list(self._server.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # It has ended.

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self.cut()


class _Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True
    block_on_close = False

    def __init__(self, address, handler):
        super().__init__(address, handler)
        self.connections = set()

    def process_request(self, request, client_address):
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        pass  # A visitor who has gone.


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120

    def _serve(self):
        door = self.server.door
        request = Request(self.command, self.path, self.headers.items())
        request.body = self._body(request)
        refusal = door.function.platform.refusal(request)
        if refusal:
            self._answer(refusal)
            return
        request.headers = [pair for pair in request.headers if pair[0].lower() not in OF_A_CONNECTION]
        visitor = self.client_address[0]
        before = request.header("x-forwarded-for")
        request.replace("X-Forwarded-For", f"{before}, {visitor}" if before else visitor)
        request.replace("X-Forwarded-Proto", door.scheme)
        self._answer(door.function.call(request))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve

    def _body(self, request):
        if request.header("transfer-encoding").lower() != "chunked":
            return self.rfile.read(int(request.header("content-length", "0")))
        chunks = []
        while length := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(length))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass  # Trailers
        return b"".join(chunks)

    def _answer(self, answer):
        bodiless = self.command == "HEAD" or answer.status in (204, 304)
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in OF_A_CONNECTION and (bodiless or name.lower() != "content-length"):
                self.send_header(name, value)
        if not bodiless:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if not bodiless:
            self.wfile.write(answer.body)

    def log_message(self, *_):
        pass
