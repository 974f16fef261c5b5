package io.todolist.rule.move;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The neighbours of a gap, which get new places so that it has room again; their order stays. The outermost ones keep theirs,
 * but for the last of the list, behind which all is free.
 *
 * @param before in the order of the list, at least one
 * @param after in the order of the list
 * @param open whether the list ends here
 */
record Window(List<Neighbour> before, List<Neighbour> after, boolean open) {
    /** Decimals of a new place: fewer than a place may have, so that the gap takes some moves until the next time. */
    private static final int DECIMALS = 3;

    /** What lies between two places where all is free: about what lies between todos that were made in one second. */
    private static final BigDecimal FREE = BigDecimal.valueOf(1000);

    record Neighbour(UUID id, BigDecimal position) {}

    /**
     * @param moved what goes into the gap
     * @return all that get a new place, or null if there is not enough room between the outermost ones
     */
    List<Neighbour> spread(UUID moved) {
        List<UUID> inner = new ArrayList<>();
        before.stream().skip(1).map(Neighbour::id).forEach(inner::add);
        inner.add(moved);
        after.stream()
                .limit(open ? after.size() : after.size() - 1)
                .map(Neighbour::id)
                .forEach(inner::add);
        // Places of earlier releases may have hundreds of decimals.
        BigDecimal place = before.get(0).position().setScale(DECIMALS, RoundingMode.CEILING);
        BigDecimal step = open ? FREE : room(place, inner.size());
        if (step.signum() <= 0) {
            return null;
        }
        List<Neighbour> spread = new ArrayList<>();
        for (UUID id : inner) {
            place = place.add(step);
            spread.add(new Neighbour(id, place));
        }
        return spread;
    }

    private BigDecimal room(BigDecimal low, int places) {
        BigDecimal high = after.get(after.size() - 1).position();
        return high.subtract(low).divide(BigDecimal.valueOf(places + 1L), DECIMALS, RoundingMode.FLOOR);
    }
}
