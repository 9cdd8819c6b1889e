#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example “Rain tomorrow” built, run and read by somebody who has only a keyboard: by real keys alone, from an empty
pipeline. The accessibility bus is only read. Each step needs those before it. Called as gestures.py is; speaks TAP."""

import sys

import rain


class Keyboard(rain.Proof):
    STEPS = ["declare_the_first_day_of_the_test", "read_the_weather", "compute_what_to_predict", "drop_the_last_day",
             "split_by_date", "learn", "apply_both_models", "compare_the_scores", "count_right_and_wrong_days",
             "keep_the_forecast", "draw_the_rain", "draw_the_temperature", "save", "run", "read_the_scores",
             "read_the_scores_as_a_table", "read_the_chart", "run_the_file_without_the_window"]

    # ---- Tools ----

    def has_focus(self, role, name):
        return self.reader.focused() == (role, name)

    def wait_focus(self, role, name):
        try:
            self.reader.wait(lambda: self.has_focus(role, name), f"the {role} “{name}” to have the focus")
        except AssertionError as error:
            raise AssertionError(f"{error}; {self.reader.focused()} has it") from error

    def press_until(self, key, role, name, most=40):
        """Goes on with @key until the focus is there: a person hears or sees where it is, too."""
        seen = []
        while not self.has_focus(role, name):
            seen.append(self.reader.focused())
            assert len(seen) < most, f"{key} does not lead to the {role} “{name}”, but to {seen}"
            self.step(key)

    def step(self, key):
        """Presses @key, which leads the focus elsewhere."""
        before = self.reader.focused()
        self.program.keys(key)
        self.reader.wait(lambda: self.reader.focused() not in (None, before), f"{key} to lead on from {before}")

    def tab_to(self, role, name):
        self.press_until("Tab", role, name)

    def write(self, text):
        self.program.xdo("type", text)

    def enter(self, text):
        """Into the field at the focus, which is heard to hold it; what came out otherwise is typed again."""
        def holds():
            return self.reader.focused() and self.reader.text(self.reader.met) == text

        self.write(text)
        try:
            self.reader.wait(holds, f"“{text}” to be in the field")
        except AssertionError:
            self.program.keys("ctrl+a")
            self.write(text)
            self.reader.wait(holds, f"“{text}” to be in the field")

    def fill(self, name, text):
        """A field of text further down in the form."""
        self.tab_to("text", name)
        self.enter(text)

    def command(self, text, first):
        """Does what the command palette offers first for @text."""
        reader = self.reader
        self.program.keys("ctrl+shift+p")
        self.wait_focus("entry", "Search Commands")
        self.write(text)
        reader.wait(lambda: [node.get_name() for node in reader.all_now("list item", below=reader.find(
            "list", "Commands"))][:1] == [first], f"“{first}” to be offered")
        self.program.keys("Return")
        reader.wait(lambda: reader.find_now("list", "Commands") is None, "the commands to close")

    def go_to(self, node):
        self.command(f"go to {node}", f"Go to: {node}")
        self.wait_focus("grouping", node)

    def add(self, kind, title=None, after=None):
        """A node, which is linked to the one that is selected."""
        if after:
            self.go_to(after)
        self.command(f"add {kind.lower()}", f"Add: {kind}")
        self.wait_focus("grouping", kind)
        self.reader.hear(f"“{kind}” was added" + (f" and linked to “{after}”" if after else ""))
        if title:
            self.program.keys("F2")
            self.wait_focus("text", "Name of the node")
            self.program.keys("ctrl+a")
            self.enter(title)
            self.program.keys("Return")
            self.wait_focus("grouping", title)

    def open_form(self, role, name):
        """Of the node that has the focus: its first setting."""
        self.program.keys("Return")
        self.wait_focus(role, name)

    def choose(self, name, choice):
        """One of the choices of the combo box at the focus or further down."""
        self.tab_to("combo box", name)
        self.program.keys("Return")
        self.reader.wait(lambda: self.reader.focused()[0] in ("entry", "list item"), f"the choices of “{name}”")
        if self.has_focus("entry", "Search"):
            self.write(choice)
            self.program.keys("Down")
        else:
            self.press_until("Down", "list item", choice)
        self.wait_focus("list item", choice)
        self.program.keys("Return")
        self.wait_focus("combo box", name)

    def check(self, name, columns):
        """Several columns, from the list that the button opens."""
        self.tab_to("toggle button", name)
        self.program.keys("Return")
        self.wait_focus("entry", "Search Columns")
        for column in columns:
            self.program.keys("ctrl+a")
            self.write(column)
            self.program.keys("Return")
            self.reader.find("button", f"Remove “{column}”")
        self.program.keys("Escape")
        self.wait_focus("toggle button", name)

    def link(self, node, words, ports):
        """Makes the first link of @node that is offered for @words, which is one of @ports."""
        reader = self.reader
        self.go_to(node)
        self.program.keys("c")
        self.wait_focus("entry", "Connect to…")
        self.write(words)

        def offered():
            offers = reader.all_now("list item", below=reader.find("list", "Possible links"))
            return offers and ports in offers[0].get_description()

        reader.wait(offered, f"a link “{ports}” to be offered first for “{words}”")
        self.program.keys("Return")
        reader.hear(f"was linked to “{node}”")

    # ---- Building ----

    def declare_the_first_day_of_the_test(self):
        self.tab_to("button", "Add Parameter")
        self.program.keys("Return")
        self.wait_focus("text", "Name")
        self.enter("test-from")
        self.choose("Type", "Date")
        self.fill("Default Value", "2015-01-01")
        self.fill("Description", "The first day that the models have not seen")
        self.program.keys("Return")
        self.wait_focus("button", "Add Parameter")

    def read_the_weather(self):
        self.add("Read CSV", "Weather in Seattle")
        self.open_form("text", "File")
        self.enter("seattle-weather.csv")

    def compute_what_to_predict(self):
        self.add("Formula", "Does it rain tomorrow?", "Weather in Seattle")
        self.program.keys("Return")
        self.tab_to("button", "Add")
        self.program.keys("Return")
        self.wait_focus("text", "Name")
        self.enter("rain_tomorrow")
        self.fill("Expression", "lead(precipitation) over (order by date) > 0")

    def drop_the_last_day(self):
        self.add("Limit Rows", "Drop the last day", "Does it rain tomorrow?")
        self.open_form("combo box", "Keep")
        self.choose("Keep", "All but the last rows")
        self.tab_to("spin button", "Number of rows")
        self.program.keys("ctrl+a")
        self.write("1")
        self.check("In the order of", ["date"])

    def split_by_date(self):
        self.add("Split Rows", "Past and future", "Drop the last day")
        self.open_form("combo box", "How")
        self.choose("How", "By a condition")
        self.fill("Condition", "date < ${test-from}")

    def learn(self):
        for kind, title in (("Baseline", "The same guess every day"), ("Gradient Boosting", "Boosted trees")):
            self.add(kind, title, "Past and future")
            self.open_form("combo box", "Target")
            self.choose("Target", "rain_tomorrow")

    def apply_both_models(self):
        for title, learner in (("Guess", "The same guess every day"), ("Forecast", "Boosted trees")):
            self.add("Apply Model", title, learner)
            self.link(title, "past second", "Second to Table")

    def compare_the_scores(self):
        self.add("Score", "How good is it?", "Forecast")
        self.link("How good is it?", "from guess baseline", "Predictions to Baseline")
        self.go_to("How good is it?")
        self.open_form("combo box", "Target")
        self.choose("Target", "rain_tomorrow")

    def count_right_and_wrong_days(self):
        self.add("Confusion Matrix", "Right and wrong days", "Forecast")
        self.open_form("combo box", "Target")
        self.choose("Target", "rain_tomorrow")

    def keep_the_forecast(self):
        self.add("Write CSV", "Save the forecast", "Forecast")
        self.open_form("text", "File")
        self.enter("predictions.csv")

    def draw_the_rain(self):
        self.add("Bar Chart", "Rain by month", "Weather in Seattle")
        self.open_form("combo box", "Category")
        self.choose("Category", "date")
        self.choose("Height", "precipitation")
        self.choose("Put dates together by", "Month")
        self.fill("Title", "Rain in Seattle, mm a month")

    def draw_the_temperature(self):
        self.add("Line Chart", "Warm and cold days", "Weather in Seattle")
        self.open_form("combo box", "Along")
        self.choose("Along", "date")
        self.check("Lines", ["temp_max", "temp_min"])
        self.choose("Put dates together by", "Week")
        self.fill("Title", "Temperature in Seattle, °C")

    def save(self):
        self.program.save_until(self.is_complete, "the whole example to be saved")

    # ---- Running and reading ----

    def run(self):
        self.program.keys("F5")
        self.reader.hear("The run is done")

    def show_page(self, node, name):
        """A page of the results of @node: F6 leads through the panes, the arrows to the other pages."""
        self.go_to(node)
        self.step("F6")
        self.step("F6")
        while self.reader.focused()[0] != "page tab":
            self.step("shift+Tab")
        pages = ["Table", "Chart", "Metrics", "Log"]
        shown = pages.index(self.reader.focused()[1])
        for _ in range(abs(pages.index(name) - shown)):
            self.step("Left" if pages.index(name) < shown else "Right")
        self.wait_focus("page tab", name)
        self.program.keys("space")

    def read_the_scores(self):
        self.show_page("How good is it?", "Metrics")
        self.tab_to("scroll pane", "Scores")
        self.check_told(self.reader.met.get_description())

    def read_the_scores_as_a_table(self):
        """Row by row: the focus is on a row, which is read as a whole."""
        self.show_page("How good is it?", "Table")
        while self.reader.focused()[0] != "table row":
            self.step("Tab")
        rows = [self.reader.focused()[1]]
        # The first time, the row at the focus is selected.
        self.program.keys("Down")
        self.reader.wait(lambda: self.reader.focused() and self.reader.has(
            self.reader.met, self.Atspi.StateType.SELECTED), "a row to be selected")
        rows.append(self.reader.focused()[1])
        while "recall" not in rows[-1]:
            assert len(rows) < 10, rows
            self.step("Down")
            rows.append(self.reader.focused()[1])
        self.check_rows(sorted(set(rows)))

    def read_the_chart(self):
        """Its finding, and then bar for bar."""
        self.show_page("Rain by month", "Chart")
        while self.reader.focused()[0] != "image":
            self.step("Tab")
        self.check_finding(self.reader.focused()[1])
        del self.reader.said[:]
        self.program.keys("Right")
        self.reader.hear(rain.FIRST_MONTH)


if __name__ == "__main__":
    sys.exit(rain.main(Keyboard))
