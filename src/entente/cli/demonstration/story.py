"""The demonstration's chapters, in order, and how it is taken up again.

Touches the stage; reads both nodes' databases to know when something has come. Serves S6, S13 and I1.
"""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from entente.cli import terminal
from entente.cli.demonstration.papers import INVENTED, PAPERS
from entente.cli.demonstration.stage import HOST, SIDES, Stage, chapter, plain, run, start, stop, tell, wait_for

if TYPE_CHECKING:
    from entente.node.node import Node

TABLE_LINES = ("Act ", "GBR", "JPN", "Sort ", "standing", "finding", "obligation")
CLOCK = "2018-10-02T09:00:00Z"
DECLARATION, MEASURE, SECOND = "jp-gb-2017", "GBR-M-2018-006", "GBR-M-2018-013"


def tell_all(stage: Stage) -> None:
    """The whole story, on an empty folder."""
    for name, text in PAPERS.items():
        (stage.folder / name).write_text(json.dumps(text, ensure_ascii=False, indent=1) + "\n")
    make_nodes(stage)
    sign_charter(stage)
    serve_both(stage)
    nodes = open_both(stage)
    adopt_declaration(stage, nodes)
    negotiate(stage, nodes)
    report_both(stage, nodes)
    be_absent(stage, nodes)
    prove(stage)
    fill_the_desks(stage, nodes)


def open_both(stage: Stage) -> dict[str, Node]:
    """Both nodes' databases, to look into."""
    from entente.node.node import open_node

    return {side: open_node(stage.folder / side) for side in SIDES}


def make_nodes(stage: Stage) -> None:
    """Chapter 1."""
    chapter(1, "Each government makes its own node", "A node is a folder with keys and a database. Nobody else administers it.")
    run(
        stage,
        "entente --home uk init --party GBR --name-en 'United Kingdom' --name-ja 英国 --authority FCO='Foreign &"
        " Commonwealth Office|外務・英連邦省' --authority MOD='Ministry of Defence|国防省' --post GBR:FCO:japan-desk"
        f" --ceiling entente:sample:gbr:1/OFFICIAL --simulated-from {CLOCK}{_database(stage, 'uk')}",
        show=1,
    )
    run(
        stage,
        "entente --home japan init --party JPN --name-en Japan --name-ja 日本 --authority MOFA='Ministry of Foreign Affairs|外務省'"
        " --authority MOD='Ministry of Defense|防衛省' --post JPN:MOFA:uk-desk"
        f" --ceiling entente:sample:jpn:1/GENERAL --simulated-from {CLOCK}{_database(stage, 'japan')}",
        show=1,
    )


def _database(stage: Stage, side: str) -> str:
    """The option that names a side's database, where it is not the file in its folder."""
    return f" --database {shlex.quote(stage.databases[side])}" if side in stage.databases else ""


def sign_charter(stage: Stage) -> None:
    """Chapter 2."""
    chapter(2, "Both sign a charter", "It names both sides' keys and says that this is an exercise. Its fingerprint is the channel's name.")
    run(stage, "entente --home uk charter card -o GBR.card", show=1)
    run(stage, "entente --home japan charter card -o JPN.card", show=1)
    run(
        stage,
        "entente --home japan charter draft GBR.card JPN.card --title-en 'Japan-UK declaration of 2017'"
        " --title-ja 安全保障協力に関する日英共同宣言 --ceiling entente:sample:gbr:1/OFFICIAL --exercise -o charter.json",
    )
    run(stage, "entente --home japan charter sign charter.json")
    run(stage, "entente --home uk charter sign charter.json")
    run(stage, f"entente --home uk charter join charter.json --address JPN={stage.url('japan')}")
    run(stage, f"entente --home japan charter join charter.json --address GBR={stage.url('uk')}")


def serve_both(stage: Stage) -> None:
    """Chapter 3."""
    chapter(3, "Both nodes run", "Each asks the other every half second for what is new, checks every signature, and keeps its own copy.")
    for side in SIDES:
        start(stage, side)
    wait_until_answering(stage)


def wait_until_answering(stage: Stage) -> None:
    """Waits until both nodes listen."""
    for number, side in enumerate(SIDES):
        if side in stage.servers:
            wait_for(stage, f"{side}'s node listens", lambda port=stage.port + number: _listens(port))  # type: ignore[misc]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


def in_state(nodes: dict[str, Node], code: str, state: str) -> Callable[[], bool]:
    """Whether a record has that state at both nodes."""
    from entente.store import records

    return lambda: all(any(row.state == state for row in records.find(node.alias, code)) for node in nodes.values())


def waits_on(node: Node, code: str, party: str) -> Callable[[], bool]:
    """Whether a party's acceptance of something on a record is awaited, as a node sees it."""
    from entente.store import records

    return lambda: any((party, "accept") == move[:2] for row in records.find(node.alias, code) for move in row.move_list())


