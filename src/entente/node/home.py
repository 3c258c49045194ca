"""A node's folder: settings, keys, database.

Touches files. `node.toml` holds the settings, `keys/` one file per key (readable by the owner alone); the root key is only needed for
charters, rotations and openings and belongs offline. Serves every clause.
"""

from __future__ import annotations

import base64
import json
import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import Seat
from entente.kernel.charter import CODE, Ceiling
from entente.kernel.errors import Refusal
from entente.kernel.signature import SigningKey

SIGNING_ROLES = ("root", "act", "checkpoint", "transport")


@dataclass(frozen=True, slots=True)
class SignOn:
    """The government's own identity provider, by OpenID Connect: `[sign_on]` of `node.toml`.

    `claim` is what names a person there ("sub", or another that the provider never gives to somebody else); the secret lies in a file.
    """

    issuer: str
    client_id: str
    name: Mapping[str, str]
    secret_file: Path
    claim: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What `node.toml` says. `simulated` maps real time to the node's: (real start, simulated start), or None."""

    party: str
    name: Mapping[str, str]
    authorities: tuple[Mapping[str, Any], ...]
    post: str
    ceiling: Ceiling
    database: str
    ahead_limit_s: int
    simulated: tuple[datetime, datetime] | None
    calendar: Mapping[str, str] = field(default_factory=dict)  # policy to the highest classification that feeds show; "" for none
    high_water: Path | None = None  # where node/keeping/high_water.py keeps how far our logs were signed; None: nowhere
    mail: Mapping[str, Any] = field(default_factory=dict)  # host, port, from, tls; pages: where these pages are served
    seats: Mapping[str, Seat] = field(
        default_factory=dict
    )  # where governments sit that kernel/calendar/seats.py does not know, or otherwise
    sign_on: SignOn | None = None  # people sign in at the government's own identity provider (web/person/sign_on.py)


@dataclass(frozen=True, slots=True)
class Home:
    """A node's folder and its settings."""

    path: Path
    settings: Settings

    def key(self, role: str) -> SigningKey:
        """A signing key; refuses where its file is absent (a root key kept offline) or damaged."""
        return read_key(self.path / "keys" / f"{role}.key", role)

    def public_keys(self) -> dict[str, str]:
        """The public keys, base64, by role, as a charter names them."""
        data: dict[str, str] = json.loads((self.path / "keys" / "public.json").read_text())
        return data

    def now(self) -> datetime:
        """The node's time: the machine's, or the simulated clock running on from its start."""
        real = datetime.now(UTC)
        simulated = self.settings.simulated
        return real if simulated is None else simulated[1] + (real - simulated[0])


def create(path: Path, party: str, name: Mapping[str, str], options: Mapping[str, Any]) -> Home:
    """Makes a new node's folder with fresh keys; refuses a folder that already holds one.

    Options: authorities [{"code", "name"}], post, ceiling (policy, classification), simulated_from (datetime), database URL.
    """
    if (path / "node.toml").exists():
        raise Refusal("node-exists", "N4", f"{path} already holds a node.")
    if not re.fullmatch("[A-Z]{3}", party):
        raise Refusal("party-malformed", "N4", f"A party is named by its ISO 3166 alpha-3 code, such as GBR or JPN; “{party}” is not.")
    keys = path / "keys"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    public = {}
    for role in SIGNING_ROLES:
        key = SigningKey.generate(os.urandom)
        write_secret(keys / f"{role}.key", key.seed.hex())
        public[role] = base64.b64encode(key.public).decode()
    public["encryption"] = _create_encryption_key(keys / "encryption.key")
    (keys / "public.json").write_text(json.dumps(public, indent=1) + "\n")
    (path / "node.toml").write_text(_render_settings(path, party, name, options))
    return open_home(path)


def discard(path: Path) -> None:
    """Takes back what `create` made, where the node could not be completed: its keys sign nothing yet, and the next try begins anew."""
    names = [*(f"keys/{role}.key" for role in (*SIGNING_ROLES, "encryption")), "keys/public.json", "node.toml"]
    for name in names:
        (path / name).unlink(missing_ok=True)
    for folder in (path / "keys", path):
        with suppress(OSError):  # something else is in it
            folder.rmdir()


