package io.todolist.todo;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Set;
import org.hibernate.annotations.Immutable;

/** How many todos an owner has outside the bin; kept by triggers of the database (see V1__todos.sql). */
@Entity
@Immutable
class TodoCount {
    @Id
    String owner;

    long closed;
    long inProgress;
    long done;
    long paused;

    long of(Status status) {
        return switch (status) {
            case CLOSED -> closed;
            case IN_PROGRESS -> inProgress;
            case DONE -> done;
            case PAUSED -> paused;
        };
    }

    long of(Set<Status> statuses) {
        return statuses.stream().mapToLong(this::of).sum();
    }
}
