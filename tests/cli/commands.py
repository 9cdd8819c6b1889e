# SPDX-License-Identifier: GPL-3.0-or-later
"""What the commands print, compared with golden output. MILL_UPDATE_GOLDEN=1 writes it anew."""

import json

from harness import check, check_golden, check_in, main, normalise, pipeline

SHOP = "shop.millrace.json"


def golden(home, name, *arguments, code=0, stdin=None):
    done = home.run(*arguments, stdin=stdin)
    check(done.returncode, code, done.stderr)
    check_golden(name, normalise(done.stdout, home))
    return done


def test_help(home):
    golden(home, "help", "--help")
    check(home.run("help").stdout, home.run("--help").stdout)
    for command in ("run", "check", "why", "show", "schema", "fmt", "diff", "merge", "nodes", "runs"):
        done = golden(home, f"help-{command}", command, "--help")
        check(done.stderr, "")
        check(home.run("help", command).stdout, done.stdout)
    for command in ("list", "show", "log", "keep", "clean"):
        done = golden(home, f"help-runs-{command}", "runs", command, "--help")
        check(home.run("help", "runs", command).stdout, done.stdout)
    check(home.run("help", "help").stdout, home.run("help").stdout)


def test_version(home):
    done = home.run("--version")
    check(done.stdout.split()[0], "millctl")


def test_run(home):
    done = golden(home, "run", "run", SHOP)
    for node in ("sales", "big", "shops", "chart"):
        check_in(f"{node}: Done", done.stderr)


def test_run_from_elsewhere(home):
    # Paths start from the folder of the file, not from where we are.
    done = home.run("run", home.path / SHOP, "--store", home.store)
    check(done.returncode, 0, done.stderr)
    (home.path / "sub").mkdir()
    (home.path / SHOP).rename(home.path / "sub" / SHOP)
    check(home.run("run", "sub/" + SHOP).returncode, 1)
    (home.path / "sales.csv").rename(home.path / "sub" / "sales.csv")
    check(home.run("run", "sub/" + SHOP).returncode, 0)


def test_run_quiet(home):
    done = home.run("run", SHOP, "--quiet")
    check((done.returncode, done.stdout, done.stderr), (0, "", ""))
    # That the results are not remembered went wrong, though the run did not.
    home.write("blocked", "")
    done = home.run("run", SHOP, "--quiet", "--cache", "blocked")
    check((done.returncode, done.stdout), (0, ""))
    check_in("warning: The results of this run are not remembered", done.stderr)
    check(done.stderr.count("\n"), 1)


def test_run_to(home):
    done = home.run("run", SHOP, "--to", "big")
    check(done.returncode, 0)
    check_in("2 done", done.stdout)
    check("shops" in done.stderr, False)


def test_run_set(home):
    done = home.run("run", SHOP, "--set", "least=4", "--json")
    charts = [json.loads(line) for line in done.stdout.splitlines() if '"artifact"' in line]
    check(charts[0]["artifact"]["series"][0]["y"], [7, 5])
    check(home.runs()[0]["parameters"], {"least": 4})


def test_run_standard_input(home):
    text = (home.path / SHOP).read_text()
    done = home.run("run", "-", stdin=text)
    check(done.returncode, 0, done.stderr)
    check("file" in home.runs()[0], False)


def test_run_scores(home):
    golden(home, "run-scores", "run", "scores.millrace.json", "--threads", 1, "--memory", "500M")


