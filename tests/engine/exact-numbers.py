# SPDX-License-Identifier: GPL-3.0-or-later
"""Exact sums, variances and correlations beside the same in Python's fractions, which never round."""

import math
import random
import struct
import subprocess
import sys
from fractions import Fraction

STATISTICS = ["sum", "mean", "var_samp", "var_pop", "stddev_samp", "stddev_pop", "covar_samp", "covar_pop",
              "corr"]

# How many units in the last place a result may be from the true one: each division, product and root adds
# half of one or less.
UNITS = {"sum": 0, "mean": 1, "var_samp": 2, "var_pop": 2, "stddev_samp": 2, "stddev_pop": 2,
         "covar_samp": 2, "covar_pop": 2, "corr": 4}


def nearest(value):
    """The double nearest to a fraction, infinite where it is too large."""
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def root(value):
    """The square root of a fraction to 200 bits."""
    shift = 400 + 2 * max(0, value.denominator.bit_length() - value.numerator.bit_length())
    return Fraction(math.isqrt((value.numerator << shift) // value.denominator), 1 << (shift // 2))


def expected(rows):
    x = [Fraction(a) for a, _ in rows]
    y = [Fraction(b) for _, b in rows]
    n = len(rows)
    if n == 0:
        return dict.fromkeys(STATISTICS)
    xx = n * sum(a * a for a in x) - sum(x) ** 2
    yy = n * sum(b * b for b in y) - sum(y) ** 2
    xy = n * sum(a * b for a, b in zip(x, y)) - sum(x) * sum(y)
    sample = Fraction(1, n * (n - 1)) if n > 1 else None
    population = Fraction(1, n * n)
    return {
        "sum": sum(x), "mean": sum(x) / n,
        "var_samp": sample and xx * sample, "var_pop": xx * population,
        "stddev_samp": sample and root(xx * sample), "stddev_pop": root(xx * population),
        "covar_samp": sample and xy * sample, "covar_pop": xy * population,
        "corr": None if xx == 0 or yy == 0 else xy / root(xx * yy),
    }


def any_double(numbers):
    while True:
        value = struct.unpack("<d", numbers.randbytes(8))[0]
        if math.isfinite(value):
            return value


def tables():
    numbers = random.Random(20120101)
    yield "no rows", []
    yield "one row", [(1.5, 2.5)]
    yield "far from zero", [(1e9 + a, 2e9 - a) for a in (4, 7, 13, 16)]
    yield "the same again and again", [(0.1, 0.3)] * 1000
    yield "cancelling", [(1e16, 1), (1, 2), (-1e16, 3)]
    yield "a tie", [(2.0 ** 53, 1), (1, 2)]
    yield "a tie and a little", [(2.0 ** 53, 1), (1, 2), (5e-324, 3)]
    yield "the largest", [(1.7976931348623157e308, 1)] * 5
    yield "the smallest", [(5e-324, 5e-324), (1e-323, 5e-324), (0, 1e-310)]
    yield "a whole number", [(a, a * a) for a in range(1000)]
    for i in range(20):
        yield f"prices {i}", [(round(numbers.lognormvariate(3, 2), 2), numbers.gauss(0, 1)) for _ in range(500)]
    for i in range(20):
        yield f"any {i}", [(any_double(numbers), any_double(numbers)) for _ in range(1 + i * 7)]


def is_near(found, true, units):
    if true is None or found == "none":
        return true is None and found == "none"
    value = float.fromhex(found)
    near = nearest(true)
    if math.isinf(value) or math.isinf(near):
        return value == near
    return abs(Fraction(value) - Fraction(near)) <= units * Fraction(math.ulp(near))


def main():
    all_tables = list(tables())
    text = "".join("".join(f"{a.hex()} {b.hex()}\n" for a, b in map(lambda row: tuple(map(float, row)), rows)) + "\n"
                   for _, rows in all_tables)
    lines = subprocess.run([sys.argv[1]], input=text, capture_output=True, text=True, check=True).stdout.split("\n")
    print(f"1..{len(all_tables)}")
    failed = False
    for i, (name, rows) in enumerate(all_tables):
        true = expected(rows)
        found = dict(zip(STATISTICS, lines[i * len(STATISTICS):]))
        wrong = [f"{s}: {found[s]} instead of {None if true[s] is None else nearest(true[s]).hex()}"
                 for s in STATISTICS if not is_near(found[s], true[s], UNITS[s])]
        failed = failed or bool(wrong)
        print("not ok" if wrong else "ok", i + 1, name)
        for line in wrong:
            print("#", line)
    return failed


sys.exit(main())
