package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.todolist.kit.http.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether somebody gets a mail at 7 in the morning that says what is due.
 *
 * @param timeZone where the morning is; null if it has never been on
 * @param language of the mail; null if it has never been on
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record MorningMail(boolean on, @Schema(nullable = true) String timeZone, @Schema(nullable = true) String language) {

    @Schema(
            name = "MorningMailSettings",
            requiredProperties = {"timeZone", "language"},
            additionalProperties = Schema.False.class)
    record Settings(
            @NotNull @Size(max = 64) @Text @Schema(ref = "TimeZone") String timeZone,
            @NotNull @Size(max = 2) @Text @Schema(enumeration = {"en", "zh"}) String language) {}
}
