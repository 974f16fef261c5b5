package io.todolist.release.replay;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.walk.Address;
import java.security.SecureRandom;
import java.util.HexFormat;

/** An account that a replay makes, of whom it is known by name. */
@RegisterForReflection
record Credentials(Address address, String name, String password) {
    static final String MARK = "replay-";

    static Credentials anew(Address address) {
        return new Credentials(address, MARK + random(8), random(16));
    }

    private static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
