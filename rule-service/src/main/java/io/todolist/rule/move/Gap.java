package io.todolist.rule.move;

import static java.math.BigDecimal.ONE;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The room between two neighbours of the manual order, whose places are decimals.
 *
 * @param low null at the beginning of the list
 * @param high null at its end
 */
record Gap(BigDecimal low, BigDecimal high) {
    /** Decimals of a place. Without an end they would get more with each move into the same gap, and slow with it. */
    private static final int DECIMALS = 6;

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** The shortest decimal near the middle, or null where there is no room for one. */
    BigDecimal middle() {
        if (low == null) {
            return high.setScale(0, RoundingMode.FLOOR).subtract(ONE);
        }
        if (high == null) {
            return low.setScale(0, RoundingMode.CEILING).add(ONE);
        }
        BigDecimal middle = low.add(high).divide(TWO);
        for (int scale = 0; scale <= DECIMALS; scale++) {
            BigDecimal place = middle.setScale(scale, RoundingMode.HALF_EVEN);
            if (place.compareTo(low) > 0 && place.compareTo(high) < 0) {
                return place;
            }
        }
        return null;
    }
}
