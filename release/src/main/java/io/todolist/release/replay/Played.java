package io.todolist.release.replay;

import java.util.List;

/**
 * A visit, played by three accounts.
 *
 * @param exchanges what each of them did: registering and what was there before, too
 * @param current answers to these, fewer if somebody got no further
 * @param again of the current version to the second account
 */
record Played(Visit visit, List<Exchange> exchanges, List<Answer> current, List<Answer> again, List<Answer> candidate) {

    /** So many of the exchanges can be compared. */
    int compared() {
        return Math.min(current.size(), Math.min(again.size(), candidate.size()));
    }
}
