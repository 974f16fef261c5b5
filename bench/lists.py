"""Whether a page of a long list costs what one of a short list costs."""

import json
import random
import time
from statistics import median
from urllib.parse import quote

import candidates
import data
from candidates import PORTS, service
from processes import Connection, Failed, ask, http

#: Seconds; a page that takes longer is asked for less often.
SLOW = 0.1
#: Todos that a page by number can be away from the nearer end of its list.
FARTHEST = 10_000


def lengths(plan, flavour, postgres, log):
    """Milliseconds of each kind of page for one owner of each size, and for owners of a hundred among many."""
    log(f"lists: making {sum(plan.sizes):,} todos of {len(plan.sizes)} owners and {plan.owners:,} owners of 100")
    began = time.perf_counter()
    many = [data.owner(f"one-of-many-{number}") for number in range(plan.owners)]
    data.add(postgres.rules, [*(([data.owner(f"list-{size}")], size) for size in plan.sizes), (many, 100)])
    log(f"lists: made in {time.perf_counter() - began:.0f} s")
    process = service("rule-service", flavour, http("GET", "/q/health/ready")).ready()
    connection = Connection(PORTS["rule-service"])
    pages = {}
    for size in plan.sizes:
        for kind, request in _kinds(candidates.bearer(data.owner(f"list-{size}")), size).items():
            pages[kind, str(size)] = [request]
    some = [candidates.bearer(it) for it in random.sample(many, min(200, len(many)))]
    theirs = [_kinds(head, 100) for head in some]
    for kind in theirs[0]:
        pages[kind, f"100 × {plan.owners}"] = [of[kind] for of in theirs]
    slow = {page for page, requests in pages.items() if min(_time(connection, requests[:1] * 2)) > SLOW}
    for _ in range(3):  # caches, and the JIT compiler if it is the JVM
        for page in pages.keys() - slow:
            _time(connection, pages[page][:1] * 30)
    taken = {page: [] for page in pages}
    for number in range(plan.list_rounds):
        log(f"lists: round {number + 1} of {plan.list_rounds}")
        for page, requests in random.sample(list(pages.items()), len(pages)):
            if page not in slow:
                taken[page] += _time(connection, random.choices(requests, k=11))[1:]
            elif number < 5:
                taken[page] += _time(connection, requests[:1])
    connection.close()
    process.stop()
    found = {}
    for (kind, size), samples in taken.items():
        found.setdefault(kind, {})[size] = round(median(samples) * 1000, 3)
    first, last = str(plan.sizes[0]), str(plan.sizes[-1])
    return {"ms": found, "from": first, "to": last, "owners": plan.owners,
            "ratio": {kind: round(of[last] / of[first], 2) for kind, of in found.items()}}


def _kinds(head, size):
    """A request for each kind of page."""
    def page(query):
        return http("GET", f"/todos?size=10{query}", head)

    return {
        "first": page(""),
        "middle by cursor": page(f"&after={_middle(head, size)}"),
        "middle by number": page(f"&page={min(size // 20, FARTHEST // 10)}"),
        "last": page(f"&page={size // 10}"),
        "one status": page("&status=IN_PROGRESS"),
        "open (two statuses)": page("&status=IN_PROGRESS,PAUSED"),
        "search of 3 letters": page("&q=mil"),
        "search of 2 Chinese characters": page(f"&q={quote('牛奶')}"),
    }


def _middle(head, size):
    """The cursor of the middle; as far as pages have numbers they are the shorter way."""
    connection = Connection(PORTS["rule-service"])

    def following(query):
        return json.loads(connection.exchange(http("GET", f"/todos?{query}", head))[2])["next"]

    reached = min(size // 2, FARTHEST)
    cursor = following(f"size=10&page={reached // 10}")
    while reached < size // 2:
        cursor = following(f"size=100&after={cursor}")
        reached += 100
    connection.close()
    return cursor


def _time(connection, requests):
    taken = []
    for request in requests:
        began = time.perf_counter()
        status, _, body = connection.exchange(request)
        taken.append(time.perf_counter() - began)
        if status != 200:
            raise Failed(f"{request.splitlines()[0].decode()}: {status} {body[:300]}")
    return taken
