package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.todolist.kit.http.Text;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether signing in takes a code, and what goes to and fro to change that.
 *
 * @param recoveryCodes how many are left
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SecondFactor(boolean on, int recoveryCodes) {

    @Schema(
            name = "SecondFactorBeginning",
            requiredProperties = "currentPassword",
            additionalProperties = Schema.False.class)
    record Beginning(@Text @Schema(ref = "AnyText") String currentPassword) {
        @Override
        public String toString() {
            return "Beginning";
        }
    }

    @Schema(
            name = "SecondFactorProof",
            requiredProperties = {"currentPassword", "code"},
            additionalProperties = Schema.False.class)
    record Proof(@Text @Schema(ref = "AnyText") String currentPassword, @Text @Schema(ref = "AnyCode") String code) {
        @Override
        public String toString() {
            return "Proof";
        }
    }

    /**
     * What an authenticator app has to know.
     *
     * @param secret 160 bits in Base32
     * @param uri the same for a QR code or a link: {@code otpauth://totp/…}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(name = "SecondFactorSecret")
    record Secret(String secret, String uri) {
        @Override
        public String toString() {
            return "Secret";
        }
    }

    /** Each signs in once in place of a code. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "RecoveryCodes";
        }
    }
}
