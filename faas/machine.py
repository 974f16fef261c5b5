"""One machine: the units of machine/ under systemd itself, in a container that bubblewrap makes; and the all-in-one, bench/product."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import candidates
import postgres
from postgres import Postgres
from processes import ROOT, Failed, Process, http, until_200
from product import FOLDER, artefact
from visitor import Visitor

UNITS = FOLDER / "machine"
#: In place of 8080 to 8082, which may be somebody else's here.
FIRST_PORT = 19380
SERVICES = {"gateway-service": FIRST_PORT, "rule-service": FIRST_PORT + 1, "user-service": FIRST_PORT + 2}
#: Nothing of this machine's own is started: the only units are ours, and those that each unit wants by default.
START = ("mount -t cgroup2 none /sys/fs/cgroup && exec env -i container=bubblewrap SYSTEMD_UNIT_PATH=/units PATH=/usr/bin:/bin"
         " /lib/systemd/systemd --system --unit=todolist.target --log-target=console --log-level=notice --show-status=no"
         " --crash-reboot=no")


class Machine(unittest.TestCase):
    flavour = "native"

    @classmethod
    def setUpClass(cls):
        needed = {"bwrap": "bubblewrap", "systemd-analyze": "systemd", "psql": "postgresql-client", "nsenter": "util-linux"}
        missing = [package for program, package in needed.items() if not shutil.which(program)]
        if missing:
            raise Failed(f"please install {' '.join(missing)}")
        cls._temporary = tempfile.TemporaryDirectory(prefix="todolist-machine-", ignore_cleanup_errors=True)
        cls.folder = Path(cls._temporary.name)
        for folder in ("units", "settings", "units/todolist@.service.d", "units/todolist-migrate@.service.d"):
            (cls.folder / folder).mkdir()
            if folder.endswith(".d"):
                # There is no journal.
                (cls.folder / folder / "log.conf").write_text("[Service]\nStandardOutput=append:/etc/todolist-settings/log\nStandardError=inherit\n")
        for unit in UNITS.glob("todolist*"):
            shutil.copy(unit, cls.folder / "units")
        for name in ("sysinit.target", "basic.target", "shutdown.target"):
            (cls.folder / "units" / name).write_text("[Unit]\nDefaultDependencies=no\n")

    @classmethod
    def tearDownClass(cls):
        cls._temporary.cleanup()

    def test_the_units_are_as_systemd_wants_them(self):
        units = sorted(f"/units/{it.name.replace('@', '@rule-service')}" for it in UNITS.glob("todolist*"))
        done = subprocess.run(self.container("systemd-analyze", "verify", "--man=no", "--generators=no", *units), capture_output=True, text=True)
        self.assertEqual((0, "", ""), (done.returncode, done.stdout, done.stderr))

    def test_a_service_may_do_no_more_than_it_must(self):
        """systemd's own measure, from 0 to 10; as tenths."""
        done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=15", "--no-pager",
                               str(self.folder / "units" / "todolist@rule-service.service")], capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout[-300:] + done.stderr)

    def test_one_command_starts_the_product_and_each_service_comes_back(self):
        if os.geteuid() != 0:
            self.skipTest("systemd wants to be root")
        database = Postgres()
        try:
            self.make(database)
            machine = self.start()
            try:
                self.use(machine)
            finally:
                machine.stop()
        finally:
            database.stop()

    def use(self, machine):
        self.systemctl(machine, "start", "todolist-migrate@rule-service", "todolist-migrate@user-service")
        for port in SERVICES.values():
            until_200(machine, port, http("GET", "/q/health/ready"))
        ann = Visitor(f"http://127.0.0.1:{FIRST_PORT}").registered()
        ann.added("Buy milk")
        pids = self.services(machine)
        self.assertEqual(set(SERVICES), set(pids))
        for name, pid in pids.items():
            fields = dict(it.split(":", 1) for it in Path(f"/proc/{pid}/status").read_text().splitlines())
            may = [fields[it].split()[0] for it in ("NoNewPrivs", "Seccomp", "CapEff", "CapBnd")]
            self.assertEqual(["1", "2", "0" * 16, "0" * 16], may, name)
            self.assertGreater(int(fields["Uid"].split()[0]), 60000, name)
        os.kill(pids["rule-service"], 9)
        self.until(lambda: self.services(machine).get("rule-service") not in (None, pids["rule-service"]))
        self.assertEqual(["Buy milk"], ann.names())
        self.systemctl(machine, "stop", "todolist.target")
        self.until(lambda: not self.services(machine))
        for name in SERVICES:
            self.until(lambda: "\nActiveState=inactive\n" in self.systemctl(machine, "show", f"todolist@{name}"))
            self.assertIn("\nResult=success\n", self.systemctl(machine, "show", f"todolist@{name}"), name)

    def test_all_in_one_is_one_command(self):
        port = FIRST_PORT + 3
        product = Process("all-in-one", [sys.executable, ROOT / "bench" / "product", candidates.FLAVOURS[self.flavour]], {"PORT": str(port)})
        try:
            until_200(product, port, http("GET", "/q/health/ready"))
            ann = Visitor(f"http://127.0.0.1:{port}").registered()
            ann.added("Buy milk")
            self.assertEqual(["Buy milk"], ann.names())
        finally:
            product.stop()
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", port), 1)

    # --- What a person does by hand

    def make(self, database):
        """Settings and databases, as the walk in README.md makes them; passwords are asked for, as in Debian's PostgreSQL."""
        done = subprocess.run([UNITS / "settings", self.folder / "settings" / "todolist"], capture_output=True, text=True, check=True)
        for file in (self.folder / "settings" / "todolist").iterdir():
            text = re.sub(r"(?<=[=:])808(\d)\b", lambda it: str(FIRST_PORT + int(it[1])), file.read_text())
            file.write_text(text.replace(":5432/", f":{postgres.PORT}/"))
            self.assertEqual(0o600, file.stat().st_mode & 0o777, file)
        database.rules.run("drop database users")
        made = subprocess.run(["psql", "-q", "-h", "127.0.0.1", "-p", str(postgres.PORT), "-U", "bench", "postgres"], input=done.stdout,
                              capture_output=True, text=True)
        self.assertEqual((0, ""), (made.returncode, made.stderr))
        hba = database.folder / "data" / "pg_hba.conf"
        hba.write_text("host all todos,todos_owner,users,users_owner 127.0.0.1/32 scram-sha-256\n" + hba.read_text())
        database.rules.run("select pg_reload_conf()")

    def start(self):
        """As PID 1, in a group of processes of its own, from which systemd's groups go down."""
        try:
            group = cgroup()
        except OSError as failure:
            self.skipTest(f"no group of processes can be made here: {failure}")
        self.addCleanup(remove, group)
        return Process("machine", ["sh", "-c", f"echo $$ >{group}/cgroup.procs && exec \"$@\"", "machine",
                                   *self.container("sh", "-c", START, options=["--as-pid-1", "--unshare-cgroup", "--cap-add", "ALL"])], ends_by=9)

    def container(self, *command, options=()):
        """A file system with the units, the settings, the executables and nothing else that is ours."""
        root = ["--ro-bind", "/usr", "/usr", "--ro-bind", "/sys", "/sys", "--tmpfs", "/etc", "--tmpfs", "/run", "--tmpfs", "/tmp",
                "--tmpfs", "/var", "--proc", "/proc", "--dev", "/dev"]
        for folder in ("/bin", "/lib", "/lib64", "/sbin"):
            root += ["--symlink", os.readlink(folder), folder] if os.path.islink(folder) else ["--ro-bind-try", folder, folder]
        for file in ("passwd", "group", "hosts", "nsswitch.conf", "ld.so.cache", "machine-id"):
            root += ["--ro-bind-try", f"/etc/{file}", f"/etc/{file}"]
        root += ["--perms", "0755", "--dir", "/opt", "--perms", "0755", "--dir", "/opt/todolist"]
        for service in SERVICES:
            root += ["--ro-bind", str(artefact(candidates.command(service, self.flavour)).source), f"/opt/todolist/{service}"]
        return ["bwrap", *root, "--ro-bind", str(self.folder / "units"), "/units", "--bind", str(self.folder / "settings"), "/etc/todolist-settings",
                "--symlink", "todolist-settings/todolist", "/etc/todolist", "--unshare-pid", "--unshare-ipc", "--unshare-uts",
                "--die-with-parent", *options, "--", *command]

    def systemctl(self, machine, *arguments):
        """As soon as there is a systemd to ask."""
        command = ["nsenter", "-a", "-r", "-w", "systemctl", *arguments]
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pid = self.programs(machine).get("systemd")
            done = pid and subprocess.run([*command[:4], "-t", str(pid), *command[4:]], capture_output=True, text=True, timeout=60)
            if done and "Failed to connect to bus" not in done.stderr:
                self.assertEqual(0, done.returncode, done.stderr + self.log())
                return done.stdout
            time.sleep(0.05)
        self.fail(f"There is no systemd: {machine.tail()}")

    def until(self, question):
        end = time.monotonic() + 40
        while not question():
            self.assertLess(time.monotonic(), end, self.log())
            time.sleep(0.05)

    def log(self):
        file = self.folder / "settings" / "log"
        return file.read_text()[-3000:] if file.exists() else ""

    def services(self, machine):
        return {name: pid for name, pid in self.programs(machine).items() if name in SERVICES}

    @staticmethod
    def programs(machine):
        """Process by the name of its program, below the container's."""
        found, pids = {}, [machine.pid]
        for pid in pids:
            try:
                pids += [int(it) for task in Path(f"/proc/{pid}/task").glob("*/children") for it in task.read_text().split()]
                name = Path(os.readlink(f"/proc/{pid}/exe")).name
            except OSError:
                continue
            found.setdefault(name, pid)
        return found


def remove(group):
    """All processes in it and below have ended, or are about to."""
    folders = sorted((it for it in group.rglob("*") if it.is_dir()), key=lambda it: len(it.parts), reverse=True)
    for folder in [*folders, group]:
        end = time.monotonic() + 10
        while folder.exists():
            try:
                folder.rmdir()
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)


def cgroup():
    """A group of processes of this program's own, in the unified hierarchy."""
    root = next((it for it in (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/unified")) if (it / "cgroup.procs").exists()
                 and (it / "cgroup.controllers").exists()), None)
    if not root:
        raise FileNotFoundError("cgroup2")
    own = next(line for line in Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::"))[3:]
    group = root / own.lstrip("/") / f"todolist-{os.getpid()}"
    group.mkdir(exist_ok=True)
    return group

