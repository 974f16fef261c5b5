"""Programs that the bench starts: what they cost, and their end."""

import contextlib
import json
import os
import pwd
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "bench" / "target"
TICK = os.sysconf("SC_CLK_TCK")
MIB = 1024.0

#: By what each program is started.
PREFIX = []

_alive = []


class Failed(Exception):
    """The bench can't go on; the message says why."""


class Process:
    """A started program; its output goes to bench/target/logs."""

    def __init__(self, name, command, env=None, cwd=None, user=None, ends_by=signal.SIGTERM):
        self.name = name
        self.ends_by = ends_by
        self.log = WORK / "logs" / f"{name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "wb") as log:
            self.popen = subprocess.Popen(
                [*PREFIX, *(str(part) for part in command)], env={**os.environ, **(env or {})}, cwd=cwd,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                **as_user(user))
        self.pid = self.popen.pid
        _alive.append(self)

    def ended(self):
        return self.popen.poll() is not None

    def kill(self):
        """Ends it at once; returns its CPU seconds, to the microsecond."""
        try:
            os.kill(self.pid, 9)
            _, status, usage = os.wait4(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            raise Failed(f"{self.name} ended by itself: {self.tail()}") from None
        self.popen.returncode = os.waitstatus_to_exitcode(status)
        _alive.remove(self)
        return usage.ru_utime + usage.ru_stime

    def stop(self):
        if not self.ended():
            self.popen.send_signal(self.ends_by)
            try:
                self.popen.wait(20)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()
        if self in _alive:
            _alive.remove(self)

    def cpu(self):
        """CPU seconds so far, its children's included."""
        return sum(_stat(pid, 11, 15 if pid == self.pid else 13) for pid in [self.pid, *children(self.pid)]) / TICK

    def memory(self):
        """MiB: resident, what of it is no file's, most that was ever resident, and its part of what is shared (PSS)."""
        status = _fields(f"/proc/{self.pid}/status")
        return {"rss": round(status["VmRSS"] / MIB, 1), "anonymous": round(status["RssAnon"] / MIB, 1),
                "peak": round(status["VmHWM"] / MIB, 1),
                "pss": round(_fields(f"/proc/{self.pid}/smaps_rollup")["Pss"] / MIB, 1)}

    def tail(self):
        return self.log.read_text(errors="replace")[-800:]


class Connection:
    """HTTP/1.1 over one socket, kept alive; far cheaper than a library, so that little but the service is measured."""

    def __init__(self, port, timeout=60):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def exchange(self, request):
        """Returns status, head and body; OSError if the other side closes before that."""
        self.socket.sendall(request)
        data = self._more(b"")
        while b"\r\n\r\n" not in data:
            data = self._more(data)
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
        chunked = any(line.startswith(b"transfer-encoding: chunked") for line in lines)
        while len(body) < length if length is not None else chunked and not body.endswith(b"0\r\n\r\n"):
            body = self._more(body)
        return int(head[9:12]), head.decode(), _unchunked(body) if chunked else body

    def close(self):
        self.socket.close()

    def _more(self, data):
        received = self.socket.recv(65536)
        if not received:
            raise ConnectionResetError("closed by the other side")
        return data + received


def http(method, path, headers=None, body=None):
    """The bytes of a request; a body is written as JSON."""
    head = {"Host": "localhost", **(headers or {})}
    content = b""
    if body is not None:
        content = json.dumps(body).encode()
        head = {"Content-Type": "application/json", **head, "Content-Length": len(content)}
    return f"{method} {path} HTTP/1.1\r\n".encode() + b"".join(
        f"{name}: {value}\r\n".encode() for name, value in head.items()) + b"\r\n" + content


def ask(port, request):
    """One request on a connection of its own; anything but 2xx fails."""
    connection = Connection(port)
    try:
        status, head, body = connection.exchange(request)
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise Failed(f"{request.splitlines()[0].decode()} on port {port}: {status} {body.decode(errors='replace')[:300]}")
    return head, body


def until_200(process, port, request, pause=0.0005, limit=60):
    """Polls by raw socket until the answer is 200; returns its head and body."""
    end = time.perf_counter() + limit
    while time.perf_counter() < end:
        if process and process.ended():
            raise Failed(f"{process.name} ended before it answered: {process.tail()}")
        try:
            connection = Connection(port)
            try:
                status, head, body = connection.exchange(request)
            finally:
                connection.close()
            if status == 200:
                return head, body
        except OSError:
            pass
        time.sleep(pause)
    raise Failed(f"no 200 from port {port} within {limit} s: {process.tail() if process else ''}")


def free_ports(count):
    """They differ: each is held until all are found."""
    with contextlib.ExitStack() as held:
        return [held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


def as_user(name):
    """Options of subprocess to run a program as somebody else; none to stay who we are."""
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []} if name else {}


def stop_all():
    """All end at the same time."""
    for process in _alive:
        if not process.ended():
            process.popen.send_signal(process.ends_by)
    for process in reversed(list(_alive)):
        process.stop()


def children(pid):
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in found]


def machine_busy():
    """CPU seconds that all programs of the machine have used so far."""
    user, nice, system, idle, iowait, irq, softirq, steal = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICK


def _stat(pid, first, end):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[first:end]))


def _fields(file):
    lines = (line.split() for line in Path(file).read_text().splitlines())
    return {line[0].rstrip(":"): int(line[1]) for line in lines if len(line) == 3 and line[2] == "kB"}


def _unchunked(body):
    content = b""
    while True:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            return content
        content, body = content + rest[:length], rest[length + 2:]
