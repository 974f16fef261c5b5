package io.todolist.release.replay;

import io.todolist.release.walk.Address;
import java.util.List;

/** The three accounts of a visit: two at the current version, one at the candidate. */
final class Cast {
    private final Network network;
    private final Address current;
    private final Notes notes;
    private final List<Credentials> credentials;
    private final List<Account> accounts;

    Cast(Network network, Address current, Address candidate, Notes notes) {
        this.network = network;
        this.current = current;
        this.notes = notes;
        credentials = List.of(Credentials.anew(current), Credentials.anew(current), Credentials.anew(candidate));
        credentials.forEach(notes::add);
        accounts = credentials.stream()
                .map(each -> new Account(each, new Browser(network, each.address())))
                .toList();
    }

    List<Account> accounts() {
        return accounts;
    }

    /** What the candidate does not erase, the current version may. */
    void erase() throws InterruptedException {
        for (int i = 0; i < accounts.size(); i++) {
            Account there = new Account(credentials.get(i), new Browser(network, current));
            if (accounts.get(i).isErased() || there.erase()) {
                notes.remove(credentials.get(i));
            }
        }
    }
}
