package io.todolist.user.session;

import io.todolist.user.account.User;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What signing in, registering, refreshing and a change of password give.
 *
 * @param expiresIn seconds for which the access token is good
 * @param refreshExpiresIn seconds for which the refresh token is good, if it is not used
 * @param deviceToken for the next sign-in there (see {@link DeviceTokens}); only where a device without one has signed in
 */
record Session(
        String accessToken,
        long expiresIn,
        String refreshToken,
        long refreshExpiresIn,
        User user,
        @Schema(nullable = true) String deviceToken) {

    Session withDevice(String token) {
        return new Session(accessToken, expiresIn, refreshToken, refreshExpiresIn, user, token);
    }

    @Override
    public String toString() {
        return "Session of " + user.id();
    }
}
