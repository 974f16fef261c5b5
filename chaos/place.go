package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Place in the manual order: the service's decimal, whose whole part is as long as microseconds since 1970 and which has at
// most six decimals, without the loss that a float would mean.
type Place struct {
	Known  bool
	Whole  int64 // rounded down
	Beyond int64 // that, in millionths
}

const decimals = 6

func parsePlace(text string) (Place, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > decimals {
		return Place{}, fmt.Errorf("%q has more than %d decimals", text, decimals)
	}
	number, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return Place{}, err
	}
	millionths, err := strconv.ParseInt(fraction+strings.Repeat("0", decimals-len(fraction)), 10, 64)
	if err != nil {
		return Place{}, err
	}
	if strings.HasPrefix(whole, "-") && millionths > 0 {
		return Place{true, number - 1, 1_000_000 - millionths}, nil
	}
	return Place{true, number, millionths}, nil
}

func (p Place) compare(other Place) int {
	return cmp.Or(cmp.Compare(p.Whole, other.Whole), cmp.Compare(p.Beyond, other.Beyond))
}

func (p Place) less(other Place) bool {
	return p.compare(other) < 0
}

func (p Place) String() string {
	return fmt.Sprintf("%d+0.%06d", p.Whole, p.Beyond)
}
