"""How long a change at user-service takes until rule-service has it, while both are awake and one change follows the other."""

import json
import threading
import time
from statistics import quantiles

from candidates import PORTS, service
from processes import Connection, Failed, ask, http
from postgres import Sql

KEY = "key of the bench"
CONNECTIONS = 10
#: What is told twice is not told again.
LANGUAGES = ("zh", "en")
#: When each change was committed at either side; these tables are the bench's own, because an event that is out of date goes.
NOTE = """
create table noted (n bigint generated always as identity, owner text, transaction xid8 default pg_current_xact_id());
create function note() returns trigger language plpgsql as
  'begin insert into noted (owner) values (new.{owner}); return null; end';
create trigger note after insert {when} execute function note()
"""
AT_USERS = NOTE.format(owner="aggregateid", when="on event for each row when (new.type like 'io.todolist.account.settings.%')")
AT_RULES = NOTE.format(owner="owner", when="or update on person for each row")
NOTED = "select owner, extract(epoch from pg_xact_commit_timestamp(transaction::xid)) from noted order by n"


def lag(plan, flavour, postgres, log):
    """Milliseconds from commit to commit, of all changes."""
    ready = http("GET", "/q/health/ready")
    rule = service("rule-service", flavour, ready)
    user = service("user-service", flavour, ready)
    for candidate, other in ((rule, "user-service"), (user, "rule-service")):
        candidate.env |= {"TODOLIST_EVENTS_KEYS": KEY, "TODOLIST_EVENTS_FEED": f"http://127.0.0.1:{PORTS[other]}/events",
                          "TODOLIST_EVENTS_SINK": f"http://127.0.0.1:{PORTS[other]}/events"}
    user.env |= {"TODOLIST_MAIL_FROM": "todolist@example.org", "TODOLIST_MAIL_PAGE": "http://localhost",
                 "QUARKUS_MAILER_HOST": "127.0.0.1", "QUARKUS_MAILER_PORT": "9"}
    processes = [rule.ready(), user.ready()]
    people = [_person(number) for number in range(plan.people)]
    users = Sql("users")
    users.run("update account set verified_email = email")
    users.run("delete from mail")
    users.run(AT_USERS)
    postgres.rules.run(AT_RULES)
    log(f"events: {plan.changes} changes a second, for {plan.lag_seconds} s")
    _change(people, plan)
    sent = users.run(NOTED)
    end = time.time() + 20
    while len(taken := postgres.rules.run(NOTED)) < len(sent) and time.time() < end:
        time.sleep(0.1)
    for process in processes:
        process.stop()
    if not sent or len(taken) != len(sent):
        raise Failed(f"events: {len(sent)} were written and {len(taken)} taken")
    milliseconds = sorted(_differences(sent, taken))
    hundredths = quantiles(milliseconds, n=100)
    return {"changes": len(sent), "rate": plan.changes, "p50": round(hundredths[49], 1), "p99": round(hundredths[98], 1),
            "max": round(milliseconds[-1], 1)}


def _person(number):
    """The head of a request of somebody who is signed in, with an address."""
    account = {"name": f"lag{int(time.time())}-{number}", "password": "correct horse battery", "email": f"lag{number}@example.org"}
    answer = json.loads(ask(PORTS["user-service"], http("POST", "/users", body=account))[1])
    return {"Authorization": f"Bearer {answer['accessToken']}"}


def _change(people, plan):
    """At even times, whatever the answers take, as long as a connection is free."""
    began = time.perf_counter()
    count = plan.changes * plan.lag_seconds
    failures = []

    def work(first):
        connection = Connection(PORTS["user-service"])
        for number in range(first, count, CONNECTIONS):
            time.sleep(max(0, began + number / plan.changes - time.perf_counter()))
            round_number, person = divmod(number, len(people))
            body = {"timeZone": "Asia/Shanghai", "language": LANGUAGES[round_number % 2]}
            status, _, answer = connection.exchange(http("PUT", "/me/morning-mail", people[person], body))
            if not 200 <= status < 300:
                failures.append(f"{status} {answer[:300]}")
                return
        connection.close()

    threads = [threading.Thread(target=work, args=(first,)) for first in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise Failed(f"PUT /me/morning-mail: {failures[0]}")


def _differences(sent, taken):
    """Of the same account, the first to the first, and so on."""
    times = {}
    for owner, at in taken:
        times.setdefault(owner, []).append(float(at))
    for of in times.values():
        of.reverse()
    return [(times[owner].pop() - float(at)) * 1000 for owner, at in sent]
