"""Throughput and latency of running services: closed loop by wrk, open loop by vegeta, and the course's ab."""

import json
import os
import random
import re
import shutil
import subprocess
import time
from statistics import median

import candidates
from candidates import PORTS, peer, service
from data import owner
from processes import ROOT, TICK, WORK, Failed, ask, http, machine_busy

SCRIPTS = ROOT / "bench" / "wrk"
CONNECTIONS = (1, 8, 50, 200)
WRITERS = [owner(f"writer-{number}") for number in range(50)]
#: Where a request for the list goes: port, path, and whether it carries a cookie or a token.
WAYS = {
    "rule-service": ("rule-service", "/todos"),
    "gateway": ("gateway-service", "/api/todos"),
    "nginx → rule-service": ("nginx", "/todos"),
    "express": ("express", "/todos"),
    "fastify": ("fastify", "/todos"),
    "nginx → fastify": ("nginx-fastify", "/todos"),
    "go": ("go", "/todos"),
}
if "jvm" in candidates.flavours():
    # Not the flavour for a quick start, but the one whose code is compiled by what is really called.
    JVM = {"rule-service on the JVM": ("rule-service jvm", "/todos"),
           "gateway on the JVM": ("gateway-service jvm", "/api/todos")}
else:
    JVM = {}
WAYS |= JVM
WRITES = ("create", "update")
#: The same with a key; the gateway makes one for each write that has none.
KEY = " with a key"
KEYED = tuple(operation + KEY for operation in WRITES)
OURS = ("rule-service", "gateway", "nginx → rule-service")


class Servers:
    """All that is measured, running side by side; what nobody asks costs nothing."""

    def __init__(self, flavour, postgres):
        ready = http("GET", "/q/health/ready")
        query = http("GET", "/todos?size=10", candidates.bearer(owner("reader")))
        self.processes = {name: service(name, flavour, ready).ready() for name in candidates.SERVICES}
        self.processes |= {name: peer(name, query).ready() for name in ("express", "fastify", "go")}
        if JVM:
            rule_port = PORTS["rule-service jvm"]
            self.processes["rule-service jvm"] = service("rule-service", "jvm", ready, port=rule_port).ready()
            self.processes["gateway-service jvm"] = service(
                "gateway-service", "jvm", ready, rule_port, port=PORTS["gateway-service jvm"]).ready()
        self.processes["nginx"] = candidates.nginx()
        # Its answer shows that nginx listens; afterwards every service has answered one real request.
        time.sleep(0.5)
        for port, path in ((PORTS["nginx"], "/todos"), (PORTS["nginx-fastify"], "/todos")):
            ask(port, http("GET", f"{path}?size=10", candidates.bearer(owner("reader"))))
        ask(PORTS["gateway-service"], http("GET", "/api/home?size=10", candidates.cookie(owner("reader"))))
        candidates.sessions(1)
        self.processes["postgresql"] = postgres.process
        self._demand_same_answer()

    def _demand_same_answer(self):
        """A peer that writes less is no peer. Times and cursors differ in their digits, so it is the names that count."""
        query = http("GET", "/todos?size=10", candidates.bearer(owner("reader")))
        names = {}
        for name in ("rule-service", "express", "fastify", "go"):
            page = json.loads(ask(PORTS[name], query)[1])
            names[name] = (set(page), len(page["items"]), *(set(item) for item in page["items"]))
        different = [name for name, found in names.items() if found != names["rule-service"]]
        if different:
            raise Failed(f"answers with other fields than rule-service's list: {', '.join(different)}")

    def memory(self):
        return {name: process.memory() for name, process in self.processes.items() if name != "postgresql"}

    def cpu(self):
        return {name: process.cpu() for name, process in self.processes.items()}

    def stop(self):
        for name, process in self.processes.items():
            if name != "postgresql":
                process.stop()


