package io.todolist.user.session;

import io.todolist.user.account.User;

/**
 * What signing in, registering, refreshing and a change of password give.
 *
 * @param expiresIn seconds for which the access token is good
 * @param refreshExpiresIn seconds for which the refresh token is good, if it is not used
 */
record Session(String accessToken, long expiresIn, String refreshToken, long refreshExpiresIn, User user) {
    @Override
    public String toString() {
        return "Session of " + user.id();
    }
}
