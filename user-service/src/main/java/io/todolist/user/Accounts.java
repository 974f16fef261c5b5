package io.todolist.user;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {

    Uni<Account> named(UserName name) {
        return find("nameKey", name.key()).firstResult();
    }

    /** The row is the caller's until the transaction ends; {@code null} when there is none. */
    public Uni<Account> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Locked as well; {@code null} when the account is gone or its password was changed since it was proved. */
    public Uni<Account> stillProved(Account proved) {
        return locked(proved.id).map(now -> now != null && now.hasPasswordOf(proved) ? now : null);
    }

    /** Id order is the order of registration: ids are UUIDs of version 7. */
    Uni<List<Account>> registeredAfter(UUID last, int limit) {
        var query = last == null ? findAll(Sort.by("id")) : find("id > ?1", Sort.by("id"), last);
        return query.range(0, limit - 1).list();
    }

    /** Fails with 409 when somebody has the name, also when two ask for it at the same moment. */
    Uni<Account> save(Account account) {
        return persistAndFlush(account)
                .onFailure(ConstraintViolationException.class)
                .transform(e -> nameTaken());
    }

    Uni<Void> refuseTaken(UserName name) {
        return named(name).onItem().ifNotNull().failWith(Accounts::nameTaken).replaceWithVoid();
    }

    static HttpProblem nameTaken() {
        return HttpProblem.builder()
                .withStatus(409)
                .withTitle("Conflict")
                .withDetail("This user name is taken.")
                .build();
    }
}
