"""The three services on a platform, request by request: who starts, who waits, who is billed for how long."""

import heapq
import itertools
import math

from facts import SERVICES

GATEWAY, RULE, USER = SERVICES

#: The gateway wakes the others when it starts, and when nobody has asked for anything for so long (Wake).
QUIET = 30
#: A back service reads the other one's events so long after its start, and then in these steps (Subscription).
FIRST_LOOK, LOOKS = 10, 600
#: An access token is good for so long; the first call after it refreshes it at user-service.
TOKEN = 600
#: About so many requests of a visit reach each service; and an instance whose CPU is busier than that gets a second one beside it.
REQUESTS, FULL = 6, 0.8
#: A database that sleeps does so after so many seconds without a query.
WINDOWS = (300, 600)


class Instance:
    __slots__ = ("born", "ready", "since", "idle", "busy", "working")

    def __init__(self, born, ready, since):
        self.born, self.ready, self.since, self.idle = born, ready, since, ready
        # Requests in it, and those of them that do not wait for another service.
        self.busy = self.working = 0


class Pool:
    """Instances of one service. A request goes to the newest that has a place; an instance ends so long after its last one."""

    def __init__(self, slots, keep, starts, step=0.0, begin=0.0, ready=(), on_launch=lambda instance: None):
        self.slots, self.keep, self.starts, self.step, self.begin, self.on_launch = slots, keep, starts, step, begin, on_launch
        self.instances = [Instance(at, at, at) for at in ready]
        self.requests = self.launched = 0
        self.billed = self.resident = 0.0
        self.peak = len(self.instances)

    def take(self, now):
        """An instance with a place kept, and for how long it is still starting."""
        self.tidy(now)
        found = None
        for it in reversed(self.instances):
            if it.busy < self.slots:
                if it.ready <= now:
                    found = it
                    break
                if found is None or it.ready < found.ready:
                    found = it
        if found is None:
            found = self.launch(now)
        if found.busy == 0 and found.ready <= now:
            found.since = now
        found.busy += 1
        if now >= self.begin:
            self.requests += 1
        return found, max(0.0, found.ready - now)

    def launch(self, now):
        platform, own = self.starts()
        # Who bills by execution bills the program's own start, not the platform's part.
        started = Instance(now, now + platform + own, now + platform)
        self.instances.append(started)
        self.on_launch(started)
        if now >= self.begin:
            self.launched += 1
            self.peak = max(self.peak, len(self.instances))
        return started

    def give(self, instance, now):
        instance.busy -= 1
        if instance.busy == 0:
            instance.idle = now
            if now >= self.begin:
                seconds = now - max(instance.since, self.begin)
                self.billed += math.ceil(seconds / self.step - 1e-9) * self.step if self.step else seconds

    def tidy(self, now):
        if self.keep is None:
            return
        for it in self.instances:
            if it.busy == 0 and it.idle + self.keep <= now:
                break
        else:
            return
        kept = []
        for it in self.instances:
            if it.busy == 0 and it.idle + self.keep <= now:
                self._count(it, it.idle + self.keep)
            else:
                kept.append(it)
        self.instances = kept

    def has(self, instance, now):
        self.tidy(now)
        return instance in self.instances

    def finish(self, now):
        self.tidy(now)
        for it in self.instances:
            self._count(it, now)

    def _count(self, it, end):
        self.resident += max(0.0, end - max(it.born, self.begin))


class Clock:
    """Runs processes: generators that yield how long they pause."""

    def __init__(self, start=0.0):
        self.now = start
        self._due = []
        self._order = itertools.count()

    def spawn(self, process, at=None):
        heapq.heappush(self._due, (self.now if at is None else at, next(self._order), process))

    def run(self, until):
        due = self._due
        while due and due[0][0] <= until:
            self.now, _, process = heapq.heappop(due)
            try:
                pause = next(process)
            except StopIteration:
                continue
            heapq.heappush(due, (self.now + pause, next(self._order), process))
        self.now = until


class Visit:
    __slots__ = ("cold", "token", "counts")

    def __init__(self, counts):
        self.cold, self.token, self.counts = False, 0.0, counts


