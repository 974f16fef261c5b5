package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of the list of all users.
 *
 * @param next where the next page starts, or null at the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Users(List<User> items, @Schema(nullable = true) String next, long total) {}
