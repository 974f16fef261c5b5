package io.todolist.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** All todos. Every question names the owner; somebody else's todo is as good as none. */
@ApplicationScoped
class Todos implements PanacheRepositoryBase<Todo, UUID> {
    private static final Duration RESTORABLE = Duration.ofDays(30);

    /** What was deleted before this can't be restored any more. */
    static Instant binStart() {
        return Instant.now().minus(RESTORABLE);
    }

    Uni<Todo> get(String owner, UUID id) {
        return found(
                find("owner = ?1 and id = ?2 and deletedAt is null", owner, id).firstResult());
    }

    /** Locked until the end of the transaction, so that concurrent changes come one after the other and none is lost. */
    Uni<Todo> lock(String owner, UUID id) {
        return found(find("owner = ?1 and id = ?2 and deletedAt is null", owner, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult());
    }

    Uni<Todo> lockDeleted(String owner, UUID id) {
        return found(find("owner = ?1 and id = ?2 and deletedAt >= ?3", owner, id, binStart())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult());
    }

    /** In the order of their ids: two transactions that want the same todos don't wait for each other in a ring. */
    Uni<List<Todo>> lockAll(String owner, Collection<UUID> ids) {
        return find("owner = ?1 and id in ?2 and deletedAt is null order by id", owner, ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Todo>> lockAllDeleted(String owner, Collection<UUID> ids) {
        return find("owner = ?1 and id in ?2 and deletedAt >= ?3 order by id", owner, ids, binStart())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The nearest place in front of another one, or null. */
    Uni<BigDecimal> placeBefore(String owner, BigDecimal place) {
        return find("owner = ?1 and deletedAt is null and position < ?2 order by position desc", owner, place)
                .firstResult()
                .map(todo -> todo == null ? null : todo.position);
    }

    /** The nearest place behind another one, or null. */
    Uni<BigDecimal> placeAfter(String owner, BigDecimal place) {
        return find("owner = ?1 and deletedAt is null and position > ?2 order by position", owner, place)
                .firstResult()
                .map(todo -> todo == null ? null : todo.position);
    }

    /** Erases what has been in the bin for too long; returns how many. */
    Uni<Long> emptyBin(String owner) {
        return delete("owner = ?1 and deletedAt < ?2", owner, binStart());
    }

    /** Everything that is kept of an owner. */
    Uni<Void> erase(String owner) {
        return delete("owner", owner)
                .chain(this::getSession)
                .call(session -> session.createNativeQuery("delete from idempotent_creation where owner = ?1")
                        .setParameter(1, owner)
                        .executeUpdate())
                .call(session -> session.createNativeQuery("delete from todo_count where owner = ?1")
                        .setParameter(1, owner)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Todo> found(Uni<Todo> todo) {
        return todo.onItem().ifNull().failWith(() -> HttpProblem.builder()
                .withStatus(404)
                .withTitle("Not Found")
                .withDetail("There is no such todo")
                .build());
    }
}
