# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Steps of cases that stand for several calls, or for something beside the sockets that the driver does itself."""

import os
import stat
import time

from results import result_of
from values import data_of, length_of

PIECE = 65536
ARRIVAL_SECONDS = 0.15  # in which what is on its way over loopback arrives


def without_time(result):
    return {key: value for key, value in result.items() if key != "secs"}


def fill(driver, step):
    """Sends until the kernel takes no more, nor later: what the peer's kernel acknowledges late makes room again."""
    count, end = send_until_refused(driver, step["on"])
    more = True
    while more:
        time.sleep(ARRIVAL_SECONDS)
        more, end = send_until_refused(driver, step["on"])
        count += more
    driver.sent[step["on"]] = driver.sent.get(step["on"], 0) + count
    return {"ok": "filled" if end == "EAGAIN" else end}


def send_until_refused(driver, name):
    """How many bytes were taken, and the error at the end."""
    count = 0
    while "ok" in (result := driver.call("send", name, data={"rep": "5a", "n": PIECE}, flags=["MSG_DONTWAIT"])):
        count += result["ok"]
    return count, result.get("err")


def drain(driver, step):
    """Receives until nothing comes: what it ended with, and whether all came that another socket has sent."""
    count, end = 0, "EAGAIN"
    while driver.call("wait_for", step["on"], event="IN", wait=ARRIVAL_SECONDS).get("ok"):
        result = driver.call("recv", step["on"], n=PIECE)
        length = length_of(result["ok"]) if "ok" in result else 0
        if not length:
            end = "EOF" if "ok" in result else result.get("err")
            break
        count += length
    return {"ok": end, "all": count == driver.sent.get(step["equals"])}


def send_dgrams(driver, step):
    for count in range(step["n"]):
        result = driver.call("sendto", step["on"], data=step["data"], addr=step["addr"])
        if "ok" not in result:
            return {"ok": count, "stopped_by": without_time(result)}
    return {"ok": step["n"]}


def count_dgrams(driver, step):
    count = 0
    while driver.call("wait_for", step["on"], event="IN", wait=0.05).get("ok"):
        if "ok" not in driver.call("recv", step["on"], n=PIECE):
            break
        count += 1
    return {"ok": "all" if count == step["of"] else "some" if count else "none"}


def begin_connects(driver, step, family):
    """New sockets that connect without blocking: their names and results, one after the other."""
    for number in range(step["n"]):
        name = f"{step['as']}{number}"
        driver.interpreter.call({"op": "socket", "as": name, "family": family, "type": "SOCK_STREAM"})
        driver.call("setblocking", name, value=False)
        yield name, driver.call("connect", name, addr=step["addr"])


def flood_connect(driver, step):
    """How many of the connections come about."""
    names = []
    for name, _ in begin_connects(driver, step, "AF_INET"):
        names.append(name)
        time.sleep(0.01)
    time.sleep(ARRIVAL_SECONDS)
    return {"ok": [driver.call("tcp_state", name).get("ok") for name in names].count("ESTABLISHED")}


def unix_flood(driver, step):
    """How many connect before one fails."""
    for count, (_, result) in enumerate(begin_connects(driver, step, "AF_UNIX")):
        if "ok" not in result:
            return {"ok": count, "then": without_time(result)}
    return {"ok": step["n"]}


def note_port(driver, step):
    driver.call("getsockname", step["on"])
    return {"ok": None}


def known_port(step):
    """The address of a socket that may be closed by now."""
    return ["127.0.0.1", f"@{step['of']}.port"]


def connect_noted(driver, step):
    return driver.one_call({"op": "connect", "on": step["on"], "addr": known_port(step)})


def bind_port_of(driver, step):
    return driver.one_call({"op": "bind", "on": step["on"], "addr": known_port(step)})


def sendto_port_of(driver, step):
    if step.get("close_first"):
        driver.call("close", step["of"])
    return driver.one_call({"op": "sendto", "on": step["on"], "data": step["data"], "addr": known_port(step)})


def sendfile(driver, step):
    path = os.path.join(driver.folder, "f.bin")
    with open(path, "wb") as file:
        file.write(data_of(step["content"]))
    return driver.one_call({**{key: value for key, value in step.items() if key != "content"}, "path": path})


FILE_SYSTEM = {
    "exists": lambda path, _: os.path.lexists(path),
    "is_socket": lambda path, _: stat.S_ISSOCK(os.lstat(path).st_mode),
    "mode": lambda path, _: oct(stat.S_IMODE(os.lstat(path).st_mode)),
    "chmod": lambda path, step: os.chmod(path, int(step["mode"], 8)),
    "mkdir": lambda path, _: os.mkdir(path),
    "symlink": lambda path, step: os.symlink(path, step["to"]),
    "touch": lambda path, _: open(path, "w", encoding="ascii").close(),
    "unlink": lambda path, _: os.unlink(path),
}


def file_system(driver, step):
    filled = driver.text.fill_in(step)
    path = filled["path"]
    if isinstance(path, dict):
        path = bytes.fromhex(path["path_hex"])
    return result_of(FILE_SYSTEM[step["do"]], path, filled)


COMPOSITES = {
    "fs": file_system,
    **{
        function.__name__: function
        for function in (
            fill, drain, send_dgrams, count_dgrams, flood_connect, unix_flood, note_port, connect_noted, bind_port_of,
            sendto_port_of, sendfile,
        )
    },
}
