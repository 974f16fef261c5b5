package io.todolist.todo;

import static java.math.BigDecimal.ONE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Places in the manual order, as decimals: between any two there is always another one, so a move changes one row only.
 * Nothing here reads the list, so writers never wait for one another.
 */
final class Position {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Position() {}

    /** In front of all older todos: minus the microsecond of creation, and a thousandth by chance against ties. */
    static BigDecimal first(Instant createdAt) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        return BigDecimal.valueOf(-micros * 1000 - ThreadLocalRandom.current().nextInt(1000), 3);
    }

    /** The shortest decimal near the middle of two different places; {@code null} stands for an open end. */
    static BigDecimal between(BigDecimal low, BigDecimal high) {
        if (low == null) {
            return high.setScale(0, RoundingMode.FLOOR).subtract(ONE);
        }
        if (high == null) {
            return low.setScale(0, RoundingMode.CEILING).add(ONE);
        }
        BigDecimal middle = low.add(high).divide(TWO);
        for (int scale = 0; ; scale++) {
            BigDecimal place = middle.setScale(scale, RoundingMode.HALF_EVEN);
            if (place.compareTo(low) > 0 && place.compareTo(high) < 0) {
                return place;
            }
        }
    }
}
