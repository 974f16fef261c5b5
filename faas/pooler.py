"""The real PgBouncer in transaction mode between the services and PostgreSQL, with pgbouncer.ini as it is given to users."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import candidates
import postgres
from postgres import Sql
from processes import WORK, Failed, Process

PORT = postgres.PORT + 1
FOLDER = Path(__file__).resolve().parent
#: Its name for each kind of a service's connections.
NAMES = {"rule-service": {"": "todos", "CHANGE_": "todos_change", "SEARCH_": "todos_search"}, "user-service": {"": "users"}}


class PgBouncer:

    def __init__(self):
        program = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
        if not program:
            raise Failed("please install pgbouncer")
        self.version = tuple(map(int, re.search(r"PgBouncer (\d+)\.(\d+)", subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True).stdout).groups()))
        folder = WORK / "pgbouncer"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "userlist.txt").write_text('"bench" ""\n')
        ini = (FOLDER / "pgbouncer.ini").read_text()
        for given, here in (("host=db.example.com port=5432", f"host=127.0.0.1 port={postgres.PORT}"),
                            ("dbname=todos", "dbname=rules"), ("listen_port = 6432", f"listen_port = {PORT}"),
                            ("listen_addr = *", "listen_addr = 127.0.0.1\nunix_socket_dir ="), ("scram-sha-256", "trust"),
                            ("/etc/pgbouncer/userlist.txt", str(folder / "userlist.txt"))):
            if given not in ini:
                raise Failed(f"pgbouncer.ini does not have: {given}")
            ini = ini.replace(given, here)
        (folder / "pgbouncer.ini").write_text(ini)
        # It refuses to run as root, and with -v tells which settings of a connection it leaves out.
        self.process = Process("pgbouncer", [program, "-v", folder / "pgbouncer.ini"], user="nobody" if os.geteuid() == 0 else None)
        self._ready()

    def environment(self, service):
        """What a service needs to know of it; the settings of named connections follow those of the first."""
        env = {f"QUARKUS_DATASOURCE_{kind}REACTIVE_URL": f"postgresql://127.0.0.1:{PORT}/{name}"
               for kind, name in NAMES.get(service, {}).items()}
        if env:
            env["QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY"] = "true"
            # From then on it knows statements that a client has prepared on all its connections.
            env["QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS"] = str(self.version >= (1, 21)).lower()
        return env

    def left_out(self):
        """By name of PgBouncer's: which settings services asked for when they connected."""
        asked, found = {}, {}
        for line in self.process.log.read_text(errors="replace").splitlines():
            setting = re.search(r"(C-0x\w+):.*ignoring startup parameter: ([\w.]+)=(.*)", line)
            login = re.search(r"(C-0x\w+):.*login attempt: db=(\w+)", line)
            if setting:
                asked.setdefault(setting[1], {})[setting[2]] = setting[3].strip()
            elif login:
                found.setdefault(login[2], {}).update(asked.pop(login[1], {}))
        return found

    def sql(self, name, statement):
        connection = Sql(name, PORT)
        try:
            return connection.run(statement)
        finally:
            connection.socket.close()

    def _ready(self):
        for _ in range(200):
            try:
                return Sql("users", PORT).socket.close()
            except OSError:
                time.sleep(0.05)
        raise Failed(f"PgBouncer does not start: {self.process.tail()}")

    def stop(self):
        self.process.stop()
