package io.todolist.user.factor;

/** What there is to say of the second factor that somebody gave. */
public enum Verdict {
    RIGHT,
    /** Right, and one recovery code is left less. */
    RECOVERED,
    MISSING,
    /** Wrong, too old, or taken before. */
    REFUSED;

    public boolean isRight() {
        return this == RIGHT || this == RECOVERED;
    }
}
