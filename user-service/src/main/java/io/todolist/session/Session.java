package io.todolist.session;

import io.todolist.user.User;

/**
 * What a log in gives.
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
