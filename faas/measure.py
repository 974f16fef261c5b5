"""Cold and warm, inside the contract and as a plain process, in turn in the same run."""

import time
from statistics import median

import candidates
from message import Request, forward
from processes import http, until_200
from product import CALLER_KEY, DOORS
from visitor import Visitor

COLD_ROUNDS = 10
WARM_REQUESTS = 200


def measure(product, log):
    """Milliseconds, MiB and what is billed, of each service, and of the three together."""
    user = Visitor(product.gateway().url).registered()
    user.added("Buy milk")
    known = {**candidates.bearer(user.id), "X-Todolist-Caller-Key": CALLER_KEY}
    asked = {"gateway-service": ("/", {}), "rule-service": ("/todos?size=10", known), "user-service": ("/q/health/ready", {})}
    measured = {name: _one(product, name, *request) for name, request in asked.items()}
    log("all three asleep")
    asleep = []
    for _ in range(COLD_ROUNDS):
        product.cool()
        began = time.perf_counter()
        answer = user.ask("GET", "/api/home")
        asleep.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise AssertionError(f"/api/home: {answer.status} {answer.text()}")
    awake = [_milliseconds(lambda: user.ask("GET", "/api/home")) for _ in range(WARM_REQUESTS // 2)]
    measured["all three, /api/home"] = {"cold": median(asleep), "warm": median(awake)}
    return measured


def _one(product, name, path, headers):
    function = product.functions[name]
    request = Request("GET", path, [("Host", "localhost"), *headers.items()])
    plain = candidates.service(name, product.flavour, http("GET", path, headers), DOORS["rule-service"], DOORS["user-service"])
    cold, plain_cold, cold_invocations = [], [], []
    for _ in range(COLD_ROUNDS):
        function.stop()
        product.invocations()
        cold.append(_milliseconds(lambda: _ok(forward("127.0.0.1", DOORS[name], request))))
        cold_invocations += [it for it in product.invocations() if it.function == name]
        began = time.perf_counter()
        process = plain.start()
        until_200(process, plain.port, plain.request)
        plain_cold.append((time.perf_counter() - began) * 1000)
        process.kill()
    process = plain.ready()
    warm, plain_warm = [], []
    for _ in range(WARM_REQUESTS):
        warm.append(_milliseconds(lambda: _ok(forward("127.0.0.1", DOORS[name], request))))
        plain_warm.append(_milliseconds(lambda: _ok(forward("127.0.0.1", plain.port, request))))
    process.kill()
    billed = product.platform.billed
    middle = sorted(cold_invocations, key=lambda it: it.init + it.duration)[len(cold_invocations) // 2]
    warmest = sorted((it for it in product.invocations() if it.function == name), key=lambda it: it.duration)
    return {"cold": median(cold), "plain cold": median(plain_cold), "warm": median(warm), "plain warm": median(plain_warm),
            "memory": function.instances[0].memory(), "billed cold": billed(middle),
            "billed warm": billed(warmest[len(warmest) // 2])}


def _milliseconds(action):
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def _ok(answer):
    if answer.status != 200:
        raise AssertionError(f"{answer.status} {answer.text()[:300]}")
