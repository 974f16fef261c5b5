"""SimFaaS and cost/run beside each other; each row: requests a second, seconds of a request, of a cold one, seconds kept."""

import json
import subprocess
import sys
from pathlib import Path

import numpy
from simfaas.ServerlessSimulator import ServerlessSimulator

# The first one is the example of SimFaaS' README with instances that are kept for less long, so that there are cold starts to compare.
ROWS = ((0.9, 1.991, 2.244, 10), (0.1, 1.991, 2.244, 10), (0.01, 0.05, 1.2, 60), (2.0, 0.5, 1.5, 1))
REQUESTS, MOST = 400_000, 0.02
RUN = Path(__file__).resolve().parent.parent / "run"

worst = 0.0
for rate, work, cold, keep in ROWS:
    seconds = REQUESTS / rate
    numpy.random.seed(1)
    theirs = ServerlessSimulator(arrival_rate=rate, warm_service_rate=1 / work, cold_service_rate=1 / cold, expiration_threshold=keep,
                                 max_time=seconds)
    theirs.generate_trace()
    theirs = theirs.get_result_dict()
    command = [sys.executable, RUN, "alone", f"--rate={rate}", f"--work={work}", f"--cold-work={cold}", f"--keep={keep}", "--slots=1",
               f"--seconds={seconds}"]
    ours = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for name, their in (("cold_share", "prob_cold"), ("instances", "inst_count_avg"), ("busy", "inst_running_count_avg")):
        difference = ours[name] / theirs[their] - 1
        worst = max(worst, abs(difference))
        print(f"{rate:5} a second, {work} s, cold {cold} s, kept {keep:2} s: {name:10} {ours[name]:8.5f}, SimFaaS {theirs[their]:8.5f}, {difference:+.2%}",
              flush=True)
print(f"at most {worst:.2%} apart (limit {MOST:.0%})")
sys.exit(1 if worst > MOST else 0)