def adopt_declaration(stage: Stage, nodes: dict[str, Node]) -> None:
    """Chapter 4."""
    chapter(
        4,
        "Japan proposes the declaration of 31 August 2017, the United Kingdom accepts",
        "The text is the real one: 17 paragraphs on strengthening cooperation, 16 areas. From now on a record can name its clauses.",
    )
    run(stage, "entente --home japan instrument propose")
    wait_for(stage, "the declaration reaches the UK", waits_on(nodes["uk"], DECLARATION, "GBR"))
    run(stage, "entente --home uk records list --waits-on GBR")
    run(stage, f"entente --home uk act accept {DECLARATION}")
    tell("Both have decided. Japan's node now concludes and the UK's confirms, without a further decision:")
    wait_for(stage, "the declaration is in effect at both nodes", in_state(nodes, DECLARATION, "in-effect"))
    shown = run(stage, f"entente --home japan records show {DECLARATION}", only="^(State|Next)")
    show_part(shown, "Who said what")
    run(stage, "entente --home uk instrument show S6", show=8)


def negotiate(stage: Stage, nodes: dict[str, Node]) -> None:
    """Chapter 5."""
    chapter(
        5,
        "The UK proposes a measure under clause S6; Japan answers with another text",
        f"The measure is invented: accounting for logistic support in joint exercises. ({INVENTED['en']})",
    )
    run(stage, "entente --home uk act propose measure measure.json")
    wait_for(stage, "the measure reaches Japan", waits_on(nodes["japan"], MEASURE, "JPN"))
    tell("Japan wants more time for the second step and a sharper test of completion:")
    run(stage, f"entente --home japan act propose measure counter.json --record {MEASURE} --remark 'More time for the second step.'")
    wait_for(stage, "Japan's text reaches the UK", waits_on(nodes["uk"], MEASURE, "GBR"))
    tell("The UK sees what Japan's text changes, field by field, before it decides:")
    shown = run(stage, f"entente --home uk records show {MEASURE}", only="a^")
    show_part(shown, "JPN's proposal")
    run(stage, f"entente --home uk act accept {MEASURE}")
    wait_for(stage, "the measure is in effect at both nodes", in_state(nodes, MEASURE, "in-effect"))
    tell("Concluded by Japan's node, confirmed by the UK's, in effect at both. Who said what, and since when the other holds it:")
    shown = run(stage, f"entente --home uk records show {MEASURE}", only="^(State|Next)")
    show_part(shown, "Who said what")


def show_part(output: str, beginning: str) -> None:
    """One part of an output: from the line that begins so to the next heading."""
    taking = False
    for line in output.splitlines():
        text = plain(line)
        if taking and text and text[0] not in " -+" and not text.startswith(TABLE_LINES):
            break
        taking = taking or text.startswith(beginning)
        if taking:
            terminal.console().file.write(f"  {line.rstrip()}\n")


def report_both(stage: Stage, nodes: dict[str, Node]) -> None:
    """Chapter 6."""
    chapter(
        6,
        "Both sides report on the measure, and do not agree",
        "A report is one side's own statement and needs nobody's consent. The UK says green, Japan says amber. Nobody is overruled:"
        " the rules find the difference, and the clause says why it stands as it does.",
    )
    run(stage, "entente --home uk act state progress-report report-uk.json", show=1)
    run(stage, "entente --home japan act state progress-report report-japan.json", show=1)
    wait_for(stage, "both reports are at both nodes", lambda: all(_disagrees(node) for node in nodes.values()))
    run(stage, "entente --home uk standing --clause S6")
    run(stage, "entente --home uk standing", only=r"^(Clause|S5|S6|S7|A2) ")


def _disagrees(node: Node) -> bool:
    from entente.store.intervals import spans

    return bool(spans.on(node.alias, node.clock().date(), where={"code": "measure.disagreement"}))


def be_absent(stage: Stage, nodes: dict[str, Node]) -> None:
    """Chapter 7."""
    from entente.store import partners

    chapter(7, "Japan's node is away", "Its process is stopped. The UK goes on working; nothing waits and nothing is lost.")
    stop(stage, "japan")
    channel = nodes["uk"].find_channel(None)
    wait_for(stage, "the UK notices", lambda: any(p.trouble for p in partners.partners(nodes["uk"].alias, channel.id)))
    run(stage, "entente --home uk act propose measure cyber.json")
    run(stage, "entente --home uk status", only="JPN  http|Not reached|refused|connection|Sent:")
    tell("Japan's node comes back, fetches what it missed, and its desk accepts:")
    start(stage, "japan")
    wait_for(stage, "Japan has caught up", waits_on(nodes["japan"], SECOND, "JPN"))
    run(stage, f"entente --home japan act accept {SECOND}")
    wait_for(stage, "the second measure is in effect at both nodes", in_state(nodes, SECOND, "in-effect"))
    run(stage, "entente --home japan records list --type measure")


