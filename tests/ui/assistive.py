# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology sees, hears and does: everything is found by role and name, and is done by the
interfaces of the accessibility bus alone."""

import itertools
import time

import desktop

# Within these there is nothing to look for.
LEAVES = {"label", "image", "separator", "scroll bar", "entry", "text", "page tab", "toggle button"}
# These hand the focus on to what they hold.
HOLDERS = {"scroll pane", "list", "panel"}


class Reader:
    def __init__(self, program):
        from gi.repository import GLib
        self.program = program
        self.Atspi = program.Atspi
        self.context = GLib.MainContext.default()
        self.gone = GLib.Error
        self.said = []
        self.listener = self.Atspi.EventListener.new(lambda event: self.said.append(str(event.any_data)))
        self.listener.register("object:announcement")
        self.met = None
        self.follower = self.Atspi.EventListener.new(self.meet)
        self.follower.register("object:state-changed:focused")

    def meet(self, event):
        if event.detail1:
            self.met = event.source

    # ---- Hearing ----

    def listen(self):
        while self.context.iteration(False):
            pass

    def wait(self, condition, what):
        def listening():
            self.listen()
            try:
                return condition()
            except self.gone:  # what was looked at has just left the screen
                return None
        return desktop.wait_for(listening, what)

    def hear(self, text):
        """Waits until @text was said, and forgets what was said up to then."""
        self.wait(lambda: any(text in said for said in self.said), f"“{text}” to be said, not {self.said}")
        index = next(i for i, said in enumerate(self.said) if text in said)
        del self.said[:index + 1]

    # ---- Seeing ----

    def has(self, node, state):
        return node.get_state_set().contains(state)

    def is_shown(self, node):
        return self.has(node, self.Atspi.StateType.SHOWING)

    def walk(self, node):
        """What is shown below @node; within what is read as one there is nothing to look for."""
        try:
            node.clear_cache_single()
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is None or not self.is_shown(child) and child.get_role_name() not in ("application", "frame"):
                    continue
                yield child
                if child.get_role_name() not in LEAVES:
                    yield from self.walk(child)
        except self.gone:
            return

    def all_now(self, role, name=None, below=None):
        found = []
        for node in self.walk(below or self.program.root):
            try:
                if node.get_role_name() == role and (name is None or node.get_name() == name):
                    found.append(node)
            except self.gone:
                continue
        return found

    def find_now(self, role, name, below=None):
        found = self.all_now(role, name, below)
        return found[0] if found else None

    def find(self, role, name, below=None):
        return self.wait(lambda: self.find_now(role, name, below), f"the {role} “{name}”")

    def find_region(self, name):
        """A pane of the window, which GTK tells of as something without a role of its own."""
        def search():
            return next((node for node in self.walk(self.program.root) if node.get_name() == name and
                         node.get_role_name() in ("panel", "landmark", "filler", "grouping")), None)
        return self.wait(search, f"the region “{name}”")

    def focused(self):
        """The role and name of what has the focus, or None. That is most often what got it last."""
        self.listen()
        for node in itertools.chain([self.met] if self.met else [], self.walk(self.program.root)):
            try:
                node.clear_cache_single()
                if self.has(node, self.Atspi.StateType.FOCUSED):
                    self.met = node
                    return node.get_role_name(), node.get_name()
            except self.gone:
                continue
        return None

    def nameless(self):
        """What could have the focus and would then say nothing: in the whole tree, seen or not. What holds others has
        the focus itself only where none of them can."""
        found = []
        for node in self.program.walk(self.program.root):
            try:
                if self.has(node, self.Atspi.StateType.FOCUSABLE) and not node.get_name() and not (
                        node.get_role_name() in HOLDERS and self.holds_focusable(node)):
                    found.append((node.get_role_name(), node.get_description(), self.way_to(node)))
            except self.gone:
                continue
        return found

    def holds_focusable(self, node):
        return any(self.has(child, self.Atspi.StateType.FOCUSABLE) for child in self.program.walk(node))

    def way_to(self, node):
        names = []
        while node is not None and len(names) < 4:
            node = node.get_parent()
            if node is not None and node.get_name():
                names.append(node.get_name())
        return names

    def relation(self, node, kind):
        return sorted(relation.get_target(index).get_name()
                      for relation in node.get_relation_set() if relation.get_relation_type() == kind
                      for index in range(relation.get_n_targets()))

    def flows_to(self, node):
        return self.relation(node, self.Atspi.RelationType.FLOWS_TO)

    def text(self, node):
        return self.Atspi.Text.get_text(node, 0, -1)

    def value(self, node):
        """What a combo box is set to: GTK describes it by the label that shows it."""
        return self.relation(node, self.Atspi.RelationType.DESCRIBED_BY)

    # ---- Doing ----

    def actions(self, node):
        iface = node.get_action_iface()
        if iface is None:
            return []
        return [self.Atspi.Action.get_action_name(node, index) for index in range(self.Atspi.Action.get_n_actions(node))]

    def do(self, node, action):
        names = self.actions(node)
        assert action in names, f"“{node.get_name()}” has no action {action}, but {names}"
        self.Atspi.Action.do_action(node, names.index(action))

    def press(self, role, name, action="click", below=None):
        self.do(self.find(role, name, below), action)

    def write(self, name, text, below=None):
        """Into the field of that name."""
        role = "entry" if self.find_now("entry", name, below) else "text"
        field = self.find(role, name, below)
        assert self.Atspi.EditableText.set_text_contents(field, text), f"“{name}” takes no text"
        self.wait(lambda: self.text(field) == text, f"“{name}” to hold “{text}”, not “{self.text(field)}”")
        return field

    def set_value(self, name, value, below=None):
        """Of a field for a number."""
        field = self.find("spin button", name, below)
        self.Atspi.Value.set_current_value(field, value)
        self.wait(lambda: self.Atspi.Value.get_current_value(field) == value, f"“{name}” to be {value}")

    def choose(self, name, choice, below=None):
        """One of the choices of a combo box."""
        box = self.find("combo box", name, below)
        self.do(box, "row.activate")
        self.do(self.find("list item", choice, box), "row.activate")
        self.wait(lambda: self.value(box) == [choice], f"“{name}” to be “{choice}”, not {self.value(box)}")


def steps(proof, names, program):
    """Runs the steps of a proof, each of which needs those before it; speaks TAP."""
    import traceback

    print(f"1..{len(names)}", flush=True)
    for number, name in enumerate(names, 1):
        start = time.monotonic()
        try:
            getattr(proof, name)()
            print(f"ok {number} {name.replace('_', ' ')} # {time.monotonic() - start:.1f} s", flush=True)
        except Exception:
            for line in traceback.format_exc().splitlines():
                print("#", line)
            print(f"not ok {number} {name.replace('_', ' ')}", flush=True)
            program.picture(name)
            print("Bail out! The other steps need this one.")
            return 1
    return 0
