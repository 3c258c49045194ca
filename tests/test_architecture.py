"""The house's rules, checked: layers, purity, sizes, docstrings, inheritance, mirrored tests, cited clauses, nothing left over.

Each check is a plain function from sources to problems. It is run over this checkout, and over small examples that must fail or pass,
so that a check which has gone blind is noticed. Each says its rule.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import subprocess
import tokenize
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from entente.instrument import clause_ids, load

ROOT = Path(__file__).resolve().parent.parent

# Upper imports lower, never the reverse, and those of one rank do not import one another.
RANK = {"web": 5, "api": 5, "cli": 5, "node": 4, "implementation": 3, "areas": 2, "store": 2, "exchange": 2, "kernel": 1, "instrument": 1}
# A refusal is the one word that every layer speaks, also the kernel's sibling.
COMMON = {"entente.kernel.errors"}

PURE = ("src/entente/kernel/", "src/entente/instrument/", "src/entente/areas/", "src/entente/implementation/")
TIMELESS = (*PURE, "src/entente/store/", "src/entente/exchange/")
CHANCE = {"random", "secrets"}
# fmt: off
WORLD = CHANCE | {
    "asyncio", "ctypes", "django", "fcntl", "getpass", "glob", "http", "logging", "mmap", "multiprocessing", "ninja",
    "os", "pathlib", "platform", "psycopg", "requests", "select", "shutil", "signal", "socket", "socketserver",
    "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "urllib3", "uuid",
}
# fmt: on
HARMLESS = {"urllib.parse"}  # a function of its argument alone
WORLD_CALLS = {"open", "print", "input", "eval", "exec", "__import__", "breakpoint"}
CLOCK_CALLS = {"now", "today", "utcnow"}

# Tests that judge the checkout as a whole and so have no module of their own.
WITHOUT_TWIN = {
    "tests/test_run.py",  # the set-up
    "tests/test_architecture.py",  # the tree
    "tests/test_language.py",  # every visible string
    "tests/kernel/test_model.py",  # the protocol
    "tests/web/test_bad_input.py",  # every page
    "tests/web/test_quarter.py",  # both sides' pages, through a quarter
    "tests/web/test_three.py",  # three sides' pages, through a dialogue
    "tests/web/test_changes_as_shown.py",  # one template, on every page with changes
    "tests/areas/consultations/test_bad_input.py",  # days, clocks and languages, wherever they are judged
}
LEFT_BEHIND = ("__pycache__", "node_modules", "demo-nodes")
FOLDERS_WITHOUT_TWIN = ("tests/journeys/", "tests/soak/")

MERGE = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX)\b|pragma:\s*no cover")
INDEX_OR_MACHINE = re.compile(
    rb"pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg|deb\.debian\.org|proxy\.golang\.org|static\.crates\.io"
    rb"|(?<![\w.])/(?:work/(?:main|shared|\.)|root/|home/[a-z]|Users/[A-Za-z]|opt/(?:wheels|pypi))"
)
CITATION = re.compile(r"jp-gb-2017#([A-Z][0-9]+(?:\.[0-9]+)?)")
SHORT_CITATION = re.compile(r"(?<!#)\b([SAIP][0-9]{1,2}(?:\.[0-9])?)\b(?:-([SAIP][0-9]{1,2})\b)?")


@dataclass(frozen=True)
class Source:
    """A file of the checkout: its path from the root, with slashes, and its text."""

    path: str
    text: str

    @property
    def python(self) -> bool:
        return self.path.endswith(".py")

    @property
    def layer(self) -> str:
        """The folder under src/entente, "" for the package itself and for what is outside it."""
        parts = PurePosixPath(self.path).parts
        return parts[2] if len(parts) > 3 and parts[:2] == ("src", "entente") else ""

    @property
    def area(self) -> str:
        parts = PurePosixPath(self.path).parts
        return parts[3] if self.layer == "areas" and len(parts) > 4 else ""


Sources = tuple[Source, ...]
Check = Callable[[Sources], list[str]]


@cache
def nodes(source: Source) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source.text)))


@cache
def imports(source: Source) -> tuple[tuple[int, str], ...]:
    return tuple(imported(source))


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of each import, wherever in the file; `from a import b` gives `a.b`."""
    package = list(PurePosixPath(source.path).with_suffix("").parts[1:-1])
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def bound(source: Source) -> dict[str, str]:
    """The names that imports bind, and the dotted name that each stands for."""
    names = [alias for node in nodes(source) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
    found = {}
    for alias, (_, dotted) in zip(names, imports(source), strict=True):
        whole = alias.asname or "." not in alias.name  # `import a.b` binds `a`
        found[alias.asname or alias.name.split(".")[0]] = dotted if whole else alias.name.split(".")[0]
    return found


def within(name: str, names: Iterable[str]) -> bool:
    """Whether a dotted name is one of `names` or inside one of them."""
    return any(name == one or name.startswith(one + ".") for one in names)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(source) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def house(sources: Sources) -> Iterator[Source]:
    """The Python files of the package and of the tests."""
    return (source for source in sources if source.python and source.path.startswith(("src/", "tests/")))


# The checks


def check_layers(sources: Sources) -> list[str]:
    """Imports against the order of the layers; an area imports no area and not their list; the offline verifier imports nothing of ours."""
    areas = {source.area for source in sources if source.area}
    problems = []
    for source in sources:
        if not (source.python and source.path.startswith("src/")):
            continue
        if source.layer and source.layer not in RANK:
            problems.append(f"{source.path}: no layer is called {source.layer}")
            continue
        for line, name in imports(source):
            parts = name.split(".")
            if parts[0] != "entente" or within(name, COMMON):
                continue
            reason = forbidden(source, parts, areas)
            if reason:
                problems.append(f"{source.path}:{line}: imports {name}: {reason}")
    return problems


def forbidden(source: Source, parts: list[str], areas: set[str]) -> str:
    """Why `source` may not import the module of ours that `parts` spells, or an empty string."""
    if source.path == "src/entente_verify.py":
        return "the offline verifier stands alone"
    target = parts[1] if len(parts) > 1 else ""
    if source.path == "src/entente/__init__.py" and target:
        return "the package itself imports no layer"
    if source.area and parts[1:2] == ["areas"] and parts[2:3] != [source.area] and (len(parts) < 4 or parts[2] in areas):
        return "an area imports neither another area nor their list"
    if source.layer and target in RANK and target != source.layer and RANK[target] >= RANK[source.layer]:
        return f"{source.layer} is not above {target}"
    return ""


def check_purity(sources: Sources) -> list[str]:
    """No clock and no chance below the node; no files, network, process or environment in what is pure (an area's screens are not)."""
    problems = []
    for source in sources:
        if not (source.python and source.path.startswith(TIMELESS)):
            continue
        pure = source.path.startswith(PURE) and not (source.area and PurePosixPath(source.path).name == "screens.py")
        banned = WORLD if pure else CHANCE
        for line, name in imports(source):
            if within(name, banned) and not within(name, HARMLESS):
                problems.append(f"{source.path}:{line}: imports {name}, which is an argument here")
            data = within(name, ["importlib.resources"]) and not source.path.startswith("src/entente/kernel/")
            if pure and within(name, ["importlib"]) and not data:
                problems.append(f"{source.path}:{line}: imports {name}; only importlib.resources is allowed, and that not in the kernel")
        for node in nodes(source):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS:
                problems.append(f"{source.path}:{called.lineno}: calls .{called.attr}(): time is an argument here")
            if pure and isinstance(called, ast.Name) and called.id in WORLD_CALLS:
                problems.append(f"{source.path}:{called.lineno}: calls {called.id}(): what it reaches is an argument here")
    return problems


def check_loaders(sources: Sources) -> list[str]:
    """In each pure package one module at most reads packaged data."""
    loaders: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        if source.python and source.path.startswith(PURE) and any(within(name, ["importlib.resources"]) for _, name in imports(source)):
            loaders[source.area or source.layer].add(source.path)
    return [
        f"{' and '.join(sorted(paths))}: only one module of {package} loads its data"
        for package, paths in loaders.items()
        if len(paths) > 1
    ]


def check_file_sizes(sources: Sources) -> list[str]:
    """600 lines in src, 800 in tests; what is data is not counted."""
    problems = []
    for source in sources:
        limit = 600 if source.path.startswith("src/") else 800 if source.path.startswith("tests/") else None
        lines = source.text.count("\n")
        if limit and source.path.endswith((".py", ".html", ".css", ".js")) and lines > limit:
            problems.append(f"{source.path}: {lines} lines, {limit} at most")
    return problems


def check_function_sizes(sources: Sources) -> list[str]:
    """80 lines, its docstring included."""
    problems = []
    for source in house(sources):
        for function in functions(source):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > 80:
                problems.append(f"{source.path}:{function.lineno}: {function.name} has {lines} lines, 80 at most")
    return problems


def check_parameters(sources: Sources) -> list[str]:
    """Six parameters, `self` not counted. Commands are exempt: there each parameter is an option that a user types."""
    problems = []
    for source in sources:
        if not (source.python and source.path.startswith("src/")):
            continue
        for function in functions(source):
            names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
            count = len(names) - (names[:1] in (["self"], ["cls"]))
            if count > 6 and not (source.layer == "cli" and function.decorator_list):
                problems.append(f"{source.path}:{function.lineno}: {function.name} takes {count} parameters, six at most")
    return problems


def docstring(node: ast.AST) -> str:
    return (ast.get_docstring(node) or "") if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) else ""