def test_run_charts(home):
    done = home.run("run", SHOP, "--charts", "out/charts")
    check(done.returncode, 0, done.stderr)
    check_in("<svg", (home.path / "out/charts/chart.svg").read_text())
    check((home.path / "out/charts/chart.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
    check_in("Chart written: out/charts/chart.svg", done.stderr)


def test_no_store(home):
    check(home.run("run", SHOP, "--no-store").returncode, 0)
    check((home.path / "data").exists(), False)


def test_show(home):
    for form in ("table", "csv", "json"):
        golden(home, f"show-{form}", "show", SHOP, "sales", "--format", form)
        golden(home, f"show-chart-{form}", "show", SHOP, "chart", "--format", form)
    golden(home, "show-port", "show", SHOP, "big.rejected")
    golden(home, "show-page", "show", SHOP, "sales", "--rows", 2, "--offset", 3, "--format", "csv")
    done = golden(home, "show-past-end", "show", SHOP, "sales", "--offset", 100)
    check_in("No rows of 6", done.stderr)


def test_show_chart_page(home):
    page = ["--rows", 1, "--offset", 1]
    check(home.run("show", SHOP, "chart", "-f", "csv", *page).stdout, "shop,Sum of sold\nTromsø,7\n")
    done = home.run("show", SHOP, "chart", *page)
    check(done.stdout.split("\n\n")[1].split(), ["shop", "Sum", "of", "sold", "Tromsø", "7"])
    check_in("Rows 2 to 2 of 3", done.stderr)
    check_in("No rows of 3", home.run("show", SHOP, "chart", "--offset", 5).stderr)


def test_json_is_a_format(home):
    for command in ("show", "schema"):
        done = home.run(command, SHOP, "sales", "--json")
        check((done.returncode, done.stdout),
              (0, home.run(command, SHOP, "sales", "--format", "json").stdout))


def test_show_takes_limits(home):
    done = home.run("show", SHOP, "sales", "--threads", 1, "--memory", "500M", "-f", "csv")
    check((done.returncode, done.stdout.count("\n")), (0, 7), done.stderr)


def test_show_all_rows(home):
    rows = "".join(f"{i},text {i}\n" for i in range(2500))
    home.write("long.csv", "number,text\n" + rows)
    home.write("long.json", pipeline({"long": ("read-csv", {"path": "long.csv"}, {})}))
    done = home.run("show", "long.json", "long", "--rows", 0, "--format", "csv")
    check(done.stdout, "number,text\n" + rows)


def test_schema(home):
    for form in ("table", "csv", "json"):
        golden(home, f"schema-{form}", "schema", SHOP, "sales", "--format", form)
    golden(home, "schema-model", "schema", "scores.millrace.json", "naive")


def test_check(home):
    golden(home, "check", "check", SHOP)
    done = home.run("check", SHOP, "--json")
    check(json.loads(done.stdout), {"file": SHOP, "exit-code": 0, "diagnostics": []})


def test_check_portable(home):
    golden(home, "check", "check", "--portable", SHOP)
    drawn = json.loads((home.path / SHOP).read_text())
    condition = "amount >= ${least} AND Contains(upper(shop), 'O') AND amount + len(shop) > 0"
    drawn["nodes"]["big"]["params"]["condition"] = condition
    drawn["nodes"]["big"]["title"] = "Big sales"
    row = {"name": "day", "expression": "strftime(DATE '2020-01-01' + INTERVAL 1 DAY, '%d')"}
    drawn["nodes"]["days"] = {"type": "formula", "version": 1, "inputs": {"table": "shops"},
                              "params": {"columns": [row, {**row, "name": "again"}]}}
    home.write("own.json", drawn)
    golden(home, "check", "check", "own.json")
    golden(home, "check-portable", "check", "--portable", "own.json")
    done = home.run("check", "own.json", "--portable", "--json")
    check(done.returncode, 0)
    check([(note["severity"], note["node"], note["param"]) for note in json.loads(done.stdout)["diagnostics"]],
          [("note", "big", "condition")] * 2 + [("note", "days", "columns")])

    # A column of a word that is a function without brackets, in the row below the one that makes it.
    columns = [{"name": "current_date", "expression": "DATE '2020-01-01'"},
               {"name": "when", "expression": "monthname(current_date)"}]
    drawn["nodes"]["days"]["params"]["columns"] = columns
    home.write("word.json", drawn)
    done = home.run("check", "word.json", "--portable")
    check(done.returncode, 0)
    check_in("“monthname” is not portable", done.stdout)
    drawn["nodes"]["days"]["params"]["columns"] = columns[::-1]
    home.write("word.json", drawn)
    done = home.run("check", "word.json", "--portable")
    check(done.returncode, 1)
    check_in("“current_date” gives another result each time", done.stdout)
    check("monthname" in done.stdout, False)

    drawn["nodes"]["days"]["params"]["columns"] = [row]
    drawn["nodes"]["days"]["params"]["columns"][0]["expression"] = "strftime(nosuch, '%d')"
    home.write("wrong.json", drawn)
    done = home.run("check", "wrong.json", "--portable")
    check(done.returncode, 1)
    check([line.split(":")[0] for line in done.stdout.splitlines()].count("error"), 1)


def test_fmt(home):
    before = (home.path / SHOP).read_text()
    check(home.run("fmt", SHOP).stdout, "")
    check((home.path / SHOP).read_text(), before)

    home.write("loose.json", json.dumps(json.loads(before)))
    done = home.run("fmt", "--check", SHOP, "loose.json")
    check((done.returncode, done.stdout), (1, "loose.json\n"))
    check(home.run("fmt", "loose.json").stdout, "loose.json\n")
    check((home.path / "loose.json").read_text(), before)
    check(home.run("fmt", "--check", "loose.json").returncode, 0)

    check(home.run("fmt", "-", stdin=json.dumps(json.loads(before))).stdout, before)
    check(home.run("fmt", "--check", "-", stdin=before).returncode, 0)


def test_nodes(home):
    done = home.run("nodes")
    check(done.returncode, 0)
    check_in("  filter-rows ", done.stdout)
    described = home.run("nodes", "limit").stdout
    for part in ("(limit)\n", "\nInputs\n  table (table): ", "\nOutputs\n  ", "\nSettings\n  "):
        check_in(part, described)

    types = [json.loads(line) for line in home.run("nodes", "--json").stdout.splitlines()]
    check_in("filter-rows", [kind["id"] for kind in types])
    check(json.loads(home.run("nodes", "limit", "--json").stdout)["id"], "limit")
    schema = json.loads(home.run("nodes", "--schema").stdout)
    check(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")


def make_source(types, kind):
    """A type that has an output of this kind and needs as little as possible, and the output."""
    found = [(len(ports(kind_of, "in")), name, port["name"]) for name, kind_of in types.items()
             for port in ports(kind_of, "out") if port["type"] == kind]
    return min(found)[1:]


def ports(kind, direction):
    return [port for port in kind["ports"] if port["direction"] == direction]


def add_sources(types, nodes, name):
    """The nodes that the inputs of an example name, with all that they need."""
    kind = types[nodes[name]["type"]]
    for port in ports(kind, "in"):
        links = nodes[name]["inputs"][port["name"]]
        source, output = make_source(types, port["type"])
        for link in links if isinstance(links, list) else [links]:
            made = f"{name}-{link}"
            nodes[made] = json.loads(json.dumps(types[source]["example"][source]))
            add_sources(types, nodes, made)
        made = [f"{name}-{link}.{output}" for link in (links if isinstance(links, list) else [links])]
        nodes[name]["inputs"][port["name"]] = made if isinstance(links, list) else made[0]


def test_node_examples(home):
    types = {kind["id"]: kind for kind in map(json.loads, home.run("nodes", "--json").stdout.splitlines())}
    rows = "1.5,2026-01-01,a,b\n20.5,2026-01-02,b,b\n"
    for name, kind in types.items():
        described = home.run("nodes", name).stdout
        shown = described[described.rindex("\nExample\n"):].split("\n", 3)[3]
        check(set(json.loads("{" + shown + "}")), {name})
        check(kind["example"][name]["type"], name)
        check(set(kind["example"][name].get("inputs", {})),
              {port["name"] for port in ports(kind, "in")})

        # What is shown is what a file has: it is read without a complaint, lacks nothing, and is
        # written the same.
        more = ",prediction" if name in ("score", "confusion-matrix") else ",other"
        home.write("data.csv", f"price,date,kind{more}\n{rows}")
        nodes = json.loads("{" + shown + "}")
        add_sources(types, nodes, name)
        home.write("example.json", {"format": "millrace/1", "nodes": nodes})
        done = home.run("check", "example.json", "--json")
        told = json.loads(done.stdout)
        if name == "read-parquet":  # there is no such file
            check([problem["param"] for problem in told["diagnostics"]], ["path"])
        else:
            check((name, told["exit-code"], told["diagnostics"]), (name, 0, []))

        home.write("alone.json", {"format": "millrace/1", "nodes": kind["example"]})
        check(home.run("fmt", "alone.json").returncode, 0)
        check_in("".join(f"  {line}\n" for line in shown.splitlines()),
                 (home.path / "alone.json").read_text())


def test_runs(home):
    check(home.run("runs").stdout, "")
    check(home.run("run", SHOP).returncode, 0)
    check(home.run("run", "scores.millrace.json").returncode, 0)
    golden(home, "runs-show", "runs", "show", "latest")
    check(home.run("runs").stdout, home.run("runs", "list").stdout)

    runs = home.runs()
    check([run["name"] for run in runs], ["Scores", "Shop"])
    check([run["state"] for run in runs], ["done", "done"])
    check([score["name"] for score in runs[0]["scores"]][:1], ["accuracy"])
    check(home.run("runs", "--name", "Shop", "--json").stdout.count("\n"), 1)
    check(home.run("runs", "--file", SHOP, "--json").stdout.count("\n"), 1)
    check(home.run("runs", "--file", "other.json", "--json").stdout, "")

    shown = home.run("runs", "show", runs[1]["run"][:6], "--pipeline").stdout
    check(shown, (home.path / SHOP).read_text())
    check(home.run("runs", "log", runs[1]["run"]).returncode, 0)
    lines = [json.loads(line) for line in home.run("runs", "log", "latest", "--json").stdout.splitlines()]
    for line in lines:
        check_in("text", line)
    check(json.loads(home.run("runs", "show", "latest", "--json").stdout)["log"], lines)


def test_runs_tell_files(home):
    """Those that a run wrote, and those that it found as an earlier one had written them."""
    home.write("out.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "out": ("write-csv", {"path": "out.csv"}, {"table": "sales"})}))
    for told in ("written", "found as it was written"):
        check(home.run("run", "out.json").returncode, 0)
        lines = home.run("runs", "show", "latest").stdout.splitlines()
        found = [line for line in lines if line.startswith(str(home.path / "out.csv"))]
        check([line.endswith(f"  {told}") for line in found], [True], str(lines))


def test_runs_clean(home):
    check(home.run("runs", "clean").returncode, 2)
    check(home.run("runs", "clean", "--keep", "some").returncode, 2)
    check(home.run("runs", "clean", "--keep", 1).stdout, "0 runs were forgotten.\n")
    for _ in range(4):
        check(home.run("run", SHOP).returncode, 0)
    before = [run["run"] for run in home.runs()]

    check(home.run("runs", "clean", "--older", 1).stdout, "0 runs were forgotten.\n")
    check(home.run("runs", "clean", "--older", 1, "--keep", 1).stdout, "0 runs were forgotten.\n")
    check(home.run("runs", "clean", "--older", 0, "--keep", 3).stdout, "1 run was forgotten.\n")
    check([run["run"] for run in home.runs()], before[:3])
    check(home.run("runs", "clean", "--keep", 1).stdout, "2 runs were forgotten.\n")
    check([run["run"] for run in home.runs()], before[:1])
    check(home.run("runs", "clean", "--older", 0).stdout, "1 run was forgotten.\n")
    check(home.runs(), [])

    done = home.run("runs", "clean", "--keep", 1, "--store", home.path)
    check((done.returncode, done.stdout), (1, ""))
    check_in("is a folder", done.stderr)


def test_runs_keep(home):
    for _ in range(3):
        check(home.run("run", SHOP).returncode, 0)
    newest, _, oldest = [run["run"] for run in home.runs()]

    check(home.run("runs", "keep", oldest[:8]).stdout, f"The run {oldest} is kept.\n")
    check([run["kept"] for run in home.runs()], [False, False, True])
    check_in("Kept", home.run("runs", "show", oldest).stdout)
    check(home.run("runs", "clean", "--older", 0, "--dry-run").stdout, "2 runs would be forgotten.\n")
    check(len(home.runs()), 3)
    check(home.run("runs", "clean", "--keep", 1).stdout, "1 run was forgotten.\n")
    check([run["run"] for run in home.runs()], [newest, oldest])

    check(home.run("runs", "keep", oldest, "--release").stdout,
          f"The run {oldest} may be forgotten when it is old.\n")
    check(home.run("runs", "clean", "--keep", 1).stdout, "1 run was forgotten.\n")
    check([run["run"] for run in home.runs()], [newest])
    done = home.run("runs", "keep", oldest)
    check((done.returncode, done.stdout), (2, ""))
    check_in("lists them", done.stderr)


def test_run_as_json(home):
    home.write("fits.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "few": ("limit", {"rows": 5, "order-by": ["amount"]}, {"table": "sales"}),
        "missing": ("read-csv", {"path": "nowhere.csv"}, {}),
        "trees": ("gradient-boosting", {"target": "amount", "rounds": 3, "early-stopping": 0},
                  {"train": "few"})}))
    check(home.run("run", "fits.json").returncode, 1)
    run = json.loads(home.run("runs", "show", "latest", "--json").stdout)

    # All that the list has, and the rest.
    summary = home.runs()[0]
    check({name: run[name] for name in summary}, summary)
    nodes = {node["node"]: node for node in run["nodes"]}
    check({name: node["state"] for name, node in nodes.items()},
          {"sales": "done", "few": "done", "missing": "failed", "trees": "done"})
    check((nodes["trees"]["type"], len(nodes["few"]["key"])), ("gradient-boosting", 64))
    check([(point["node"], point["series"], point["step"]) for point in run["metrics"]
           if point["series"] == "train"], [("trees", "train", step) for step in (1, 2, 3)])
    check([(source["node"], source["bytes"]) for source in run["sources"]],
          [("sales", (home.path / "sales.csv").stat().st_size)])
    check([(problem["node"], problem["param"]) for problem in run["diagnostics"]],
          [("missing", "path")])
    check([artifact["kind"] for artifact in run["artifacts"] if artifact["node"] == "trees"], ["model"])
    lines = home.run("runs", "log", "latest", "--json").stdout.splitlines()
    check(run["log"], [json.loads(line) for line in lines])
    check(len(lines) > 0, True)

    check(home.run("run", SHOP).returncode, 0)
    run = json.loads(home.run("runs", "show", "latest", "--json").stdout)
    check([node["rows"] for node in run["nodes"] if node["node"] == "shops"], [{"table": 3}])


def component(nodes, parameters=None, name="Clean"):
    return {"name": name, "parameters": parameters or {}, "nodes": nodes}


def test_components(home):
    """A drawing with a component, a bypassed node and a muted link runs as what it means."""
    within = pipeline({
        "in": ("table-input", {}, {}),
        "keep": ("filter-rows", {"condition": "amount >= ${least}"}, {"table": "in"}),
        "out": ("table-output", {}, {"table": "keep.kept"}),
        "rest": ("table-output", {}, {"table": "keep.rejected"})})["nodes"]
    drawn = pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "clean": ("component", {"least": "${low}"}, {"in": "sales"}),
        "none": ("limit", {"rows": 0}, {"table": "clean.out"}),
        "few": ("limit", {"rows": 2, "order-by": ["amount"]}, {"table": "none"})})
    drawn["parameters"] = {"low": {"type": "number", "default": 5}}
    drawn["nodes"]["clean"]["component"] = component(
        within, {"least": {"type": "number", "default": 1}})
    drawn["nodes"]["none"]["bypassed"] = True
    home.write("parts.json", drawn)

    check(home.run("check", "parts.json").returncode, 0)
    check(home.run("run", "parts.json").returncode, 0)
    run = json.loads(home.run("runs", "show", "latest", "--json").stdout)
    check({node["node"]: node["state"] for node in run["nodes"]},
          {"sales": "done", "clean/keep": "done", "few": "done"})

    def count(*arguments):
        return len(home.run("show", "parts.json", *arguments, "--format", "csv").stdout.splitlines()) - 1

    everything = count("sales")
    check(count("few"), 2)
    check(count("clean.out") + count("clean.rest"), everything)
    check(count("clean/keep.kept"), count("clean"))
    check(count("clean", "--set", "low=0"), everything - 1)  # one has no amount
    check(count("none"), count("clean"))
    check(home.run("schema", "parts.json", "clean.rest").stdout,
          home.run("schema", "parts.json", "sales").stdout)
    check_in("its outputs are: out, rest", home.run("show", "parts.json", "clean.in").stderr)

    drawn["nodes"]["clean"]["params"] = {"least": "much"}
    drawn["nodes"]["few"]["inputs"] = {"table": {"from": "sales", "muted": True}}
    home.write("wrong.json", drawn)
    found = json.loads(home.run("check", "wrong.json", "--json").stdout)["diagnostics"]
    check([(problem["node"], problem.get("param"), problem.get("port")) for problem in found],
          [("clean", "least", None), ("few", None, "table")])


main([test for name, test in list(globals().items()) if name.startswith("test_")])
