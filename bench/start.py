"""From launch to the first answer: one process, and all three at once for the first signed-in page."""

import json
import os
import random
import time
from dataclasses import replace
from statistics import median

import candidates
from activator import Activator
from candidates import peer, service
from data import owner
from processes import Failed, http, until_200


def launches(plan, flavours, log):
    """Milliseconds to the first 200 and CPU milliseconds until then, of each candidate, all interleaved."""
    query = http("GET", "/todos?size=10", candidates.bearer(owner("reader")))
    ready = http("GET", "/q/health/ready")
    measured = {}
    for flavour in flavours:
        measured[f"rule-service {flavour}, query"] = service("rule-service", flavour, query)
        measured[f"rule-service {flavour}, ready"] = service("rule-service", flavour, ready)
        measured[f"user-service {flavour}, ready"] = service("user-service", flavour, ready)
        measured[f"gateway-service {flavour}, page"] = service("gateway-service", flavour, http("GET", "/"))
    for name in ("express", "fastify", "go"):
        measured[f"{name}, query"] = peer(name, query)
    if candidates.hello():
        measured["quarkus-hello native"] = peer("hello", http("GET", "/hello"))
    warm = {name: [] for name in measured}
    cold = {name: [] for name in measured}
    for name, candidate in measured.items():
        _launch(candidate)  # fills the page cache
    for number in range(plan.launches):
        log(f"start: round {number + 1} of {plan.launches}")
        for name, candidate in _shuffled(measured):
            warm[name].append(_launch(candidate))
    for _ in range(plan.cold_launches):
        for name, candidate in _shuffled(measured):
            for file in candidate.files:
                _forget(file)
            cold[name].append(_launch(candidate))
    return {name: {**_medians(warm[name]), "cold": _medians(cold[name]), "samples": [it[0] for it in warm[name]]}
            for name in measured}


def chains(plan, flavours, log):
    """All three asleep: the data of the signed-in page, whose access token has run out; beside each one alone."""
    return {flavour: _chain(plan, flavour, log) for flavour in flavours}


def _chain(plan, flavour, log):
    user = service("user-service", flavour, http("GET", "/q/health/ready"))
    process = user.ready()
    rounds = plan.chains if flavour == "native" else (plan.chains + 1) // 2  # nothing is decided by the others
    user_id, tokens = candidates.sessions(3 * rounds + 3)
    process.stop()
    spare = iter(tokens)
    todos = http("GET", "/todos?size=10", candidates.bearer(user_id))

    def home():
        return http("GET", "/api/home?size=10", {"Cookie": f"refreshToken={next(spare)}"})

    def refresh():
        return http("POST", "/sessions/refresh", body={"refreshToken": next(spare)})

    rule = service("rule-service", flavour, todos)
    gateway = service("gateway-service", flavour, b"")
    measures = {
        "all three, page data": lambda: _woken(gateway, [rule, user], home()),
        "all three launched at once, page data": lambda: _at_once(gateway, [rule, user], home()),
        "rule-service alone, query": lambda: _woken(None, [rule], todos),
        "user-service alone, refresh": lambda: _woken(None, [user], refresh()),
        "gateway-service alone, page": lambda: _launch(replace(gateway, request=http("GET", "/"))),
    }
    taken = {name: [] for name in measures}
    for number in range(rounds + 1):
        log(f"all asleep, {flavour}: round {number} of {rounds}")
        for name, measure in _shuffled(measures):
            sample = measure()
            if number:  # the first round fills the page cache
                taken[name].append(sample)
    found = {name: {**_medians(samples), "samples": [it[0] for it in samples]} for name, samples in taken.items()}
    slowest = max((name for name in found if "alone" in name), key=lambda name: found[name]["ms"])
    return {"measures": found, "slowest": slowest,
            "ratio": round(found["all three, page data"]["ms"] / found[slowest]["ms"], 2),
            "ratio at once": round(found["all three launched at once, page data"]["ms"] / found[slowest]["ms"], 2)}


def _launch(candidate):
    began = time.perf_counter()
    process = candidate.start()
    until_200(process, candidate.port, candidate.request)
    elapsed = time.perf_counter() - began
    resident = process.memory()["rss"]
    return elapsed * 1000, process.kill() * 1000, resident


def _woken(gateway, sleepers, request):
    """The services sleep behind activators at their ports; the gateway, if any, is launched, else the sleeper is asked."""
    asleep = [Activator(replace(it, port=it.port + 1000), it.port) for it in sleepers]
    process = None
    try:
        began = time.perf_counter()
        process = gateway and gateway.start()
        _, body = until_200(process, (gateway or sleepers[0]).port, request)
        elapsed = time.perf_counter() - began
        if gateway:
            _demand_all(body)
    finally:
        cpu = sum(it.close() for it in asleep) + (process.kill() if process else 0)
    return elapsed * 1000, cpu * 1000


def _at_once(gateway, services, request):
    began = time.perf_counter()
    processes = [it.start() for it in (gateway, *services)]
    try:
        _, body = until_200(processes[0], gateway.port, request)
        elapsed = time.perf_counter() - began
        _demand_all(body)
    finally:
        cpu = sum(it.kill() for it in processes)
    return elapsed * 1000, cpu * 1000


def _demand_all(body):
    page = json.loads(body)
    if page.get("todos", {}).get("total") is None or page.get("counts") is None or page.get("problems"):
        raise Failed(f"the page's data are not complete: {body[:300]}")


def _shuffled(measured):
    return random.sample(list(measured.items()), len(measured))


def _forget(file):
    """Out of the page cache, unless another process uses it."""
    opened = os.open(file, os.O_RDONLY)
    os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(opened)


def _medians(samples):
    if not samples:
        return None
    # Chains have no mib: they are several processes.
    return {name: round(median(values), 1) for name, values in zip(("ms", "cpu_ms", "mib"), zip(*samples))}
