package io.todolist.release.replay;

/** A visit for which the current version makes no accounts, or not now: the message says why. */
final class NotPlayed extends Exception {
    private static final long serialVersionUID = 1;

    NotPlayed(String why) {
        super(why);
    }
}