class Requests:
    """Files of requests for wrk, one for each operation and way; made once."""

    def __init__(self, sql):
        self.reader = owner("reader")
        ids = sql.run(f"select id from todo where owner = '{self.reader}' limit 1000")
        self.ids = [row[0] for row in ids]
        self.heads = {"token": {it: candidates.bearer(it) for it in [self.reader, *WRITERS]},
                      "cookie": {it: candidates.cookie(it) for it in [self.reader, *WRITERS]}}
        writers = ", ".join(f"'{it}'" for it in WRITERS)
        self.theirs = sql.run(f"select owner, id from todo where owner in ({writers})")
        self.files = {(operation, kind): self._file(operation, kind)
                      for operation in ("get", *WRITES, *KEYED) for kind in self.heads}

    def head(self, way):
        return self.heads["cookie" if way.startswith("gateway") else "token"][self.reader]

    def command(self, operation, way, connections, seconds):
        port, path = WAYS[way]
        base = f"http://127.0.0.1:{PORTS[port]}"
        wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s"]
        if operation == "list":
            headers = [part for name, value in self.head(way).items() for part in ("-H", f"{name}: {value}")]
            return [*wrk, SCRIPTS / "report.lua", *headers, f"{base}{path}?size=10"]
        return [*wrk, SCRIPTS / "requests.lua", base, "--",
                self.files[operation, "cookie" if way == "gateway" else "token"]]

    def _file(self, operation, kind):
        path = "/api/todos" if kind == "cookie" else "/todos"
        heads = self.heads[kind]
        key = {"Idempotency-Key": "bench-@@@@@@@@"} if operation in KEYED else {}
        todo = {"name": "Buy milk and bread", "description": "From the shop at the corner", "due": "2030-01-01"}
        requests = {
            "get": lambda: [http("GET", f"{path}/{it}", heads[self.reader]) for it in self.ids],
            "create": lambda: [http("POST", path, {**heads[it], **key}, todo) for it in WRITERS],
            "update": lambda: [http("PATCH", f"{path}/{it}", {**heads[whose], **key}, {"name": "Buy milk @@@@@@@@"})
                               for whose, it in self.theirs],
        }[operation.removesuffix(KEY)]()
        random.shuffle(requests)
        file = WORK / f"{operation}-{kind}.requests"
        file.write_bytes(b"\0".join(requests))
        return file


def closed(plan, servers, requests, log):
    """Every operation, way and number of connections, interleaved; the deciding ones longer and more often."""
    for way in WAYS:
        _wrk(servers, requests, "list", way, 50 if way in JVM else 8, plan.warm_up * (4 if way in JVM else 1))
    points = [(operation, way, connections)
              for operation in ("list", "get", *WRITES, *KEYED) for connections in CONNECTIONS
              for way in (WAYS if operation == "list" else ("rule-service",) if operation in KEYED else OURS)]
    deciding = ([("list", way, 1) for way in (*OURS, *JVM)]
                + [("list", way, 50) for way in (*OURS, *JVM, "nginx → fastify")]
                + [(operation, "rule-service", 50) for operation in (*WRITES, *KEYED)])
    taken = {point: [] for point in points}
    for number in range(plan.deciding_rounds):
        log(f"load: deciding points, round {number + 1} of {plan.deciding_rounds}")
        for point in random.sample(deciding, len(deciding)):
            taken[point].append(_wrk(servers, requests, *point, plan.deciding_seconds))
    for number in range(plan.rounds):
        log(f"load: round {number + 1} of {plan.rounds}")
        for point in points:
            if point not in deciding:
                taken[point].append(_wrk(servers, requests, *point, plan.seconds))
    return [{"operation": operation, "way": way, "connections": connections, **_together(samples)}
            for (operation, way, connections), samples in taken.items()]


def _wrk(servers, requests, operation, way, connections, seconds):
    busy, before = machine_busy(), servers.cpu()
    wrk = subprocess.Popen(list(map(str, requests.command(operation, way, connections, seconds))),
                           stdout=subprocess.PIPE, text=True)
    output = wrk.stdout.read()
    _, _, usage = os.wait4(wrk.pid, 0)
    wrk.returncode = 0
    found = json.loads(output.strip().splitlines()[-1])
    cpu = {name: used - before[name] for name, used in servers.cpu().items()}
    own = usage.ru_utime + usage.ru_stime
    foreign = machine_busy() - busy - sum(cpu.values()) - own
    thousands = max(found["requests"], 1) / 1000
    return {"rps": found["requests"] / found["seconds"], **{it: found[it] for it in ("p50", "p90", "p99", "errors")},
            "cpu": {name: used / thousands for name, used in {**cpu, "wrk": own}.items() if used > 2 / TICK},
            "others": max(0.0, foreign / found["seconds"])}


def _together(samples):
    names = {name for sample in samples for name in sample["cpu"]}
    return {"rps": round(median(it["rps"] for it in samples)),
            **{key: round(median(it[key] for it in samples), 3) for key in ("p50", "p90", "p99")},
            "errors": sum(it["errors"] for it in samples),
            "cpu_s_per_1000": {name: round(median(it["cpu"].get(name, 0) for it in samples), 3) for name in sorted(names)},
            "others_cores": round(max(it["others"] for it in samples), 2),
            "samples": [round(it["rps"]) for it in samples]}


