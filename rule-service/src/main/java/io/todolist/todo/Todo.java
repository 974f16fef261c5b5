package io.todolist.todo;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Something its owner wants to get done. Times are in microseconds, as PostgreSQL keeps them. */
@Entity
class Todo {
    @Id
    UUID id;

    @Column(updatable = false)
    String owner;

    String name;
    String description;

    @Enumerated(EnumType.ORDINAL)
    Status status;

    LocalDate due;
    BigDecimal position;

    @Column(updatable = false)
    Instant createdAt;

    Instant updatedAt;
    Instant doneAt;
    Instant deletedAt;

    @Version
    int version;

    Todo() {}

    Todo(String owner, TodoInput input) {
        this.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        this.owner = owner;
        this.createdAt = now();
        this.position = Position.first(createdAt);
        edit(input);
        this.updatedAt = createdAt;
    }

    /** Takes over the content; what is the same already leaves the todo and its version as they are. */
    void edit(TodoInput input) {
        if (input.equals(TodoInput.from(this))) {
            return;
        }
        name = input.name();
        description = input.description();
        due = input.due();
        become(input.status());
        updatedAt = now();
    }

    void become(Status next) {
        if (next == status) {
            return;
        }
        status = next;
        updatedAt = now();
        doneAt = next == Status.DONE ? updatedAt : null;
    }

    void moveTo(BigDecimal place) {
        position = place;
        updatedAt = now();
    }

    void delete() {
        deletedAt = now();
        updatedAt = deletedAt;
    }

    void restore() {
        deletedAt = null;
        updatedAt = now();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
