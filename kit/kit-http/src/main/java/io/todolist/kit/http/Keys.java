package io.todolist.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Collection;

/** Keys by which a caller shows who it is. */
public final class Keys {
    private Keys() {}

    /**
     * In the same time for every wrong key.
     *
     * @param shown null if the caller shows none
     */
    public static boolean isOneOf(Collection<String> good, String shown) {
        return shown != null && good.stream().anyMatch(one -> isSame(one, shown));
    }

    private static boolean isSame(String good, String shown) {
        return MessageDigest.isEqual(good.getBytes(UTF_8), shown.getBytes(UTF_8));
    }
}
