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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    Uni<TodoPage> page(TodoFilter filter, ListRequest request) {
        Optional<Cursor> cursor = request.cursor();
        Optional<Integer> page = request.page();
        return total(filter)
                .chain(total -> page.isPresent()
                        ? pageByNumber(filter, request, page.get(), total)
                        : pageByCursor(filter, request, cursor, total));
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

    /** How many were deleted and can still be restored. */
    Uni<Long> countDeleted(String owner) {
        return count("owner = ?1 and deletedAt >= ?2", owner, binStart());
    }

    Uni<TodoCount> count(String owner) {
        return getSession()
                .chain(session -> session.find(TodoCount.class, owner))
                .map(count -> count == null ? new TodoCount() : count);
    }

    private Uni<Long> total(TodoFilter filter) {
        return filter.counted()
                ? count(filter.owner()).map(count -> count.of(filter.statuses()))
                : count("from Todo t" + filter.where(), filter.parameters());
    }

    private Uni<TodoPage> pageByCursor(TodoFilter filter, ListRequest request, Optional<Cursor> cursor, long total) {
        int size = request.size();
        String where = filter.where();
        Map<String, Object> parameters = new HashMap<>(filter.parameters());
        if (cursor.isPresent()) {
            where += " and " + request.order().after();
            parameters.put("key", cursor.get().key());
            parameters.put("id", cursor.get().id());
        }
        // One more than asked for tells whether there is a next page.
        return find("from Todo t" + where + request.order().clause(), parameters)
                .range(0, size)
                .list()
                .map(todos -> {
                    boolean more = todos.size() > size;
                    List<Todo> page = more ? todos.subList(0, size) : todos;
                    return TodoPage.from(page, total, request, null, more);
                });
    }

    /** A page of the second half is read from the end of the list, so that the last page is as near as the first. */
    private Uni<TodoPage> pageByNumber(TodoFilter filter, ListRequest request, int wanted, long total) {
        int size = request.size();
        long last = Math.max(1, (total + size - 1) / size);
        int page = (int) Math.min(wanted, last);
        long offset = (long) (page - 1) * size;
        long rows = Math.min(size, total - offset);
        if (rows <= 0) {
            return Uni.createFrom().item(TodoPage.from(List.of(), total, request, page, false));
        }
        boolean fromEnd = offset > total / 2;
        Order order = fromEnd ? request.order().reversed() : request.order();
        int start = (int) (fromEnd ? total - offset - rows : offset);
        return find("from Todo t" + filter.where() + order.clause(), filter.parameters())
                .range(start, start + (int) rows - 1)
                .list()
                .map(todos -> TodoPage.from(
                        fromEnd ? backwards(todos) : todos, total, request, page, page < last && !todos.isEmpty()));
    }

    private static List<Todo> backwards(List<Todo> todos) {
        Collections.reverse(todos);
        return todos;
    }

    private static Uni<Todo> found(Uni<Todo> todo) {
        return todo.onItem().ifNull().failWith(() -> HttpProblem.builder()
                .withStatus(404)
                .withTitle("Not Found")
                .withDetail("There is no such todo")
                .build());
    }
}
