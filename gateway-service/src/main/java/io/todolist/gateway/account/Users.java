package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A part of the list of all users.
 *
 * @param next where the next page starts, or null at the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Users(List<User> items, String next, long total) {}
