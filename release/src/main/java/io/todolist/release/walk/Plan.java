package io.todolist.release.walk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Power;
import java.time.Duration;
import java.util.List;

/**
 * How a service is released: release.yaml beside its pom. What is left out has a default.
 *
 * @param steps the candidate's share in percent, step by step; with the last one, 100, it is the current version
 * @param window how long each step takes at least
 * @param deadline after which a step without enough requests waits for a person
 * @param smallestErrorRate of the candidate that has to show itself: the number of requests that a step needs follows from it
 * @param slower how many times as long a candidate's requests may take
 * @param starts how many cold starts of each version are measured
 * @param slowerStart how many times as long a candidate's start may take
 * @param startLimit how long a version may take to be ready
 * @param hold whether a person is asked before 100 %
 * @param replay the recording that is played to both versions before the first step; null for none
 * @param accept differences that a replay may find
 * @param topUp the recording that is played in a step with too few visitors; null if they are waited for
 * @param prometheus that knows what a cluster's ingress has counted; null if the ingress is asked itself
 */
@RegisterForReflection
// The gate reads it.
@JsonIgnoreProperties("gate")
public record Plan(
        String service,
        List<Integer> steps,
        Duration window,
        Duration deadline,
        Double smallestErrorRate,
        Double slower,
        Integer starts,
        Double slowerStart,
        Duration startLimit,
        Boolean hold,
        @JsonInclude(JsonInclude.Include.NON_NULL) Replay replay,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Accepted> accept,
        @JsonInclude(JsonInclude.Include.NON_NULL) Replay topUp,
        @JsonInclude(JsonInclude.Include.NON_NULL) Address prometheus) {
    public Plan {
        steps = steps == null ? List.of(1, 5, 25, 50, 100) : List.copyOf(steps);
        window = window == null ? Duration.ofMinutes(5) : window;
        deadline = deadline == null ? window.multipliedBy(6) : deadline;
        smallestErrorRate = smallestErrorRate == null ? 0.05 : smallestErrorRate;
        slower = slower == null ? 1.2 : slower;
        starts = starts == null ? 10 : starts;
        slowerStart = slowerStart == null ? 1.15 : slowerStart;
        startLimit = startLimit == null ? Duration.ofSeconds(30) : startLimit;
        hold = hold != null && hold;
        accept = accept == null ? List.of() : List.copyOf(accept);

        need(service != null && !service.isBlank(), "service: names the service");
        need(!steps.isEmpty() && steps.get(0) > 0, "steps: begin above 0");
        for (int i = 1; i < steps.size(); i++) {
            need(steps.get(i) > steps.get(i - 1), "steps: each one is more than the one before");
        }
        need(steps.get(steps.size() - 1) == 100, "steps: the last one is 100");
        need(!window.isNegative() && !window.isZero(), "window: more than nothing");
        need(deadline.compareTo(window) >= 0, "deadline: not before the window ends");
        need(smallestErrorRate >= 0.0001 && smallestErrorRate <= 0.5, "smallestErrorRate: 0.0001 to 0.5");
        need(slower >= 1, "slower: at least 1");
        need(starts == 0 || starts >= 7 && starts <= 100, "starts: 7 to 100, as fewer show nothing; or 0");
        need(slowerStart >= 1, "slowerStart: at least 1");
        need(!startLimit.isNegative() && !startLimit.isZero(), "startLimit: more than nothing");
        need(
                topUp == null || topUp.throwaway() == null,
                "topUp: throwaway: it is the versions with visitors that need more requests");
        need(prometheus == null || prometheus.via() == null, "prometheus: via: its own URL is where it is");
        need(topUp == null || deadline.compareTo(window) > 0, "topUp: needs a deadline that is after the window");
    }

    static void need(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** With so many requests a candidate of the smallest error rate has an error in 99.3 of 100 releases: 1 - e^-5. */
    public long needed() {
        return (long) Math.ceil(5 / smallestErrorRate);
    }

    /** The steps after which something is judged. */
    List<Integer> judged() {
        return steps.subList(0, steps.size() - 1);
    }

    /**
     * How probably a candidate of the smallest error rate is stopped, beside a version without errors, if the first step has
     * just the requests that it needs and each one as many visitors.
     */
    public double power() {
        return Power.ofErrors(judged(), needed() * 100 / steps.get(0), 0, smallestErrorRate);
    }

    /** Twice what a step lacks: beside them the current version has not many more, so a difference shows itself later. */
    static long replayed(long lacking) {
        return 2 * Math.max(0, lacking);
    }

    /** The same without any visitors, if all that is lacking can be replayed. */
    public double powerOfReplayed() {
        return Power.ofReplayed(judged().size(), replayed(needed()), 0, smallestErrorRate);
    }
}
