#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example “Rain tomorrow” built, run and read by somebody who has only a screen reader: through the accessibility
bus alone, without a pointer or a key, from an empty pipeline. Each step needs those before it. Called as gestures.py
is; speaks TAP."""

import sys

import rain


class Blind(rain.Proof):
    STEPS = ["declare_the_first_day_of_the_test", "read_the_weather", "say_what_is_wrong", "compute_what_to_predict",
             "drop_the_last_day", "split_by_date", "learn", "apply_both_models", "compare_the_scores",
             "count_right_and_wrong_days", "keep_the_forecast", "draw_the_rain", "draw_the_temperature",
             "know_where_links_lead", "use_a_card_of_the_canvas", "save", "run", "know_how_it_went", "read_the_scores",
             "read_the_scores_as_a_table", "read_the_chart", "meet_nothing_without_a_name",
             "run_the_file_without_the_window"]

    # ---- Tools ----

    @property
    def window(self):
        return self.program.root.get_child_at_index(0)

    @property
    def outline(self):
        if not hasattr(self, "found_outline"):
            self.found_outline = self.reader.find("panel", "Outline")
        return self.found_outline

    @property
    def form(self):
        if not hasattr(self, "found_form"):
            self.found_form = self.reader.find_region("Inspector")
        return self.found_form

    def row(self, name):
        """Of what is further up or down than the outline shows, by searching it."""
        reader = self.reader
        if self.rows_shown() and not reader.find_now("tree item", name, self.outline):
            reader.write("Search the Outline", name, self.outline)
        return reader.find("tree item", name, self.outline)

    def rows_shown(self):
        return self.reader.all_now("tree item", below=self.outline)

    def select(self, name):
        reader = self.reader
        row = self.row(name)
        reader.do(row, "row.select")
        reader.wait(lambda: reader.has(row, self.Atspi.StateType.SELECTED), f"“{name}” to be selected")

    def add(self, name, title=None, after=None):
        """A node, which is linked to the one that is selected where it can be."""
        reader = self.reader
        if after:
            self.select(after)
        reader.press("button", "Add Node…", below=self.outline)
        reader.press("list item", name, "row.activate", reader.find("list", "Node Types", self.outline))
        reader.hear(f"“{name}” was added" + (f" and linked to “{after}”" if after else ""))
        reader.wait(lambda: reader.has(self.row(name), self.Atspi.StateType.FOCUSED), f"{name} to have the focus")
        if title:
            reader.do(self.row(name), "row.rename")
            reader.do(reader.write("Name of the node", title, self.outline), "activate")
            reader.wait(lambda: reader.has(self.row(title), self.Atspi.StateType.FOCUSED), f"{title} to have the focus")

    def link(self, node, port, title, detail=""):
        """Links the input of @node that waits for it, choosing from what is offered."""
        reader = self.reader
        row = self.row(node)
        if not reader.has(row, self.Atspi.StateType.EXPANDED):
            reader.do(row, "row.toggle-expanded")
        reader.do(self.row(f"{port}: not linked"), "row.connect")
        offers = reader.find("list", "Possible links", self.outline)
        offer = reader.wait(lambda: [node for node in reader.all_now("list item", title, offers)
                                     if node.get_description().startswith(detail)], f"{title} to be offered")[0]
        reader.do(offer, "row.activate")
        reader.hear(f"was linked to “{node}”")

    def check(self, name, columns):
        """Several columns, from the list that the button opens."""
        reader = self.reader
        button = reader.find("toggle button", name, self.form)
        reader.do(button, "click")
        choices = reader.find("list", name, button.get_parent())
        for column in columns:
            reader.press("list item", column, "row.activate", choices)
            reader.find("button", f"Remove “{column}”", self.form)
        reader.do(button, "click")
        reader.wait(lambda: reader.find_now("entry", "Search Columns") is None, "the choices to close")

    # ---- Building ----

    def declare_the_first_day_of_the_test(self):
        reader = self.reader
        reader.press("button", "Add Parameter", "row.activate", self.form)
        dialog = reader.find("dialog", "Parameter")
        reader.write("Name", "test-from", dialog)
        reader.choose("Type", "Date", dialog)
        reader.write("Default Value", "2015-01-01", dialog)
        reader.write("Description", "The first day that the models have not seen", dialog)
        reader.press("button", "Save", below=dialog)
        reader.find("list item", "test-from", self.form)

    def read_the_weather(self):
        reader = self.reader
        reader.do(self.window, "win.show-outline")
        self.add("Read CSV", "Weather in Seattle")
        reader.write("File", "seattle-weather.csv", self.form)

    def say_what_is_wrong(self):
        """An error that an edit brings is said, and is told of the field that it is about."""
        reader = self.reader
        field = reader.write("File", "no-such-file.csv", self.form)
        reader.hear("“Weather in Seattle”: There is no file")
        reader.wait(lambda: reader.has(field, self.Atspi.StateType.INVALID_ENTRY) and "no-such-file.csv" in
                    field.get_description(), "the field to tell of the error")
        assert "There is no file" in self.row("Weather in Seattle").get_description()
        reader.write("File", "seattle-weather.csv", self.form)
        reader.wait(lambda: "There is no file" not in self.row("Weather in Seattle").get_description() and
                    not reader.has(field, self.Atspi.StateType.INVALID_ENTRY), "the error to go")

    def compute_what_to_predict(self):
        reader = self.reader
        self.add("Formula", "Does it rain tomorrow?", "Weather in Seattle")
        reader.press("button", "Add", "row.activate", self.form)
        reader.write("Name", "rain_tomorrow", self.form)
        reader.write("Expression", "lead(precipitation) over (order by date) > 0", self.form)

    def drop_the_last_day(self):
        reader = self.reader
        self.add("Limit Rows", "Drop the last day", "Does it rain tomorrow?")
        reader.choose("Keep", "All but the last rows", self.form)
        reader.set_value("Number of rows", 1, self.form)
        self.check("In the order of", ["date"])

    def split_by_date(self):
        self.add("Split Rows", "Past and future", "Drop the last day")
        self.reader.choose("How", "By a condition", self.form)
        self.reader.write("Condition", "date < ${test-from}", self.form)

    def learn(self):
        for kind, title in (("Baseline", "The same guess every day"), ("Gradient Boosting", "Boosted trees")):
            self.add(kind, title, "Past and future")
            self.reader.choose("Target", "rain_tomorrow", self.form)

    def apply_both_models(self):
        for title, learner in (("Guess", "The same guess every day"), ("Forecast", "Boosted trees")):
            self.add("Apply Model", title, learner)
            self.link(title, "Table", "Past and future", "Second")

    def compare_the_scores(self):
        self.add("Score", "How good is it?", "Forecast")
        self.link("How good is it?", "Baseline", "Guess", "Predictions")
        self.reader.choose("Target", "rain_tomorrow", self.form)

    def count_right_and_wrong_days(self):
        self.add("Confusion Matrix", "Right and wrong days", "Forecast")
        self.reader.choose("Target", "rain_tomorrow", self.form)

    def keep_the_forecast(self):
        self.add("Write CSV", "Save the forecast", "Forecast")
        self.reader.write("File", "predictions.csv", self.form)

    def draw_the_rain(self):
        reader = self.reader
        self.add("Bar Chart", "Rain by month", "Weather in Seattle")
        reader.choose("Category", "date", self.form)
        reader.choose("Height", "precipitation", self.form)
        reader.choose("Put dates together by", "Month", self.form)
        reader.write("Title", "Rain in Seattle, mm a month", self.form)

    def draw_the_temperature(self):
        reader = self.reader
        self.add("Line Chart", "Warm and cold days", "Weather in Seattle")
        reader.choose("Along", "date", self.form)
        self.check("Lines", ["temp_max", "temp_min"])
        reader.choose("Put dates together by", "Week", self.form)
        reader.write("Title", "Temperature in Seattle, °C", self.form)

    # ---- Looking around ----

    def know_where_links_lead(self):
        reader = self.reader
        canvas = self.program.canvas
        nodes = self.blueprint["nodes"]
        expected = {node["title"]: [] for node in nodes.values()}
        for node in nodes.values():
            for end in node.get("inputs", {}).values():
                expected[nodes[end.partition(".")[0]]["title"]].append(node["title"])
        reader.do(canvas, "canvas.zoom-fit")
        reader.wait(lambda: len(self.program.cards()) == len(expected), "all cards to be in sight")
        for name, targets in expected.items():
            reader.wait(lambda: set(reader.flows_to(reader.find_now("grouping", name, canvas))) == set(targets),
                        f"the links of “{name}” to lead to {targets}, not to "
                        f"{reader.flows_to(reader.find('grouping', name, canvas))}")

    def use_a_card_of_the_canvas(self):
        """The canvas has the same to offer: a card is selected, linked at a port, and its links are taken back."""
        reader = self.reader
        card = reader.find("grouping", "Rain by month", self.program.canvas)
        reader.do(card, "item.select")
        reader.wait(lambda: reader.has(card, self.Atspi.StateType.SELECTED) and
                    reader.focused() == ("grouping", "Rain by month"), "the card to be selected and to have the focus")
        reader.press("button", "Input “Table” (Table)", "port.connect", card)
        offers = reader.find("list", "Possible links")
        reader.press("list item", "Does it rain tomorrow?", "row.activate", offers)
        reader.hear("“Does it rain tomorrow?” was linked to “Rain by month”")
        # The button tells what it would undo.
        (undo,) = [node for node in reader.all_now("button") if node.get_name().startswith("Undo")]
        reader.do(undo, "click")
        reader.hear("“Weather in Seattle” was linked to “Rain by month”")

    def save(self):
        self.reader.do(self.window, "win.save")
        self.reader.wait(lambda: self.is_complete(self.read()), "the whole example to be saved")

    # ---- Running and reading ----

    def run(self):
        self.reader.press("button", "Run")
        self.reader.hear("The run is done")

    def know_how_it_went(self):
        reader = self.reader
        reader.wait(lambda: "Done" in self.row("Boosted trees").get_description(), "the outline to tell that it is done")
        card = reader.find("grouping", "Weather in Seattle", self.program.canvas)
        reader.wait(lambda: "1,461 rows" in card.get_description() or "1461 rows" in card.get_description(),
                    f"the card to tell of its rows, not “{card.get_description()}”")

    def show_page(self, node, page):
        self.select(node)
        self.reader.press("page tab", page, below=self.results)

    @property
    def results(self):
        return self.reader.find_region("Results")

    def read_the_scores(self):
        self.show_page("How good is it?", "Metrics")
        scores = self.reader.find("scroll pane", "Scores", self.results)
        self.check_told(scores.get_description())
        texts = [label.get_name() for label in self.reader.all_now("label", below=scores)]
        assert texts[texts.index("accuracy"):][1:3] == [rain.ACCURACY, rain.BASELINE], texts

    def read_the_scores_as_a_table(self):
        self.show_page("How good is it?", "Table")
        rows = self.reader.wait(lambda: [row.get_name() for row in self.reader.all_now("table row", below=self.results)],
                                "the rows of the scores")
        self.check_rows(rows)

    def read_the_chart(self):
        self.show_page("Rain by month", "Chart")
        chart = self.reader.wait(lambda: self.reader.all_now("image", below=self.results), "the chart")[0]
        self.check_finding(chart.get_name())

    def meet_nothing_without_a_name(self):
        """Wherever the focus can go, there is something to be said."""
        reader = self.reader

        def check(place):
            nameless = reader.nameless()
            assert not nameless, f"{place}: {nameless}"

        check("the outline")
        for page in ("Chart", "Metrics", "Log", "Table"):
            reader.press("page tab", page, below=self.results)
            check(page)
        for page in ("Columns", "Help", "Settings"):
            reader.press("page tab", page, below=self.form)
            check(page)
        reader.press("page tab", "Catalogue")
        reader.find("list", "Node Types")
        check("the catalogue")
        reader.do(self.window, "win.commands")
        commands = reader.find("list", "Commands")
        check("the commands")
        reader.write("Search Commands", "Preferences")
        reader.press("list item", "Preferences", "row.activate", commands)
        dialog = reader.find("dialog", "Preferences")
        check("the preferences")
        reader.press("button", "Close", below=dialog)


if __name__ == "__main__":
    sys.exit(rain.main(Blind))
