# SPDX-License-Identifier: GPL-3.0-or-later
"""The same answer, bit for bit: thirty pipelines, each in fresh processes at one and at two threads. Every digest of
every table, model, chart, score and written file must be equal each time.

Five runs at each number of threads."""

import json
import os
import pathlib
import random
import tempfile

from harness import check, main, pipeline

RUNS = 5
N_ROWS = 400_000    # some row groups of DuckDB's, so that threads have something to share

FLOW = ("read-csv", {"path": "flow.csv"}, {})
SHOPS = ("read-csv", {"path": "shops.csv"}, {})


def write_data(folder):
    """Amounts whose rounded sums depend on the order, keys with many equal rows, missing values."""
    numbers = random.Random(20150101)
    with open(folder / "flow.csv", "w", encoding="utf-8") as file:
        file.write("day,shop,kind,amount,weight,stars,rain\n")
        for row in range(N_ROWS):
            amount = numbers.gauss(0, 1) * 10 ** numbers.randint(-6, 6)
            weight = "" if numbers.random() < 0.05 else repr(numbers.random() / 3)
            file.write(f"{2010 + row % 7}-{1 + row % 12:02}-{1 + row % 28:02},shop {numbers.randint(1, 500)},"
                       f"{numbers.choice('abcdef')},{amount!r},{weight},{numbers.randint(1, 5)},"
                       f"{'yes' if numbers.random() + amount % 1 > 1 else 'no'}\n")
    with open(folder / "shops.csv", "w", encoding="utf-8") as file:
        file.write("shop,town,size\n")
        for shop in range(1, 480):
            file.write(f"shop {shop},town {shop % 40},{shop / 7}\n")
            if shop % 10 == 0:
                file.write(f"shop {shop},annex {shop % 40},{shop / 9}\n")


def values(*pairs):
    return [{"column": column, "function": function} for column, function in pairs]


def group(keys, *pairs):
    return ("group-by", {"keys": keys, "values": values(*pairs)}, {"table": "flow"})


def formula(table, *pairs):
    return ("formula", {"columns": [{"name": n, "expression": e} for n, e in pairs]}, {"table": table})


def learn(target, **settings):
    """Split, learn, apply and score beside the baseline."""
    return {
        "flow": FLOW,
        "some": ("limit", {"rows": 6000, "order-by": ["amount"]}, {"table": "flow"}),
        "split": ("split-rows", {"share": 0.7, "seed": 3}, {"table": "some"}),
        "naive": ("baseline", {"target": target}, {"train": "split.first"}),
        "trees": ("gradient-boosting", {"target": target, "rounds": 20, **settings}, {"train": "split.first"}),
        "guess": ("apply-model", {}, {"table": "split.second", "model": "naive"}),
        "forecast": ("apply-model", {}, {"table": "split.second", "model": "trees"}),
        "score": ("score", {"target": target}, {"predictions": "forecast", "baseline": "guess"}),
    }


def chart(kind, **settings):
    return {"flow": FLOW, "chart": (kind, settings, {"table": "flow"})}


def join(kind):
    return {"flow": FLOW, "shops": SHOPS,
            "both": ("join", {"kind": kind, "keys": [{"left": "shop"}]}, {"left": "flow", "right": "shops"}),
            "sums": ("group-by", {"keys": ["kind"], "values": values(("amount", "sum"), ("amount", "mean"))},
                     {"table": "both"})}


