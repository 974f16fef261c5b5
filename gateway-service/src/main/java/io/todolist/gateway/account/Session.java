package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A session as user-service gives it.
 *
 * @param accessToken a JWT for some minutes
 * @param refreshToken gets the next pair of tokens, once
 * @param refreshExpiresIn life of the refresh token in seconds
 * @param deviceToken for the next sign-in there, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Session(String accessToken, String refreshToken, long refreshExpiresIn, User user, String deviceToken) {

    @Override
    public String toString() {
        return "Session";
    }
}
