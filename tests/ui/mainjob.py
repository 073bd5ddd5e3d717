# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The main job, done in a real window by its accessible names: start a server, connect a client from another window,
send, read the record and the bytes, change an option and read it back, close. Usage: mainjob.py PROGRAM"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import Desktop, wait_until  # noqa: E402
from windowtest import main  # noqa: E402


def column(log, name):
    return log.columns().index(name)


def open_listener(window):
    """Types a port, presses Listen, and returns the port that the kernel chose, as the record of bind has it."""
    window.find("text", "Address").type("127.0.0.1")
    window.find("text", "Port").type("0")
    window.find("push button", "Listen").press()
    log = window.find("table", "Traffic log")
    row = log.wait_for_row(lambda texts: texts[column(log, "Call")] == "bind")
    return log.row(row)[column(log, "Preview")].rsplit(":", 1)[1]


def tree_texts(tree):
    return [cell.name for cell in tree.children() if cell.name]


def property_cell(panel, name, column=1):
    """A cell of a property, wherever its row is now."""
    names = {panel.cell(row, 0).name: row for row in range(panel.row_count()) if panel.cell(row, 0)}
    return panel.cell(names[name], column) if name in names else None


def run(program_path):
    with Desktop(size="1600x1000") as desktop:
        program = desktop.launch(program_path)
        first = program.window()
        port = open_listener(first)
        endpoints = first.find("tree", "Endpoints") if first.find_all("tree", "Endpoints") \
            else first.find("tree table", "Endpoints")
        wait_until(lambda: any(port in text for text in tree_texts(endpoints)), f"the listener on {port} in the tree")

        program.activate(first)
        desktop.keys("ctrl+n")
        program.wait_for_windows(2)
        second = next(window for window in program.windows() if window.accessible != first.accessible)
        second.find("text", "Address").type("127.0.0.1")
        second.find("text", "Port").type(port)
        second.find("push button", "Connect").press()
        client_log = second.find("table", "Traffic log")
        client_log.wait_for_row(lambda texts: texts[column(client_log, "Call")] == "connected")

        second.find("text", "Payload").type("Hello, accessible world")
        second.find("push button", "Send").press()
        client_log.wait_for_row(lambda texts: texts[column(client_log, "Call")] == "send")

        log = first.find("table", "Traffic log")
        row = log.wait_for_row(lambda texts: texts[column(log, "Call")] == "recv")
        texts = log.row(row)
        assert texts[column(log, "Size")] == "23", texts
        assert texts[column(log, "Preview")] == "Hello, accessible world", texts
        assert texts[column(log, "Endpoint")] == "server/1", texts

        program.activate(first)
        log.focus()
        desktop.keys("Home", "End")
        data = first.find("text", "Bytes")
        data.wait_for(lambda node: "48 65 6c 6c 6f 2c 20 61" in node.text and "|Hello, accessibl|" in node.text,
                      "the hex dump of the record that was received")

        # TCP_NODELAY of the client, set by the keyboard in its cell, and read back from the kernel.
        panel_role = "tree" if second.find_all("tree", "Properties") else "tree table"
        panel = second.find(panel_role, "Properties")
        wait_until(lambda: property_cell(panel, "TCP_NODELAY"), "TCP_NODELAY among the properties")
        assert "off" in property_cell(panel, "TCP_NODELAY").name, property_cell(panel, "TCP_NODELAY").name
        second.find("text", "Find property").type("TCP_NODELAY")
        program.activate(second)
        property_cell(panel, "TCP_NODELAY", 0).click()
        desktop.keys("space")
        wait_until(lambda: "on" == property_cell(panel, "TCP_NODELAY").name.split()[0],
                   lambda: f"TCP_NODELAY on; it is {property_cell(panel, 'TCP_NODELAY').name!r}")
        client_log.wait_for_row(lambda texts: texts[column(client_log, "Call")] == "setsockopt"
                                and "TCP_NODELAY, 1" in texts[column(client_log, "Preview")])

        # A connection that is refused says so in the notice, and the program goes on.
        second.find("text", "Port").type("1")
        second.find("push button", "Connect").press()
        notice = second.find("label", "Notice")
        notice.wait_for(lambda node: "ECONNREFUSED" in (node.text + node.name + node.description), "ECONNREFUSED")

        desktop.keys("ctrl+w")
        program.answer_question("Close Window", lambda: len(program.windows()) == 1, "the second window's end")
        log.wait_for_row(lambda texts: texts[column(log, "Call")] == "close"
                         and texts[column(log, "Endpoint")] == "server/1")
        program.quit(first)
        left = list(Path(desktop.environment["XDG_STATE_HOME"]).glob("sockscope/captures/*/commit"))
        assert not left, f"captures left behind: {left}"
    print("the main job works by accessible names")


if __name__ == "__main__":
    main(run)