PIPELINES = {
    "read": {"flow": FLOW},
    "filter": {"flow": FLOW, "big": ("filter-rows", {"condition": "abs(amount) > 10"}, {"table": "flow"})},
    "formula": {"flow": FLOW, "new": formula("flow", ("root", "sqrt(abs(amount))"), ("log", "ln(stars) * root"))},
    "window": {"flow": FLOW, "new": formula("flow", ("place", "row_number() over (order by day)"),
                                            ("before", "lag(amount) over (partition by shop order by day)"),
                                            ("share", "amount / sum(amount) over (partition by kind)"),
                                            ("recent", "avg(weight) over (order by day rows 5 preceding)"),
                                            ("spread", "stddev(amount) over (partition by shop)"))},
    "sum of all": {"flow": FLOW, "sums": group([], ("amount", "sum"), ("weight", "mean"))},
    "sums of few": {"flow": FLOW, "sums": group(["kind"], ("amount", "sum"), ("amount", "mean"), ("weight", "sum"))},
    "sums of many": {"flow": FLOW, "sums": group(["shop", "day"], ("amount", "sum"), ("weight", "mean"))},
    "deviations": {"flow": FLOW, "sums": group(["shop"], ("amount", "standard-deviation"),
                                               ("weight", "standard-deviation"))},
    "medians": {"flow": FLOW, "sums": group(["shop"], ("amount", "median"), ("weight", "min"), ("amount", "max"),
                                            ("kind", "count-distinct"))},
    "sort": {"flow": FLOW, "sorted": ("sort", {"keys": [{"column": "stars"}]}, {"table": "flow"}),
             "first": ("limit", {"rows": 1000}, {"table": "sorted"})},
    "first rows": {"flow": FLOW, "first": ("limit", {"rows": 777, "order-by": ["kind"]}, {"table": "flow"})},
    "last rows": {"flow": FLOW, "last": ("limit", {"rows": 777, "keep": "last", "order-by": ["day"]},
                                         {"table": "flow"})},
    "split at random": {"flow": FLOW, "split": ("split-rows", {"share": 0.6, "seed": 11}, {"table": "flow"})},
    "split in order": {"flow": FLOW, "split": ("split-rows", {"method": "order", "order-by": "day", "share": 0.5},
                                               {"table": "flow"})},
    "impute mean": {"flow": FLOW, "whole": ("impute", {"columns": ["weight"], "method": "mean"}, {"table": "flow"})},
    "impute frequent": {"flow": FLOW, "whole": ("impute", {"columns": ["weight"], "method": "frequent"},
                                                {"table": "flow"})},
    "join inner": join("inner"),
    "join left": join("left"),
    "join full": join("full"),
    "join anti": join("anti"),
    "bars": chart("bar-chart", category="kind", value="amount", aggregate="mean"),
    "line": chart("line-chart", x="day", y=["amount", "weight"]),
    "scatter": chart("scatter-plot", x="amount", y="weight"),
    "histogram": chart("histogram", column="amount", color="kind"),
    "classes": learn("rain"),
    "classes, sampled": learn("rain", subsample=0.7, **{"column-sample": 0.7}),
    "numbers": learn("weight", excluded=["day"]),
    "many classes": {**learn("kind"),
                     "matrix": ("confusion-matrix", {"target": "kind"}, {"predictions": "forecast"})},
    "files": {"flow": FLOW, "sums": group(["shop", "kind"], ("amount", "sum")),
              "text": ("write-csv", {"path": "sums.csv"}, {"table": "sums"}),
              "columns": ("write-parquet", {"path": "sums.parquet"}, {"table": "sums"})},
    "two ways": {"flow": FLOW,
                 "good": ("filter-rows", {"condition": "stars > 2"}, {"table": "flow"}),
                 "new": formula("good.kept", ("share", "amount / (1 + weight)")),
                 "up": ("group-by", {"keys": ["shop"], "values": values(("share", "sum"))}, {"table": "new"}),
                 "down": ("group-by", {"keys": ["day"], "values": values(("share", "mean"))}, {"table": "new"}),
                 "left": ("group-by", {"keys": ["kind"], "values": values(("amount", "mean"))},
                          {"table": "good.rejected"})},
}


def answers(home, name, threads):
    """All that a run gave, by node and port."""
    done = home.run("run", name, "--json", "--no-store", "--no-cache", "--threads", threads, timeout=300)
    check(done.returncode, 0, done.stdout[-2000:] + done.stderr)
    found = {}
    for event in map(json.loads, done.stdout.splitlines()):
        kind, node = event["event"], event.get("node")
        if kind == "rows" and "digest" in event:
            found[node, event["port"]] = event["digest"]
        elif kind == "artifact":
            found[node, event["port"]] = json.dumps(event["artifact"], sort_keys=True)
        elif kind == "metric":
            found[node, event["name"], event.get("series"), event.get("step")] = (event["value"],
                                                                                  event.get("baseline"))
        elif kind == "file":
            found[node, "file"] = event["key"]
    return found


def make_test(name, nodes, data):
    def test(home):
        for file in data.iterdir():
            os.link(file, home.path / file.name)
        home.write("it.json", pipeline(nodes))
        first = answers(home, "it.json", 1)
        check(len(first) > 0, True, "nothing is compared")
        for threads in (1, 2):
            for _ in range(RUNS):
                check(answers(home, "it.json", threads), first, f"{name} at {threads} threads")
    test.__name__ = "test_" + name.replace(" ", "_").replace(",", "")
    return test


check(len(PIPELINES), 30)
with tempfile.TemporaryDirectory(prefix="millctl-") as folder:
    write_data(pathlib.Path(folder))
    main([make_test(name, nodes, pathlib.Path(folder)) for name, nodes in PIPELINES.items()])