def prove(stage: Stage) -> None:
    """Chapter 8."""
    chapter(
        8,
        "Proof that needs neither node",
        "A proof file holds what was said, the signature, its place in the log, and the other side's receipt."
        " A small program of its own checks it, without a network and without Entente.",
    )
    run(stage, f"entente --home uk proof {MEASURE} --with-body -o measure.proof")
    run(stage, "entente-verify measure.proof", show=40, only=r"^[1-9]\. |^Signed at|^PROVEN")
    data = (stage.folder / "measure.proof").read_bytes()
    place = data.index(b'"content":"') + 400
    (stage.folder / "changed.proof").write_bytes(data[:place] + (b"A" if data[place : place + 1] != b"A" else b"B") + data[place + 1 :])
    tell("The same file with one character changed:")
    run(stage, "entente-verify changed.proof", expected=(1, 2), only="(?i)not proven|wrong|FAIL|step 9|^ *9")


def fill_the_desks(stage: Stage, nodes: dict[str, Node]) -> None:
    """Chapter 9."""
    from entente.cli.demonstration import history as demo_history
    from entente.cli.demonstration import logistics as demo_logistics
    from entente.cli.demonstration import rounds as demo_rounds
    from entente.cli.demonstration import visits as demo_visits

    chapter(
        9,
        "The desks fill",
        "Both sides record facts of the public record with their sources, agree further measures, leave some open and some in drafting;"
        " each asks its leads how their measures stand."
        " What is not of the public record is invented and says so.",
    )
    demo_history.play(stage, nodes)
    demo_visits.play(stage, nodes)
    demo_logistics.play(stage, nodes)
    for side, node in nodes.items():
        demo_rounds.play(node, demo_history.officer(node, side, "desk", frozenset({"coordinator", "drafter"})))
    held = {side: _acts(node) for side, node in nodes.items()}
    tell(f"The UK's node now holds {held['uk']} acts of the channel, Japan's {held['japan']}.")


def take_up(stage: Stage) -> None:
    """A story told before: both nodes start again and say how things stand."""
    tell("This demonstration was told before; both nodes start where they stopped. `entente demo --reset` tells it from the beginning.")
    nodes = open_both(stage)
    point_to_ports(stage, nodes)
    for side in SIDES:
        start(stage, side)
    wait_until_answering(stage)
    held = {side: _acts(node) for side, node in nodes.items()}
    tell(f"Nothing was lost: the UK's node holds {held['uk']} acts of the channel, Japan's {held['japan']}.")


def point_to_ports(stage: Stage, nodes: dict[str, Node]) -> None:
    """The ports may be others than last time."""
    from entente.node.channels import set_address

    for side, other in (("uk", "japan"), ("japan", "uk")):
        set_address(nodes[side], nodes[side].find_channel(None), SIDES[other], stage.url(other))


def _acts(node: Node) -> int:
    from entente.store import logs

    return sum(log.head.size for log in logs.load(node.alias, node.find_channel(None)).values())


def sign_ins(stage: Stage) -> dict[str, list[str]]:
    """The demonstration posts of each side: name, password and title, a line each. Made once; kept in a file that only the owner reads."""
    file = stage.folder / "sign-ins.json"
    if file.exists():
        known: dict[str, list[str]] = json.loads(file.read_text())
        return known
    command = [sys.executable, "-m", "entente.web.process.demonstration"]
    begun = {
        side: subprocess.Popen(
            command, env={**os.environ, "ENTENTE_HOME": str(stage.folder / side)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for side in SIDES
    }
    found = {}
    for side, process in begun.items():
        out, err = process.communicate(timeout=120)
        if process.returncode != 0:
            return {each: [f"No sign-ins were made: {err.strip()[-200:]}"] for each in SIDES}
        found[side] = out.splitlines()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(found, stream, indent=1)
    return found


def watch(stage: Stage) -> None:
    """Lets both desks go on working by the simulated clock until interrupted, and says so."""
    from entente.cli import times
    from entente.cli.demonstration import events as demo_events

    nodes = open_both(stage)
    began, done = datetime.fromisoformat(CLOCK), set[str]()
    while True:
        for event, happened in demo_events.due(nodes, began, done):
            if happened:
                terminal.say(f"{times.in_words(nodes[event.side].clock(), nodes[event.side].seats())}: {event.words}.")
                sys.stdout.flush()
        time.sleep(1)


def close(stage: Stage, stopping: bool = False) -> None:
    """What to try next; `stopping` says that the nodes do not go on running."""
    terminal.say()
    terminal.say("What to try next", "bold cyan")
    first = "Both nodes are stopped now; `entente demo` starts them again. Then open" if stopping else "Open"
    tell(f"{first} the pages in a browser, each government's at its own address, and sign in as one of these posts:")
    posts = sign_ins(stage)
    for side in ("uk", "japan"):
        terminal.say(f"  {stage.url(side)}", "bold")
        for line in posts[side]:
            terminal.say(f"    {line}")
    tell(f"In another terminal, in {stage.folder}:")
    for words in (
        "entente --home uk status",
        "entente --home japan standing --as-of 2019-06-01",
        f"entente --home uk records show {SECOND}",
        "entente --home uk verify",
        "entente --home uk act --help",
    ):
        terminal.say(f"  {words}", "dim")