def check_docstrings(sources: Sources) -> list[str]:
    return [f"{source.path}: no module docstring" for source in house(sources) if not docstring(nodes(source)[0])]


def check_leftovers(sources: Sources) -> list[str]:
    """Nothing put off: no marks of unfinished work in comments and docstrings or of a merge, no stubs, no lines hidden from coverage."""
    problems = []
    for source in sources:
        if source.path.endswith((".py", ".html", ".scss", ".js", ".po", ".toml", ".md", ".typ")) and MERGE.search(source.text):
            problems.append(f"{source.path}: left over from a merge")
        if not source.path.startswith(("src/", "tests/")):
            continue
        if source.python:
            found = [(line, mark) for line, text in spoken(source) for mark in LEFTOVER.findall(text)]
            stubs = (node for node in nodes(source) if isinstance(node, ast.Name) and node.id == "NotImplementedError")
            problems += [f"{source.path}:{node.lineno}: NotImplementedError" for node in stubs]
        elif source.path.endswith((".html", ".css", ".js", ".toml", ".md")):
            found = [(1, mark) for mark in LEFTOVER.findall(source.text)]
        else:
            continue
        problems += [f"{source.path}:{line}: {mark or 'pragma'} left over" for line, mark in found]
    return problems


def spoken(source: Source) -> Iterator[tuple[int, str]]:
    """Comments and docstrings with their lines. Other strings are data: ISO 4217 writes "no currency" with three of that letter."""
    if LEFTOVER.search(source.text):
        tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
        yield from ((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)
    for node in nodes(source):
        if text := docstring(node):
            yield getattr(node, "lineno", 1), text


KERNEL = "src/entente/kernel/"
IN_ORDER = re.compile(r"^    ([a-z0-9_.]+)  +\S", re.MULTILINE)


def check_reading_order(sources: Sources) -> list[str]:
    """The kernel's first page lists each of its modules once, and none uses what stands below it."""
    modules = {source.path[len(KERNEL) : -3].replace("/", "."): source for source in sources if source.path.startswith(KERNEL)}
    modules = {name: source for name, source in modules.items() if source.python and not name.endswith("__init__")}
    page = next((source.text for source in sources if source.path == f"{KERNEL}__init__.py"), "")
    order = IN_ORDER.findall(page)
    wrong = [name for name in sorted({*order, *modules}) if name not in modules or order.count(name) != 1]
    problems = [f"{KERNEL}__init__.py: {name} is not listed once" for name in wrong]
    for at, name in enumerate(order):
        for line, dotted in imports(modules[name]) if name in modules else ():
            used = next((other for other in order[at + 1 :] if within(dotted, [f"entente.kernel.{other}"])), "")
            problems += [f"{modules[name].path}:{line}: {used} is read after {name}"] if used else []
    return problems


def check_addresses(sources: Sources) -> list[str]:
    """No package index and no path of somebody's machine, in any file."""
    return [
        f"{source.path}: {match[0].decode(errors='replace')}"
        for source in sources
        if (match := INDEX_OR_MACHINE.search(source.text.encode(errors="surrogateescape")))
    ]


def check_mirror(sources: Sources) -> list[str]:
    """tests/kernel/test_act.py, or test_act_laws.py, tests src/entente/kernel/act.py; a tool of the tests may have a test beside it."""
    modules = {source.path for source in sources if source.python}
    packages = {str(PurePosixPath(path).parent) + ".py" for path in modules}
    problems = []
    for path in sorted(modules):
        place = PurePosixPath(path)
        if not (path.startswith("tests/") and place.name.startswith("test_")):
            continue
        if path in WITHOUT_TWIN or path.startswith(FOLDERS_WITHOUT_TWIN):
            continue
        folder = PurePosixPath(*place.parts[1:-1])
        words = place.stem.removeprefix("test_").split("_")
        stems = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
        stems += ["__main__"] if words[0] == "main" else []
        roots = ["src/entente", "tests", ".", *(["src"] if folder == PurePosixPath() else [])]
        twins = {str(PurePosixPath(root) / folder / f"{stem}.py") for root in roots for stem in stems}
        if not twins & (modules | packages):
            problems.append(f"{path}: tests no module of its name in src/entente/{folder}")
    return problems


def check_inheritance(sources: Sources) -> list[str]:
    """Classes of ours inherit from exceptions, typing and frameworks only; never from one another, and no abstract bases."""
    problems = []
    for source in sources:
        if not (source.python and source.path.startswith("src/")):
            continue
        origin = bound(source)
        classes = {node.name: node for node in nodes(source) if isinstance(node, ast.ClassDef)}
        for node in classes.values():
            for base in node.bases:
                reason = refused_base(base, origin, classes)
                if reason:
                    problems.append(f"{source.path}:{node.lineno}: {node.name} inherits from {ast.unparse(base)}: {reason}")
    return problems


def refused_base(base: ast.expr, origin: dict[str, str], classes: dict[str, ast.ClassDef]) -> str:
    """Why a base class is refused, or an empty string."""
    expression = base.value if isinstance(base, ast.Subscript) else base
    name = ast.unparse(expression)
    head = name.split(".")[0]
    if is_exception(name, classes):
        return ""
    if name in classes:
        return "a class of ours"
    if head not in origin:
        return "a built-in type"
    if within(origin[head], ["entente"]):
        return "a class of ours"
    return "an abstract base" if within(origin[head], ["abc"]) else ""


def is_exception(name: str, classes: dict[str, ast.ClassDef]) -> bool:
    """By name, as the standard library names them, and the house's own Refusal; or by what a class of the same module inherits from."""
    if name in classes:
        others = {other: node for other, node in classes.items() if other != name}
        return any(is_exception(ast.unparse(base), others) for base in classes[name].bases)
    last = name.rsplit(".", 1)[-1]
    return last == "Refusal" or last.endswith(("Exception", "Error", "Warning"))


def cited(source: Source) -> Iterator[tuple[int, str]]:
    """Clauses that a source names: in full anywhere, and shortly where a docstring says "Serves" or a call says `clauses=`."""
    for number, line in enumerate(source.text.splitlines(), 1):
        yield from ((number, clause) for clause in CITATION.findall(line))
    if not source.python:
        return
    for node in nodes(source):
        if isinstance(node, ast.Module):
            for sentence in re.findall(r"\bServes\b(.*?)(?:\.\s|\.$|$)", docstring(node), re.DOTALL):
                yield from ((1, clause) for pair in SHORT_CITATION.findall(sentence) for clause in pair if clause)
        elif isinstance(node, ast.keyword) and node.arg == "clauses":
            words = (word.value for word in ast.walk(node.value) if isinstance(word, ast.Constant))
            short = (word for word in words if isinstance(word, str) and SHORT_CITATION.fullmatch(word))
            yield from ((node.value.lineno, word) for word in short)


def check_clauses(sources: Sources, known: frozenset[str]) -> list[str]:
    """Every clause cited exists in the instrument that is shipped."""
    ours = [
        source for source in sources if source.path.startswith(("src/", "tests/", "docs/")) and source.path != "tests/test_architecture.py"
    ]
    return [
        f"{source.path}:{line}: jp-gb-2017 has no clause {clause}"
        for source in ours
        for line, clause in cited(source)
        if clause not in known
    ]


def shipped_clauses() -> frozenset[str]:
    """All that can be cited of the shipped declaration, without its name: clauses, recitals, chapeaux."""
    return frozenset(clause.rpartition("#")[2] for clause in clause_ids(load()))


# This checkout


@cache
def checkout() -> Sources:
    """The files that are tracked, and Python files under src and tests that are not yet."""
    written = {path.relative_to(ROOT).as_posix() for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")}
    paths = sorted(path for path in {*tracked(), *written} if (ROOT / path).is_file())
    return tuple(Source(path, (ROOT / path).read_bytes().decode("utf-8", errors="surrogateescape")) for path in paths)


def tracked() -> list[str]:
    """What git tracks; in an unpacked archive, or where there is no git, all but what set-up and tests leave behind."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        return [path for path in listed.stdout.split("\0") if path]
    found = []
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name == ".ci" or not name.startswith((".", *LEFT_BEHIND))]
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in files]
    return found


CHECKS: tuple[Check, ...] = (
    check_layers,
    check_purity,
    check_loaders,
    check_file_sizes,
    check_function_sizes,
    check_parameters,
    check_docstrings,
    check_leftovers,
    check_reading_order,
    check_addresses,
    check_mirror,
    check_inheritance,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_this_checkout(check: Check) -> None:
    problems = check(checkout())
    assert not problems, "\n" + "\n".join(problems)


def test_every_cited_clause_exists() -> None:
    problems = check_clauses(checkout(), shipped_clauses())
    assert not problems, "\n" + "\n".join(problems)


def test_the_shipped_declaration_can_be_looked_up() -> None:
    assert {"S1", "S17", "A16", "I5", "P7", "S0.1", "A0"} <= shipped_clauses()


# The checks themselves

ORDER = '"""\n    a  one\n    b.c  two\n"""'
BAD: list[tuple[Check, dict[str, str], str]] = [
    (check_layers, {"src/entente/kernel/a.py": "from entente.store import b"}, "kernel is not above store"),
    (check_layers, {"src/entente/store/a.py": "import entente.node.b"}, "store is not above node"),
    (check_layers, {"src/entente/web/a.py": "def f():\n    from entente.api import b"}, "web is not above api"),
    (check_layers, {"src/entente/kernel/a.py": "from entente import instrument"}, "kernel is not above instrument"),
    (check_layers, {"src/entente/kernel/a.py": "from ..instrument import b"}, "kernel is not above instrument"),
    (check_layers, {"src/entente/misc/a.py": ""}, "no layer is called misc"),
    (check_layers, {"src/entente/areas/x/a.py": "from entente.areas.y import b", "src/entente/areas/y/b.py": ""}, "another area"),
    (check_layers, {"src/entente/areas/x/a.py": "from entente.areas import AREAS"}, "nor their list"),
    (check_layers, {"src/entente/areas/x/a.py": "from entente.areas import y", "src/entente/areas/y/b.py": ""}, "another area"),
    (check_layers, {"src/entente_verify.py": "import entente.kernel.errors as e\nimport entente.kernel.act"}, "stands alone"),
    (check_layers, {"src/entente/__init__.py": "from entente.kernel import act"}, "imports no layer"),
    (check_purity, {"src/entente/kernel/a.py": "import os.path"}, "imports os.path"),
    (check_purity, {"src/entente/instrument/a.py": "from pathlib import Path"}, "imports pathlib.Path"),
    (check_purity, {"src/entente/areas/x/rules.py": "from django.db import models"}, "imports django.db.models"),
    (check_purity, {"src/entente/areas/x/rules.py": "from datetime import date\nd = date.today()"}, "calls .today()"),
    (check_purity, {"src/entente/store/a.py": "import datetime\nd = datetime.datetime.now()"}, "calls .now()"),
    (check_purity, {"src/entente/exchange/a.py": "import secrets"}, "imports secrets"),
    (check_purity, {"src/entente/kernel/a.py": "def f(p):\n    return open(p)"}, "calls open()"),
    (check_purity, {"src/entente/areas/x/a.py": "from importlib import import_module"}, "only importlib.resources"),
    (check_purity, {"src/entente/kernel/a.py": "from importlib import resources"}, "not in the kernel"),
    (check_purity, {"src/entente/areas/x/screens.py": "import random"}, "imports random"),
    (
        check_loaders,
        {f"src/entente/areas/x/{name}.py": "from importlib import resources" for name in "ab"},
        "only one module of x loads its data",
    ),
    (check_file_sizes, {"src/entente/kernel/a.py": "\n" * 601}, "601 lines, 600 at most"),
    (check_file_sizes, {"tests/test_a.py": "\n" * 801}, "801 lines, 800 at most"),
    (check_function_sizes, {"src/entente/kernel/a.py": "def f():\n" + "    x = 1\n" * 80}, "f has 81 lines"),
    (check_parameters, {"src/entente/kernel/a.py": "def f(a, b, c, d, e, /, f, *, g): ..."}, "f takes 7 parameters"),
    (check_parameters, {"src/entente/cli/a.py": "def helper(a, b, c, d, e, f, g): ..."}, "helper takes 7 parameters"),
    (check_docstrings, {"src/entente/kernel/a.py": "x = 1"}, "no module docstring"),
    (check_leftovers, {"src/entente/kernel/a.py": "x = 1  # TODO: later"}, "left over"),
    (check_leftovers, {"tests/test_a.py": '"""Words. FIXME."""'}, "left over"),
    (check_leftovers, {"src/entente/kernel/a.py": "x = 1  # pragma: no cover"}, "left over"),
    (check_leftovers, {"src/entente/kernel/a.py": "raise NotImplementedError"}, "NotImplementedError"),
    (check_leftovers, {"src/entente/web/a.html": "<!-- TODO -->"}, "left over"),
    (check_leftovers, {"frontend/_a.scss": "a {}\n<<<<<<" + "< HEAD\n"}, "left over from a merge"),
    (check_addresses, {"package-lock.json": ".".join(["https://registry", "npmjs", "org/x"])}, "registry"),
    (check_addresses, {"docs/a.md": "/".join(["see ", "work", "main", "run"])}, "main"),
    (check_addresses, {"tests/a.py": "/".join(["'", "root", "x'"])}, "root/"),
    (check_reading_order, {f"{KERNEL}__init__.py": ORDER, f"{KERNEL}a.py": ""}, "b.c is not listed once"),
    (check_reading_order, {f"{KERNEL}__init__.py": ORDER, f"{KERNEL}a.py": "", f"{KERNEL}b/c.py": "", f"{KERNEL}d.py": ""}, "d is not"),
    (
        check_reading_order,
        {f"{KERNEL}__init__.py": ORDER, f"{KERNEL}a.py": "from entente.kernel.b.c import d", f"{KERNEL}b/c.py": ""},
        "a.py:1: b.c is read after a",
    ),
    (check_mirror, {"tests/kernel/test_b.py": "", "src/entente/kernel/a.py": ""}, "no module of its name in src/entente/kernel"),
    (check_mirror, {"tests/kernel/test_a.py": "", "src/entente/store/a.py": ""}, "no module of its name in src/entente/kernel"),
    (check_inheritance, {"src/entente/kernel/a.py": "class A: ...\nclass B(A): ..."}, "B inherits from A: a class of ours"),
    (check_inheritance, {"src/entente/kernel/a.py": "from entente.kernel.b import A\nclass B(A): ..."}, "a class of ours"),
    (check_inheritance, {"src/entente/kernel/a.py": "from entente.kernel import b\nclass B(b.A[int]): ..."}, "a class of ours"),
    (check_inheritance, {"src/entente/kernel/a.py": "from abc import ABC\nclass B(ABC): ..."}, "an abstract base"),
    (check_inheritance, {"src/entente/kernel/a.py": "from .b import A as C\nclass B(C): ..."}, "a class of ours"),
    (check_inheritance, {"src/entente/kernel/a.py": "class B(dict): ..."}, "a built-in type"),
    (check_inheritance, {"src/entente/kernel/a.py": "import abc\nclass B(abc.B): ..."}, "an abstract base"),
]

GOOD: list[tuple[Check, dict[str, str]]] = [
    (check_layers, {"src/entente/web/a.py": "from entente.node import b\nfrom entente.kernel.act import Act"}),
    (check_layers, {"src/entente/instrument/a.py": "from entente.kernel.errors import Refusal"}),
    (check_layers, {"src/entente/areas/x/a.py": "from entente.areas.x.b import c\nfrom . import d"}),
    (check_layers, {"src/entente/areas/__init__.py": "from entente.areas.x import AREA", "src/entente/areas/x/__init__.py": ""}),
    (check_purity, {"src/entente/kernel/a.py": "from datetime import date\nfrom urllib.parse import urlsplit\nimport re"}),
    (check_purity, {"src/entente/areas/x/screens.py": "from django.http import HttpResponse"}),
    (check_purity, {"src/entente/node/a.py": "import os, time\nfrom datetime import datetime\nd = datetime.now()"}),
    (check_loaders, {f"src/entente/areas/{name}/a.py": "import importlib.resources" for name in "xy"}),
    (check_file_sizes, {"src/entente/kernel/a.py": "\n" * 600, "src/entente/kernel/a.json": "\n" * 9999}),
    (check_parameters, {"src/entente/kernel/a.py": "class A:\n    def f(self, a, b, c, d, e, f): ..."}),
    (check_parameters, {"src/entente/cli/a.py": "@app.command()\ndef f(a, b, c, d, e, f, g): ..."}),
    (check_leftovers, {"src/entente/kernel/a.py": "NO_CURRENCY = 'XXX'"}),
    (check_addresses, {"docs/a.md": "the node's data lie in /var/lib/entente; see https://example.org/root/"}),
    (check_reading_order, {f"{KERNEL}__init__.py": ORDER, f"{KERNEL}a.py": "", f"{KERNEL}b/c.py": "from entente.kernel import a"}),
    (check_mirror, {"tests/kernel/test_a_laws.py": "", "src/entente/kernel/a.py": ""}),
    (check_mirror, {"tests/benchmarks/test_main.py": "", "benchmarks/__main__.py": ""}),
    (check_mirror, {"tests/areas/test_x.py": "", "src/entente/areas/x/__init__.py": ""}),
    (check_mirror, {"tests/areas/x/test_rules.py": "", "src/entente/areas/x/rules.py": ""}),
    (check_mirror, {"tests/test_simulator.py": "", "tests/simulator.py": ""}),
    (check_mirror, {"tests/test_entente_verify.py": "", "src/entente_verify.py": ""}),
    (check_inheritance, {"src/entente/web/a.py": "import json.encoder\nclass A(json.encoder.JSONEncoder): ..."}),
    (check_inheritance, {"src/entente/store/a.py": "from django.db import migrations as m\nclass Migration(m.Migration): ..."}),
    (check_inheritance, {"src/entente/kernel/a.py": "from entente.kernel.errors import Refusal\nclass B(Refusal): ...\nclass C(B): ..."}),
    (
        check_inheritance,
        {"src/entente/kernel/a.py": "import msgspec\nfrom typing import Protocol\nclass B(msgspec.Struct): ...\nclass C(Protocol): ..."},
    ),
]


def made(files: dict[str, str]) -> Sources:
    return tuple(Source(path, text) for path, text in files.items())


@pytest.mark.parametrize(("check", "files", "words"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_a_check_sees_what_is_wrong(check: Check, files: dict[str, str], words: str) -> None:
    problems = check(made(files))
    assert len(problems) == 1
    assert words in problems[0]
    assert problems[0].startswith(tuple(files))


@pytest.mark.parametrize(("check", "files"), GOOD, ids=lambda value: getattr(value, "__name__", ""))
def test_a_check_leaves_alone_what_is_right(check: Check, files: dict[str, str]) -> None:
    assert check(made(files)) == []


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ('"""Words. Serves jp-gb-2017#S2 and jp-gb-2017#S99."""', ["S99"]),
        ('"""Words.\n\nServes S1-S2 and\nA40. Then S77 in prose."""', ["A40"]),
        ('"""Words."""\nk = Kind(clauses=("S2", "I9"))', ["I9"]),
        ('"""Words. Serves jp-gb-2017#S0.1."""', []),
    ],
)
def test_a_clause_that_does_not_exist_is_seen(text: str, unknown: list[str]) -> None:
    problems = check_clauses(made({"src/entente/areas/x/a.py": text}), frozenset({"S0.1", "S1", "S2"}))
    assert [problem.rsplit(" ", 1)[1] for problem in problems] == unknown