def open_home(path: Path) -> Home:
    """The node in a folder; refuses where there is none or its settings do not read."""
    file = path / "node.toml"
    try:
        values = tomllib.loads(file.read_text())
    except FileNotFoundError as error:
        raise Refusal("no-node", "N5", f"There is no node in {path}; `entente init` makes one.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("settings-malformed", "N5", f"{file} does not read: {error}.") from error
    try:
        return Home(path, _settings(path, values))
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal("settings-malformed", "N5", f"{file} lacks a setting or has one of the wrong form: {error}.") from error


def read_key(file: Path, role: str) -> SigningKey:
    """A signing key from its file."""
    try:
        return SigningKey(bytes.fromhex(file.read_text().strip()))
    except FileNotFoundError as error:
        raise Refusal("key-absent", "N6", f"The {role} key is not at {file}; give the file it is kept in.") from error
    except ValueError as error:
        raise Refusal("key-damaged", "N6", f"{file} does not hold a key.") from error


def _settings(path: Path, values: Mapping[str, Any]) -> Settings:
    clock = values.get("clock", {})
    simulated = None
    if "simulated_from" in clock:
        simulated = (_moment(clock["real_from"]), _moment(clock["simulated_from"]))
    url = os.environ.get("DATABASE_URL") or values.get("database", "sqlite:///node.sqlite3")
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        url = f"sqlite:///{(path / url.removeprefix('sqlite:///')).absolute()}"
    return Settings(
        party=values["party"],
        name=values["name"],
        authorities=tuple(values.get("authorities", ())),
        post=values["post"],
        ceiling=Ceiling(values["ceiling"]["policy"], values["ceiling"]["classification"]),
        database=url,
        ahead_limit_s=int(clock.get("ahead_limit_s", 600)),
        simulated=simulated,
        calendar={str(policy): str(name) for policy, name in values.get("calendar", {}).items()},
        high_water=path / values["high_water"]["file"] if "high_water" in values else None,
        mail=dict(values.get("mail", {})),
        seats={code: _seat(code, found) for code, found in values.get("seats", {}).items()},
        sign_on=_sign_on(path, values["sign_on"]) if "sign_on" in values else None,
    )


def _sign_on(path: Path, values: Mapping[str, Any]) -> SignOn:
    """The identity provider; refuses one that would be spoken to in the clear, but for one on this machine."""
    issuer = str(values["issuer"]).rstrip("/")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")):
        raise ValueError(f"the issuer of [sign_on] must begin with https://, and is {issuer}")
    name = values.get("name", {"en": str(parts.hostname), "ja": str(parts.hostname)})
    secret = path / values.get("secret_file", "keys/sign-on.secret")
    scopes = tuple(values.get("scopes", ("openid",)))
    return SignOn(issuer, str(values["client_id"]), dict(name), secret, str(values.get("claim", "sub")), scopes)


def _seat(code: str, values: Mapping[str, Any]) -> Seat:
    """A government's seat; refuses one without its zone, and a zone that the database does not have."""
    if not CODE.match(code):
        raise ValueError(f"[seats.{code}] names no government by its ISO 3166 alpha-3 code")
    zone, place = str(values["zone"]), values.get("place", {})
    try:
        zones.zone(zone)
    except Refusal as refusal:
        raise ValueError(f"[seats.{code}]: {refusal.words}") from refusal
    english = str(place.get("en") or zone.rpartition("/")[2].replace("_", " "))
    return Seat(english, str(place.get("ja") or english), zone)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _render_settings(path: Path, party: str, name: Mapping[str, str], options: Mapping[str, Any]) -> str:
    """`node.toml` with a line on what each setting means."""
    policy, classification = options["ceiling"]
    authorities = options.get("authorities") or ()
    lines = [
        f"party = {json.dumps(party)}  # ISO 3166-1 alpha-3",
        f"post = {json.dumps(options['post'])}  # speaks when no other post is named",
        f"database = {json.dumps(options.get('database') or 'sqlite:///node.sqlite3')}  # DATABASE_URL overrides it",
        "",
        "[name]",
        *(f"{language} = {json.dumps(text, ensure_ascii=False)}" for language, text in name.items()),
        "",
        "[ceiling]  # above it this node refuses to hold anything",
        f"policy = {json.dumps(policy)}",
        f"classification = {json.dumps(classification)}",
    ]
    for authority in authorities:
        titles = ", ".join(f"{language} = {json.dumps(text, ensure_ascii=False)}" for language, text in authority["name"].items())
        lines += ["", "[[authorities]]", f"code = {json.dumps(authority['code'])}", f"name = {{ {titles} }}"]
    lines += ["", "[clock]", "ahead_limit_s = 600  # refuses to sign when further ahead of every partner than this"]
    if options.get("simulated_from"):
        lines += [
            f"simulated_from = {json.dumps(options['simulated_from'].isoformat())}  # an exercise: time runs on from here",
            f"real_from = {json.dumps(datetime.now(UTC).isoformat())}",
        ]
    return "\n".join(lines) + "\n"


def _create_encryption_key(file: Path) -> str:
    """A fresh ML-KEM-768 and X25519 pair; gives the public keys, one after the other, base64."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    write_secret(file, (lattice.private_bytes_raw() + curve.private_bytes_raw()).hex())
    return base64.b64encode(lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()).decode()


def write_secret(file: Path, text: str) -> None:
    """Writes a new file that its owner alone can read; refuses to replace one."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text + "\n")
