package io.todolist.release.walk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/**
 * How a recording is played. What is left out has a default.
 *
 * @param recording a file of JSON Lines, or a folder of them
 * @param speed how many times as fast as the visitors were
 * @param longestPause what is longer is cut to this, because a session may last for days
 * @param visits at most; a gateway on the internet lets one network register 20 accounts an hour, and a visit takes two of
 *     the current version and one of the candidate
 * @param atOnce so many visits at the same time
 * @param current where the current version is, if the router's address is not meant
 * @param candidate where the candidate is
 * @param throwaway a file of `release local` with the current version and the candidate, which are started for the replay
 *     alone and on empty databases; then no addresses are needed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(
        String recording,
        Double speed,
        Duration longestPause,
        Integer visits,
        Integer atOnce,
        Address current,
        Address candidate,
        String throwaway) {
    public Replay {
        speed = speed == null ? 1 : speed;
        longestPause = longestPause == null ? Duration.ofSeconds(5) : longestPause;
        visits = visits == null ? 10 : visits;
        atOnce = atOnce == null ? 4 : atOnce;

        Plan.need(recording != null && !recording.isBlank(), "replay: recording: names a file or a folder");
        Plan.need(speed > 0, "replay: speed: more than 0");
        Plan.need(!longestPause.isNegative(), "replay: longestPause: not less than nothing");
        Plan.need(visits >= 1, "replay: visits: at least 1");
        Plan.need(
                throwaway == null || current == null && candidate == null,
                "replay: throwaway: starts the versions itself, so current and candidate have no address");
        Plan.need(atOnce >= 1 && atOnce <= 100, "replay: atOnce: 1 to 100");
    }
}
