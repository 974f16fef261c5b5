"""A function: a service's own executable, in as many instances as its requests need. An instance without a request is stopped."""

import http.client
import itertools
import os
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from processes import WORK, Failed

#: As much as Knative's pods have, to the next size that all platforms offer.
MEMORY = 512
#: More instances would say more of this machine than of the service; further requests wait.
MOST_INSTANCES = 8
#: bubblewrap's --die-with-parent goes by the thread that starts it: this one lives as long as the harness.
_LAUNCHER = ThreadPoolExecutor(1)
_ADDRESSES = (f"127.0.{number // 250 + 1}.{number % 250 + 1}" for number in itertools.count())


@dataclass
class Invocation:
    """What the platform would tell and bill of it; init is of its instance, if that was started for it."""
    function: str
    init: float
    duration: float
    status: int


class Function:

    def __init__(self, platform, name, artefact, env, files=None):
        self.platform = platform
        self.name = name
        self.artefact = artefact
        self.env = env
        #: More that is put there: target by source.
        self.files = files or {}
        self.instances = []
        self.invocations = []
        self._free = threading.Condition()

    def call(self, request):
        return self._invoke(lambda instance: self.platform.invoke(instance, request))

    def event(self, payload):
        """As the platform hands over what is no HTTP request."""
        return self._invoke(lambda instance: self.platform.event(instance, payload))

    def _invoke(self, invocation):
        instance, cold = self._take()
        try:
            instance.ready()
            began = time.perf_counter()
            answer = invocation(instance)
            duration = (time.perf_counter() - began) * 1000
            init, duration = self.platform.measured(instance, instance.init if cold else 0, duration)
            self.invocations.append(Invocation(self.name, init, duration, answer.status))
            return answer
        except (OSError, http.client.HTTPException) as failure:
            instance.stop()
            return self.platform.error(502, f"{self.name}: {failure}")
        finally:
            self._give_back(instance)

    def _take(self):
        with self._free:
            while True:
                self.instances = [it for it in self.instances if not it.ended()]
                for instance in self.instances:
                    if instance.running < self.platform.concurrency:
                        instance.running += 1
                        return instance, False
                if len(self.instances) < MOST_INSTANCES:
                    instance = Instance(self)
                    instance.running = 1
                    self.instances.append(instance)
                    return instance, True
                self._free.wait()

    def _give_back(self, instance):
        with self._free:
            instance.running -= 1
            if not instance.running:
                instance.freeze()
            self._free.notify()

    def stop(self):
        """Back to no instances, as after a quiet time."""
        with self._free:
            for instance in self.instances:
                instance.stop()
            self.instances = []


class Instance:
    """Its address stands for the network that a platform gives it alone, so that each has the platform's port for itself."""

    def __init__(self, function):
        self.platform = function.platform
        self.name = function.name
        self.address = next(_ADDRESSES)
        self.running = 0
        self.init = 0
        self.log = WORK / "logs" / f"{self.platform.name}-{self.name}-{self.address}.log"
        self._function = function
        self._popen = None
        self._frozen = False
        self._state = threading.Lock()

    def ready(self):
        """Starts it for the first request, and goes on with it for each further one."""
        with self._state:
            if not self._popen:
                began = time.perf_counter()
                self._start()
                self.init = (time.perf_counter() - began) * 1000
            if self._frozen:
                self._signal(signal.SIGCONT)
                self._frozen = False

    def _start(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        env = {"PATH": "/usr/bin:/bin", "QUARKUS_HTTP_HOST": self.address, **self._function.env,
               **self.platform.environment(self.name, self.address)}
        command = sandbox(self._function, self.platform.command(self._function.artefact, self.address))
        with open(self.log, "wb") as log:
            self._popen = _LAUNCHER.submit(
                subprocess.Popen, command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log).result()
        for port in self.platform.listening:
            self._await(port)

    def _await(self, port):
        end = time.perf_counter() + 60
        while time.perf_counter() < end:
            if self._popen.poll() is not None:
                raise OSError(f"it ended before it listened: {self.tail()}")
            try:
                socket.create_connection((self.address, port)).close()
                return
            except OSError:
                time.sleep(0.001)
        raise OSError(f"it does not listen: {self.tail()}")

    def freeze(self):
        with self._state:
            if self._popen and not self._frozen:
                self._signal(signal.SIGSTOP)
                self._frozen = True

    def ended(self):
        return self._popen is not None and self._popen.poll() is not None

    def stop(self):
        with self._state:
            if self._popen:
                self._signal(signal.SIGKILL)
                self._popen.wait()

    def memory(self):
        """MiB: the most that the service and the platform's helper beside it had resident, by name."""
        found = {}
        for pid in self._pids():
            try:
                fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            except OSError:
                continue
            name = fields["Name"].strip()
            if "VmHWM" in fields and name not in ("bwrap", "aws-lambda-rie"):
                found["adapter" if name == "lambda-adapter" else "service"] = int(fields["VmHWM"].split()[0]) / 1024
        return found

    def tail(self):
        return self.log.read_text(errors="replace")[-1500:]

    def _pids(self):
        found = [self._popen.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    found += map(int, task.read_text().split())
                except OSError:
                    pass  # It has ended.
        return found

    def _signal(self, number):
        for pid in self._pids():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass


def sandbox(function, command, *options):
    """A root where nothing but /tmp can be written, and the artefact is where the platform puts it; by bubblewrap."""
    root = ["--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc"]
    for folder in ("/bin", "/lib", "/lib64", "/sbin"):
        if os.path.islink(folder):
            root += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            root += ["--ro-bind", folder, folder]
    platform, artefact = function.platform, function.artefact
    own = {artefact.source: f"{platform.task}/{artefact.name}"}
    for source, target in {**platform.files, **function.files, **own}.items():
        root += ["--ro-bind", str(source), target]
    return ["bwrap", *root, "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--remount-ro", "/dev", "--remount-ro", "/",
            "--chdir", platform.task, "--unshare-pid", "--unshare-ipc", "--new-session", "--die-with-parent", *options, "--", *map(str, command)]


@dataclass
class Artefact:
    """What the build made of a service: its executable, or quarkus-app for a JVM."""
    source: Path
    name: str
    _command: list

    def command(self, task):
        """How it is started in the platform's folder for it."""
        return [*self._command, f"{task}/{self.name}"] if self.source.is_file() else [
            *self._command, f"{task}/{self.name}/quarkus-run.jar"]


def artefact(command):
    """@param command how bench/ starts it; None if it has not been built"""
    if command is None:
        raise Failed("a service is not built: ./mvnw package -DskipTests, with -Dnative for executables")
    *before, program = command
    return Artefact(program.parent, program.parent.name, before) if before else Artefact(program, program.name, [])