class Product(Clock):
    """Counts what happens from `begin` on."""

    def __init__(self, facts, platform, keep, rng, start=0.0, begin=0.0, rate=0.0):
        """rate: visits a second for which the instances that are likely to be there are there from the start."""
        super().__init__(start)
        self.facts, self.platform, self.rng, self.begin = facts, platform, rng, begin
        self.vcpu, self.keep = platform["size"]["vcpu"], keep
        self.work = {GATEWAY: facts.gateway, RULE: facts.rule, USER: facts.user}
        self.pools = {service: self._pool(service, keep, rate) for service in SERVICES}
        self.waits, self.visits, self.cold = [], 0, 0
        self.cpu, self.database_cpu = 0.0, 0.0
        self.awake, self._query = dict.fromkeys(WINDOWS, 0.0), None
        self._asked = start if rate else start - QUIET

    def _pool(self, service, keep, rate):
        platform = self.platform
        cpu = self.facts.start_cpu[service] / 1000 / platform.get("start_vcpu", self.vcpu)
        samples = [max(ms / 1000, cpu) for ms in self.facts.starts[service]]
        ready = 1 if keep is None else self._at_once(service, rate) if rate else 0

        def launched(instance):
            if service == GATEWAY:
                self.spawn(self.wake(), instance.born + (instance.since - instance.born) * self.facts.before)
            elif not platform.get("frozen"):
                self.spawn(self.look(instance, service, USER if service == RULE else RULE))
        return Pool(platform["slots"], keep, lambda: (self._of_platform(), self.rng.choice(samples)), platform.get("step", 0.0),
                    self.begin, [self.now] * ready, launched)

    def _of_platform(self):
        """What the platform takes of a start: between the shortest, the middle and the longest that were seen."""
        shortest, median, longest = self.platform.get("start", self.facts.pod)
        u = self.rng.random() * 2
        return shortest + (median - shortest) * u if u < 1 else median + (longest - median) * (u - 1)

    def _at_once(self, service, rate):
        """Instances that are there when so many visits a second come: by Little's law, and for the largest burst that they live to see."""
        own, rule, refresh = self.facts.gateway["list"], self.facts.rule["list"], self.facts.user["refresh"]
        works = {GATEWAY: [own, rule] * REQUESTS + [refresh], RULE: [rule] * REQUESTS, USER: [refresh]}[service]
        busy = rate * sum(it.seconds(0, max(1, 1 / self.vcpu)) for it in works)
        cores = rate * sum(it.cpu for it in (works if service != GATEWAY else [own] * REQUESTS)) / 1000
        burst = math.sqrt(2 * math.log(2 + len(works) * rate * self.keep) * busy)
        return math.ceil(max((busy + burst) / self.platform["slots"], cores / self.vcpu / FULL))

    # What a person does.

    def visit(self, shape, done=0.0):
        """shape: (pause, operation) one after the other. Of a visit that began before, what is done by now is left out."""
        visit = Visit(not done and self.now >= self.begin)
        if visit.counts:
            self.visits += 1
        began, screen = self.now, bool(done)
        for pause, operation in shape:
            if done:
                done -= pause
                if done > 0:
                    continue
                pause, done, visit.token = -done, 0.0, self.now + TOKEN
            if pause:
                yield pause
            yield from self.call(operation, visit)
            if not screen and operation not in ("page", "file"):
                screen = True
                if visit.counts:
                    self.waits.append(self.now - began)

    def call(self, operation, visit):
        """A request at the gateway, with what it asks of the services behind it."""
        instance, wait = self._take(GATEWAY, visit)
        if wait:
            yield wait
        if self.now - self._asked >= QUIET:
            self.spawn(self.wake())
        self._asked = self.now
        half = self._seconds(GATEWAY, instance, operation) / 2
        yield half
        instance.working -= 1
        if operation not in ("page", "file"):
            if self.now >= visit.token:
                visit.token = self.now + TOKEN
                yield from self.serve(USER, "refresh", visit)
            yield from self.serve(RULE, operation, visit)
        instance.working += 1
        yield half
        instance.working -= 1
        self.pools[GATEWAY].give(instance, self.now)

    def serve(self, service, operation, visit=None):
        instance, wait = self._take(service, visit)
        if wait:
            yield wait
        self._queried()
        yield self._seconds(service, instance, operation)
        instance.working -= 1
        self.pools[service].give(instance, self.now)

    # What happens by itself.

    def wake(self):
        self._asked = self.now
        for service in (RULE, USER):
            self.spawn(self.serve(service, "get"))
            yield 0.0

    def look(self, instance, service, other):
        """A back service, while it is awake, reads the events of the other one."""
        yield FIRST_LOOK
        while self.pools[service].has(instance, self.now):
            yield from self.serve(other, "get")
            yield LOOKS

    def pings(self, times, until):
        """The ping for the morning mail: rule-service looks, and reads the events of user-service."""
        pause = 86400 / times
        while self.now < until:
            self.spawn(self.serve(RULE, "get"))
            self.spawn(self.serve(USER, "get"))
            yield pause

    def arrivals(self, visits):
        for at, shape in visits:
            if at < self.now:
                self.spawn(self.visit(shape, self.now - at))
                continue
            if at > self.now:
                yield at - self.now
            self.spawn(self.visit(shape))

    def _take(self, service, visit):
        instance, wait = self.pools[service].take(self.now)
        if wait and visit and not visit.cold:
            visit.cold = True
            self.cold += visit.counts
        return instance, wait

    def _seconds(self, service, instance, operation):
        work = self.work[service][operation]
        if self.now >= self.begin:
            self.cpu += work.cpu / 1000
            self.database_cpu += work.database / 1000
        instance.working += 1
        return work.seconds(self.rng.random(), max(1.0, instance.working / self.vcpu))

    def _queried(self):
        for window in WINDOWS:
            since = max(self.begin, -math.inf if self._query is None else self._query)
            if self._query is not None and self.now > since:
                self.awake[window] += min(self.now - since, window)
        self._query = self.now

    def finish(self):
        for pool in self.pools.values():
            pool.finish(self.now)
        self._queried()
