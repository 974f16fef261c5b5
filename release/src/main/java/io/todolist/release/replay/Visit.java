package io.todolist.release.replay;

import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What somebody did in one session, in its order. */
record Visit(String id, List<Exchange> exchanges) {

    /** So many requests of an account may wait for a start: registering, and the first one for a service behind. */
    static final int COLD = 2;

    /** All that an account does: it registers, makes what was there before, and does what was recorded. */
    List<Exchange> played() {
        List<Exchange> played = new ArrayList<>(List.of(registration()));
        played.addAll(Before.of(this));
        exchanges.stream().filter(Exchange::canBeAsked).forEach(played::add);
        return played;
    }

    private Exchange registration() {
        Instant begin = exchanges.get(0).at();
        return new Exchange(
                id,
                begin,
                0,
                new Exchange.Request("POST", "/api/users", null, Map.of(), null, null),
                new Exchange.Response(HttpURLConnection.HTTP_CREATED, Map.of(), null, null));
    }

    /** Short enough to be read, and long enough to be found in the recording. */
    String name() {
        return id.substring(0, Math.min(8, id.length()));
    }
}
