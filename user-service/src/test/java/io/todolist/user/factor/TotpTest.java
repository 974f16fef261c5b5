package io.todolist.user.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B; six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130",
    })
    void makesTheCodesOfTheStandard(long second, String code) {
        assertEquals(code, Totp.code(SECRET, second / 30));
        assertEquals(OptionalLong.of(second / 30), Totp.step(SECRET, code, Instant.ofEpochSecond(second)));
    }

    @Test
    void takesTheCodesOfOneStepToEachSide() {
        String code = Totp.code(SECRET, 1000);
        assertEquals(OptionalLong.empty(), Totp.step(SECRET, code, Instant.ofEpochSecond(999 * 30 - 1)));
        assertEquals(OptionalLong.of(1000), Totp.step(SECRET, code, Instant.ofEpochSecond(999 * 30)));
        assertEquals(OptionalLong.of(1000), Totp.step(SECRET, code, Instant.ofEpochSecond(1002 * 30 - 1)));
        assertEquals(OptionalLong.empty(), Totp.step(SECRET, code, Instant.ofEpochSecond(1002 * 30)));
    }

    /** RFC 4648, 10, where no padding is needed. */
    @ParameterizedTest
    @CsvSource({"fooba, MZXW6YTB", "12345678901234567890, GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})
    void writesBase32(String text, String base32) {
        assertEquals(base32, Base32.encode(text.getBytes(US_ASCII)));
    }
}
