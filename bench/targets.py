"""What is to be reached, once: for bench/check and for the report."""

from candidates import SERVICES


def _point(results, way, connections, key, operation="list"):
    return next(it[key] for it in results["load"]["closed"]
                if (it["operation"], it["way"], it["connections"]) == (operation, way, connections))


def _keyed(operation):
    """What is left of the rate of writes when each has an Idempotency-Key."""
    return lambda results: (_point(results, "rule-service", 50, "rps", f"{operation} with a key")
                            / _point(results, "rule-service", 50, "rps", operation))


def _start(results, name):
    return results["start"][name]["ms"]


def _through(gateway):
    """6,400 a second, or, on a slower machine, what Fastify behind nginx does: the better of both ratios."""
    def ratio(results):
        rps = _point(results, gateway, 50, "rps")
        return max(rps / 6400, rps / _point(results, "nginx → fastify", 50, "rps"))
    return ratio


def _memory(results, when, key):
    _native_only(results)
    return max(results["memory"][when][name][key] for name in SERVICES)


def _native_only(results):
    if results["load"]["flavour"] != "native":
        raise KeyError("native executables")


def _flat(kind):
    return lambda results: results["lists"]["ratio"][kind]


#: key: what it says, at most or at least, the limit, where the measured value comes from
TARGETS = {
    "cold-start-ms": ("native rule-service, launch to the answer of a real query, ms", "≤", 60,
                      lambda it: _start(it, "rule-service native, query")),
    "cold-start-to-express": ("the same as a share of Express + pg", "≤", 0.5,
                              lambda it: _start(it, "rule-service native, query") / _start(it, "express, query")),
    "all-asleep-to-slowest": ("all three asleep to the page's data, by the slowest alone (native)", "≤", 1.3,
                              lambda it: it["chain"]["native"]["ratio"]),
    "gateway-list": ("list of ten through the gateway at c=50, by 6,400 rps or by Fastify + pg behind nginx", "≥", 1,
                     _through("gateway")),
    "gateway-adds-ms": ("what the gateway adds at c=1, ms", "≤", 0.3,
                        lambda it: _point(it, "gateway", 1, "p50") - _point(it, "rule-service", 1, "p50")),
    "gateway-keeps": ("share of the direct rps that the gateway keeps at c=50", "≥", 0.5,
                      lambda it: _point(it, "gateway", 50, "rps") / _point(it, "rule-service", 50, "rps")),
    "gateway-list-jvm": ("the same on the JVM", "≥", 1, _through("gateway on the JVM")),
    "gateway-adds-ms-jvm": ("what the gateway adds at c=1 on the JVM, ms", "≤", 0.3,
                            lambda it: _point(it, "gateway on the JVM", 1, "p50")
                            - _point(it, "rule-service on the JVM", 1, "p50")),
    "gateway-keeps-jvm": ("share of the direct rps that the gateway keeps at c=50 on the JVM", "≥", 0.5,
                          lambda it: _point(it, "gateway on the JVM", 50, "rps")
                          / _point(it, "rule-service on the JVM", 50, "rps")),
    "keyed-create": ("creations with an Idempotency-Key by those without, at c=50", "≥", 0.95, _keyed("create")),
    "keyed-update": ("changes with one, the same", "≥", 0.95, _keyed("update")),
    "idle-rss-mib": ("resident memory of the largest native service, idle, MiB", "≤", 60,
                     lambda it: _memory(it, "idle", "rss")),
    "loaded-rss-mib": ("the most that was resident of one under load, MiB", "≤", 128,
                       lambda it: _memory(it, "loaded", "peak")),
    "flat-first": ("first page, 1,000,000 todos by 1,000", "≤", 1.2, _flat("first")),
    "flat-middle-by-cursor": ("page in the middle by cursor, the same", "≤", 1.2, _flat("middle by cursor")),
    "flat-middle-by-number": ("page by number in the middle, at most 10,000 todos from an end, the same", "≤", 1.2, _flat("middle by number")),
    "flat-last": ("last page, the same", "≤", 1.2, _flat("last")),
    "flat-one-status": ("first page of one status, the same", "≤", 1.2, _flat("one status")),
    "flat-open": ("first page of what is open, the same", "≤", 1.2, _flat("open (two statuses)")),
    "flat-search-letters": ("search of three letters, the same", "≤", 1.2, _flat("search of 3 letters")),
    "flat-search-chinese": ("search of two Chinese characters, the same", "≤", 1.2,
                            _flat("search of 2 Chinese characters")),
    "event-lag-ms": ("change at user-service to rule-service's replica, 200 changes a second, p50, ms", "≤", 50,
                     lambda it: it["events"]["p50"]),
    "event-lag-p99-ms": ("the same, p99", "≤", 500, lambda it: it["events"]["p99"]),
    "jvm-aot-ms": ("JVM with AOT cache, launch to the first answer, slowest of the three, ms", "≤", 350,
                   lambda it: max(_start(it, "rule-service jvm-aot, query"), _start(it, "user-service jvm-aot, ready"),
                                  _start(it, "gateway-service jvm-aot, page"))),
}


def judge(results):
    """For each target what was measured (None if it was not), its limit, and whether it is reached."""
    judged = {}
    for key, (text, sense, limit, measured) in TARGETS.items():
        try:
            value = round(measured(results), 3)
        except (KeyError, StopIteration, TypeError):
            value = None
        reached = value is not None and (value <= limit if sense == "≤" else value >= limit)
        judged[key] = {"text": text, "measured": value, "sense": sense, "target": limit, "reached": reached}
    if results.get("lists") and (results["lists"]["from"], results["lists"]["to"]) != ("1000", "1000000"):
        for key in judged:
            if key.startswith("flat-"):
                judged[key] |= {"measured": None, "reached": False}
    return judged
