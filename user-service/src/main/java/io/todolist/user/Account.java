package io.todolist.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** A registered user. */
@Entity
public class Account {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(columnDefinition = "text")
    String name;

    @Column(columnDefinition = "text")
    String nameKey;

    @Column(columnDefinition = "text")
    String email;

    @Column(columnDefinition = "text")
    String passwordHash;

    boolean admin;

    Instant createdAt;

    @Version
    int version;

    Account() {}

    Account(UserName name, String email, String passwordHash, boolean admin) {
        rename(name);
        this.email = email;
        this.passwordHash = passwordHash;
        this.admin = admin;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public List<String> roles() {
        return admin ? List.of("user", "admin") : List.of("user");
    }

    void rename(UserName to) {
        name = to.text();
        nameKey = to.key();
    }

    void reachAt(String address) {
        email = address;
    }

    public void replacePassword(String hash) {
        passwordHash = hash;
    }

    boolean hasPasswordOf(Account proved) {
        return passwordHash.equals(proved.passwordHash);
    }
}
