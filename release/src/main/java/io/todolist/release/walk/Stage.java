package io.todolist.release.walk;

public enum Stage {
    /** The candidate has no visitors; cold starts are measured. */
    STARTS,
    /** It has none yet; a recording is played to both versions. */
    REPLAY,
    /** A share of the visitors has the candidate. */
    GRAY,
    /** A person has to say how it goes on: State.waitsFor says why. */
    WAITING,
    PROMOTED,
    ROLLED_BACK;

    public boolean over() {
        return this == PROMOTED || this == ROLLED_BACK;
    }
}