def opened(plan, requests, log):
    """p99 at fixed rates: a slow answer does not make the next request wait, as it does in a closed loop."""
    vegeta = shutil.which("vegeta") or WORK / "vegeta"
    found = []
    for rate in plan.rates:
        log(f"load: open loop, {rate} requests a second")
        for way in ("rule-service", "gateway", "nginx → rule-service", "fastify", "nginx → fastify", "go"):
            port, path = WAYS[way]
            targets = f"GET http://127.0.0.1:{PORTS[port]}{path}?size=10\n" + "".join(
                f"{name}: {value}\n" for name, value in requests.head(way).items())
            attack = subprocess.run([vegeta, "attack", f"-rate={rate}", f"-duration={plan.open_seconds}s", "-timeout=5s",
                                     "-connections=200", "-max-connections=200"],
                                    input=targets.encode(), capture_output=True, check=True)
            report = json.loads(subprocess.run([vegeta, "report", "-type=json"], input=attack.stdout,
                                               capture_output=True, check=True).stdout)
            found.append({"rate": rate, "way": way, "success": report["success"],
                          **{it: round(report["latencies"][name] / 1e6, 2)
                             for it, name in (("p50", "50th"), ("p99", "99th"), ("max", "max"))}})
    return found


def overload(plan, requests, log):
    """What the gateway serves, and how soon, when it is offered more than it can: shares of the closed loop's rate at c=50."""
    vegeta = shutil.which("vegeta") or WORK / "vegeta"
    port, path = WAYS["gateway"]
    body = WORK / "overload.json"
    body.write_text(json.dumps({"name": "Buy milk and bread", "description": ""}))
    found = []
    for operation in ("list", "create"):
        log(f"load: overload, {operation}")
        wrk = subprocess.run(list(map(str, requests.command(operation, "gateway", 50, plan.open_seconds))),
                             capture_output=True, text=True, check=True).stdout
        closed = json.loads(wrk.strip().splitlines()[-1])
        base = f"http://127.0.0.1:{PORTS[port]}{path}"
        targets = []
        for whose in [requests.reader] if operation == "list" else WRITERS:
            lines = [f"GET {base}?size=10"] if operation == "list" else [
                f"POST {base}", "Content-Type: application/json", f"@{body}"]
            heads = [f"{name}: {value}" for name, value in requests.heads["cookie"][whose].items()]
            targets.append("\n".join([lines[0], *heads, *lines[1:]]))
        for share in plan.offered:
            rate = max(1, int(closed["requests"] / closed["seconds"] * share))
            attack = subprocess.run([vegeta, "attack", f"-rate={rate}", f"-duration={plan.open_seconds}s", "-timeout=5s",
                                     "-connections=200", "-max-connections=200", "-max-workers=2000"],
                                    input="\n\n".join(targets).encode(), capture_output=True, check=True)
            answers = subprocess.run([vegeta, "encode"], input=attack.stdout, capture_output=True, check=True).stdout
            taken = {"served": [], "refused": [], "failed": []}
            for answer in map(json.loads, answers.splitlines()):
                kind = "served" if answer["code"] in (200, 201) else "refused" if answer["code"] == 503 else "failed"
                taken[kind].append(answer["latency"] / 1e6)
            found.append({"operation": operation, "share": share, "offered": rate,
                          **{kind: {"rps": round(len(times) / plan.open_seconds), "p50": _quantile(times, 0.5),
                                    "p99": _quantile(times, 0.99)} for kind, times in taken.items()}})
    return found


def _quantile(times, part):
    return round(sorted(times)[min(len(times) - 1, int(len(times) * part))], 1) if times else None


def course(plan, requests, log):
    """ab -n 1000 -c 200: the course's own command. It opens a connection for each request."""
    log("load: ab")
    taken = {way: [] for way in WAYS}
    for _ in range(plan.course_rounds):
        for way in random.sample(list(WAYS), len(WAYS)):
            port, path = WAYS[way]
            headers = [part for name, value in requests.head(way).items() for part in ("-H", f"{name}: {value}")]
            output = subprocess.run(["ab", "-q", "-n", "1000", "-c", "200", *headers,
                                     f"http://127.0.0.1:{PORTS[port]}{path}?size=10"],
                                    capture_output=True, text=True, check=True).stdout
            taken[way].append({"rps": float(re.search(r"Requests per second:\s+([\d.]+)", output)[1]),
                               "p99": float(re.search(r"99%\s+(\d+)", output)[1]),
                               "failed": int(re.search(r"Failed requests:\s+(\d+)", output)[1])
                               + int((re.search(r"Non-2xx responses:\s+(\d+)", output) or [0, 0])[1])})
    return {way: {"rps": round(median(it["rps"] for it in samples)), "p99": median(it["p99"] for it in samples),
                  "failed": sum(it["failed"] for it in samples)} for way, samples in taken.items()}
