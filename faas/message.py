"""What goes through a front door: a request and its answer. Headers are pairs, so that none is lost or merged on the way."""

import http.client
from dataclasses import dataclass, field

#: Of one connection only (RFC 9110, 7.6.1); how long a body is says whoever writes it.
OF_A_CONNECTION = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}


@dataclass
class Request:
    method: str
    #: Path and query as the visitor wrote them.
    target: str
    headers: list = field(default_factory=list)
    body: bytes = b""

    def header(self, name, default=""):
        return next((value for key, value in self.headers if key.lower() == name), default)

    def replace(self, name, value):
        """In place of what a visitor may have sent by that name."""
        self.headers = [pair for pair in self.headers if pair[0].lower() != name.lower()] + [(name, value)]


@dataclass
class Answer:
    status: int
    headers: list = field(default_factory=list)
    body: bytes = b""

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name]

    def header(self, name):
        return next(iter(self.all(name)), None)

    def text(self):
        return self.body.decode(errors="replace")


def forward(host, port, request, timeout=60):
    """Sends it as it is; OSError or HTTPException if nobody answers."""
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        try:
            connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers:
                if name.lower() not in OF_A_CONNECTION | {"content-length"}:
                    connection.putheader(name, value)
            if request.body or request.method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(request.body)))
            connection.endheaders(request.body or None)
        except (BrokenPipeError, ConnectionResetError):
            pass  # Refused by its head, perhaps: the answer is there before the body has been sent.
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


def size(headers):
    """As the platforms count it: all names and values."""
    return sum(len(name) + len(value) for name, value in headers)
