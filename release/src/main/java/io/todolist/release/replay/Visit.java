package io.todolist.release.replay;

import java.util.List;

/** What somebody did in one session, in its order. */
record Visit(String id, List<Exchange> exchanges) {

    /** Short enough to be read, and long enough to be found in the recording. */
    String name() {
        return id.substring(0, Math.min(8, id.length()));
    }
}
