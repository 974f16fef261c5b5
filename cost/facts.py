"""What was measured here, read from where it is written down: bench/results.json and e2e/REPORT.md."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench" / "results.json"
CLUSTER = ROOT / "e2e" / "REPORT.md"

SERVICES = ("gateway-service", "rule-service", "user-service")


class Failed(Exception):
    """What a person has to be told in a line."""


class Work:
    """What a request takes of one service alone: milliseconds as (p50, p90, p99), CPU milliseconds, those of PostgreSQL."""

    def __init__(self, spread, cpu, database=0.0):
        self.spread, self.cpu, self.database = spread, cpu, database

    def seconds(self, u, stretch):
        """u says how lucky the request is, stretch how many times as long its CPU part takes."""
        p50, p90, p99 = self.spread
        if u < 0.5:
            ms = p50
        elif u < 0.9:
            ms = p50 + (p90 - p50) * (u - 0.5) / 0.4
        else:
            ms = p90 + (p99 - p90) * min(1, (u - 0.9) / 0.09)
        return (max(ms, self.cpu) + self.cpu * (stretch - 1)) / 1000


class Facts:
    def __init__(self, bench=BENCH, cluster=CLUSTER, flavour="native"):
        try:
            self.results = json.loads(Path(bench).read_text())
            report = Path(cluster).read_text()
        except (OSError, ValueError) as missing:
            raise Failed(f"what was measured cannot be read: {missing}")
        if self.results.get("quick"):
            raise Failed(f"{bench} is of a smoke test, which measures nothing")
        starts = {service: self.results["start"][f"{service} {flavour}, {'page' if service == SERVICES[0] else 'ready'}"]
                  for service in SERVICES}
        #: Milliseconds from launch to the first answer, as often as it was tried, and the CPU that it took.
        self.starts = {service: it["samples"] for service, it in starts.items()}
        self.start_cpu = {service: it["cpu_ms"] for service, it in starts.items()}
        self.gateway, self.rule = {}, {}
        for operation in ("list", "get", "create", "update"):
            whole, part = self._load(operation, "gateway"), self._load(operation, "rule-service")
            own = max(0, whole["p50"] - part["p50"])
            self.gateway[operation] = Work((own,) * 3, whole["cpu_s_per_1000"]["gateway-service"])
            self.rule[operation] = Work((part["p50"], part["p90"], part["p99"]), part["cpu_s_per_1000"]["rule-service"],
                                        whole["cpu_s_per_1000"]["postgresql"])
        # The first screen is a list with counts; document and files are like reading a todo. Of neither there is a figure of its own.
        self.gateway.update(home=self.gateway["list"], page=self.gateway["get"], file=self.gateway["get"])
        self.rule["home"] = self.rule["list"]
        # The first refresh of a process; those after it cost less, of which there is no figure.
        refresh = self.results["chain"][flavour]["measures"]["user-service alone, refresh"]
        ms = refresh["ms"] - starts["user-service"]["ms"]
        # Reading events is like reading a todo, of which there is a figure.
        self.user = {"get": self.rule["get"],
                     "refresh": Work((ms,) * 3, refresh["cpu_ms"] - starts["user-service"]["cpu_ms"], self.rule["get"].database)}
        #: Seconds from nothing to the page and to the data of somebody who is signed in, as a cluster took them.
        self.measured = {"page": self._seconds(report, "The gateway's page"), "data": self._seconds(report, "Data over all three")}
        #: What the platform has in that, and how much of it lies before the program begins.
        self.pod = tuple(it - starts[SERVICES[0]]["ms"] / 1000 for it in self.measured["page"])
        self.before = self._figure(report, r"gateway-service: PROCESS_STARTED \| ([\d.]+)")[0] / self.measured["page"][1]

    def _load(self, operation, way):
        for it in self.results["load"]["closed"]:
            if (it["operation"], it["way"], it["connections"]) == (operation, way, 1):
                return it
        raise Failed(f"bench has no load '{operation}' over {way}")

    def _seconds(self, report, row):
        """Shortest, middle and longest of a row of e2e/REPORT.md."""
        median, shortest, longest = self._figure(report, rf"{row} \| median ([\d.]+), ([\d.]+) to ([\d.]+),")
        return shortest, median, longest

    @staticmethod
    def _figure(report, row):
        found = re.search(r"\| " + row, report)
        if not found:
            raise Failed(f"the report of the cluster has no row '{row.partition(' ' + chr(92))[0]}'")
        return [float(it) for it in found.groups()]
