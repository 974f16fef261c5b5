"""A day: how many of its visits come in which minute, and what a visit asks for."""

import csv
import gzip
import json
from datetime import datetime, timezone
from pathlib import Path

from facts import Failed

MINUTES = 1440
#: What does not come for so long is another visit of the same session.
GAP = 1800
#: Visits by the hour, as of people who plan in the morning and look again in the evening; made up, and replaced by a recorded day.
HOURS = (6, 3, 2, 2, 2, 4, 12, 30, 55, 70, 62, 50, 45, 52, 58, 55, 50, 48, 44, 46, 50, 42, 28, 14)


class Day:
    def __init__(self, name, weights, visit=None, shapes=None):
        """weights: of each minute; shapes: visits to draw from, each as (pause, operation); or visit: what to make them from."""
        self.name, self.visit, self.shapes = name, visit, shapes
        whole = sum(weights)
        if len(weights) != MINUTES or whole <= 0 or min(weights) < 0:
            raise Failed(f"{name}: a day has {MINUTES} minutes, and visits in some of them")
        self.weights = [it / whole for it in weights]

    def busiest(self):
        """The share of a day's visits that comes in its busiest minute."""
        return max(self.weights)

    def rate(self, number, at):
        """Visits a second, of `number` a day."""
        return number * self.weights[int(at / 60) % MINUTES] / 60

    def visits(self, number, rng, begin, end):
        """When visits begin, and what they are: a Poisson process whose rate changes by the minute."""
        at, rest = begin, rng.expovariate(1)
        while True:
            rate, minute_ends = self.rate(number, at), (int(at / 60) + 1) * 60.0
            if rate * (minute_ends - at) < rest:
                rest -= rate * (minute_ends - at)
                at = minute_ends
                if at >= end:
                    return
                continue
            at += rest / rate
            if at >= end:
                return
            yield at, self.shape(rng)
            rest = rng.expovariate(1)

    def changes(self):
        """In the middle, of recorded visits."""
        return sum(operation in ("create", "update") for shape in self.shapes for _, operation in shape) / len(self.shapes)

    def shape(self, rng):
        if self.shapes:
            return rng.choice(self.shapes)
        files = 3 if rng.random() < self.visit["first"] else 1
        shape = [(0.0, "page"), *[(0.0, "file")] * files, (0.0, "home")]
        while rng.random() < self.visit["changes"] / (1 + self.visit["changes"]):
            shape.append((rng.expovariate(1 / self.visit["pause"]), rng.choice(("update", "update", "create"))))
        return shape


def generated(visit):
    """From hour to hour in straight lines."""
    weights = []
    for minute in range(MINUTES):
        hour, part = divmod(minute, 60)
        weights.append(HOURS[hour] + (HOURS[(hour + 1) % 24] - HOURS[hour]) * part / 60)
    return Day("made up: hours of people who plan", weights, visit)


def read(path, visit):
    """A day from a file: a recording of release's recorder (JSON Lines, .gz, a folder, or HAR), or a trace of Azure Functions."""
    path = Path(path)
    if path.suffix == ".csv":
        return trace(path, visit)
    files = sorted(it for it in path.rglob("*") if it.is_file()) if path.is_dir() else [path]
    exchanges = [it for file in files for it in _exchanges(file)]
    return recorded(path.name, exchanges)


def trace(path, visit):
    """Calls by the minute, as in the traces of Azure Functions; lines that begin with # are remarks."""
    weights = [0.0] * MINUTES
    try:
        rows = list(csv.reader(it for it in path.read_text().splitlines() if not it.startswith("#")))
    except (OSError, ValueError) as wrong:
        raise Failed(f"{path.name} cannot be read: {wrong}")
    names = {name: number for number, name in enumerate(rows[0] if rows else ())}
    # The dataset calls the minutes 1 to 1440, InVitro's samples of it minute_1 to minute_1440.
    columns = [names.get(f"minute_{it}", names.get(str(it))) for it in range(1, MINUTES + 1)]
    if None in columns:
        raise Failed(f"{path.name}: no columns minute_1 to minute_{MINUTES}")
    for number, row in enumerate(rows[1:], 1):
        try:
            for minute, column in enumerate(columns):
                weights[minute] += int(row[column])
        except (IndexError, ValueError):
            raise Failed(f"{path.name}: row {number} is no row of calls by the minute")
    return Day(f"trace {path.name}", weights, visit)


def _exchanges(file):
    """(visit, seconds, operation) of each request."""
    try:
        text = (gzip.open(file, "rt") if file.suffix == ".gz" else open(file)).read()
        if file.suffix == ".har":
            return [_exchange(it["pageref"], it["startedDateTime"], it["request"]["method"],
                              "/" + it["request"]["url"].split("//", 1)[-1].partition("/")[2].partition("?")[0])
                    for it in json.loads(text)["log"]["entries"]]
        return [_exchange(it["visit"], it["at"], it["request"]["method"], it["request"]["path"])
                for it in map(json.loads, text.splitlines())]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Failed(f"{file.name} is no recording: {type(wrong).__name__} {wrong}")


def _exchange(visit, at, method, path):
    moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
    if path == "/api/home":
        operation = "home"
    elif method == "GET":
        operation = "list" if path == "/api/todos" else "get"
    else:
        operation = "create" if path == "/api/todos" else "update"
    return visit, moment.astimezone(timezone.utc).timestamp(), operation


def recorded(name, exchanges):
    """Visits as they were; when they begin is smoothed over an hour, because a sample has few of them."""
    if not exchanges:
        raise Failed(f"{name}: no request is recorded in it")
    shapes, weights, last = [], [0.0] * MINUTES, {}
    for visit, at, operation in sorted(exchanges, key=lambda it: it[1]):
        shape, before = last.get(visit, (None, 0))
        if shape is None or at - before > GAP:
            # The page itself and its icon are not recorded.
            shape = [(0.0, "page"), (0.0, "file")] if operation == "home" else []
            shapes.append(shape)
            before = at
            for minute in range(-30, 31):
                weights[(int(at / 60) + minute) % MINUTES] += 1
        shape.append((at - before, operation))
        last[visit] = shape, at
    return Day(f"recorded: {name}, {len(shapes)} visits", weights, shapes=shapes)

