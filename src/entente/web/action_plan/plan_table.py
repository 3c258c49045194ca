"""The action plan as a spreadsheet, out and in: export, and an import that shows row by row what it would do before it drafts anything.

Touches the database through the gate, and node.plan for the drafts. What was uploaded is kept as the person's own work (autosave.py)
until he has made drafts of it or thrown it away; how he mapped a heading is remembered for his post's next table. Serves I1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from entente.areas.action_plan.called import Called, called
from entente.areas.action_plan.filling import absent, filled
from entente.areas.action_plan.intake import WIDTHS, Held, Verdict, find_headings, find_milestones, judge, render_sheets
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.table import Column, Grid, columns, read_rows, recognise
from entente.areas.instruments.records import clause_ids
from entente.kernel.errors import Refusal
from entente.node import plan
from entente.node.files import sheets
from entente.web import gate, listing, parties, refusals, words
from entente.web.declaration import instruments
from entente.web.gate import Row, Shows, Sight, Wanted, shows
from entente.web.models import Preference
from entente.web.person import autosave
from entente.web.person.posts import DRAFTER, officer_of
from entente.web.records import fields
from entente.web.sight import marking as sight_marking

FORM = "plan-import"
REMEMBERED = "plan-import-headings"
LEFT_OUT = "-"  # a heading that would be recognised, and is no field of the plan in this post's tables
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Upload:
    """What was uploaded or pasted: its tables, which one is the plan, how many rows stand above its headings, the mapping chosen."""

    tables: tuple[sheets.Table, ...]
    name: str
    digest: str
    chosen: int = 0
    skipped: int = 0
    mapping: Mapping[int, str] | None = None
    given: Mapping[str, str] = field(default_factory=dict)  # what stands for every row, by the key of the column that there is none for

    @property
    def table(self) -> sheets.Table:
        """The table that holds the plan."""
        return self.tables[self.chosen]

    @property
    def milestones(self) -> Grid:
        """The table of milestones beside it, where there is one."""
        return find_milestones([(table.name, table.rows) for table in self.tables], self.chosen)


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict as the page shows it."""

    verdict: Verdict
    changes: list[fields.Line]


@shows(Shows.RECORDS)
def export(request: HttpRequest) -> HttpResponse:
    """Every readable measure in effect as an XLSX workbook in the page's language; importing it again changes nothing."""
    sight: Sight = request.sight
    found = _measures(sight)
    language = "ja" if (get_language() or "en").startswith("ja") else "en"
    tables = render_sheets(_read(sight, found).values(), sides(sight), language)
    marking = sight_marking.of_rows(sight, found).get(language, "")
    made = sheets.write_workbook(tables, WIDTHS, sight.node.clock(), marking)
    headers = {"Content-Disposition": 'attachment; filename="action-plan.xlsx"'}
    return HttpResponse(made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", headers=headers)


@shows(Shows.RECORDS)
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes a file or pasted cells."""
    must_draft(request.sight)
    problem = ""
    if request.method == "POST":
        try:
            _keep(request, sent(request))
            return HttpResponseRedirect(reverse("plan-import-check"))
        except Refusal as refusal:
            problem = refusals.line(refusal)
    kept = autosave.kept(request.user, FORM)
    return render(request, "web/plan_upload.html", {"problem": problem, "kept": kept is not None}, status=400 if problem else 200)


@shows(Shows.RECORDS)
def check(request: HttpRequest) -> HttpResponse:
    """The dry run: which heading is which field, and what each row would do. POST changes the mapping."""
    sight: Sight = request.sight
    must_draft(sight)
    found = _kept(request)
    if found is None:
        return HttpResponseRedirect(reverse("plan-import"))
    if request.method == "POST":
        found = _remapped(request, found)
        _keep(request, found)
        return HttpResponseRedirect(reverse("plan-import-check"))
    mapping = mapping_of(request, found)
    return render(request, "web/plan_check.html", _answer(sight, found, mapping, verdicts(sight, found, mapping)))


@shows(Shows.RECORDS)
def make(request: HttpRequest) -> HttpResponse:
    """Drafts of every row that is new or changed; those refused stay behind, with their reasons. The same table gives the same drafts."""
    sight: Sight = request.sight
    must_draft(sight)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = _kept(request)
    if found is None:
        return HttpResponseRedirect(_drafts())
    if "discard" in request.POST:
        autosave.forget(request.user, FORM)
        return HttpResponseRedirect(reverse("plan-import"))
    taken = draft_rows(request, found, verdicts(sight, found, mapping_of(request, found)))
    autosave.forget(request.user, FORM)
    messages.success(request, ngettext("%d draft was made.", "%d drafts were made.", len(taken)) % len(taken))
    return HttpResponseRedirect(_drafts())


def draft_rows(request: HttpRequest, found: Upload, judged: Sequence[Verdict]) -> list[tuple[Verdict, str]]:
    """A draft of every row that is new or changed, with its record; the same table gives the same drafts. Refuses (DR1, N7)."""
    node = request.sight.node
    return plan.draft_rows(node, officer_of(request), node.find_channel(None), found.digest, judged)


def _drafts() -> str:
    """Where drafts are listed; the records list where that page is not served."""
    try:
        return str(reverse("drafts"))
    except NoReverseMatch:
        return f"{reverse('records')}?type=draft"


def in_effect(sight: Sight) -> dict[str, Held]:
    """Readable measures in effect, by number."""
    return _read(sight, _measures(sight))


def _measures(sight: Sight) -> list[Row]:
    return list(gate.page(sight, Wanted({"type": "measure", "state": "in-effect"}), None, 5000))


def _read(sight: Sight, rows: Sequence[Row]) -> dict[str, Held]:
    found = {}
    for row in rows:
        text = gate.text(sight, row)
        if isinstance(text, Measure):
            found[text.code] = Held(row.id, row.revisions[-1].act, text)
    return found


def sides(sight: Sight) -> list[str]:
    """The parties whose leads are columns."""
    return gate.parties(sight)


def called_in(sight: Sight) -> Called:
    """What a table may call the governments of the plan's channel and their authorities."""
    return called(sight.node.find_channel(None).terms.parties)


def must_draft(sight: Sight) -> None:
    """Refuses, in words, a post that does not draft."""
    if DRAFTER not in sight.reader.roles:
        raise PermissionDenied(_("Only a post that drafts may import a plan."))


def sent(request: HttpRequest) -> Upload:
    """What was sent, with the table and the headings that look most like a plan. Refuses (F1, F2) nothing, and what is no table."""
    file, pasted = request.FILES.get("file"), request.POST.get("pasted", "")
    if file is not None:
        if file.size > sheets.MAX_BYTES:
            sizes = {"name": file.name[:100], "size": f"{file.size / 1_000_000:.1f}", "most": sheets.MAX_BYTES // 1_000_000}
            raise Refusal("file-too-large", "F1", _("“%(name)s” has %(size)s MB; a plan of at most %(most)s MB is read.") % sizes)
        data = file.read()
        tables = tuple(sheets.read_file(file.name, data))
        found = Upload(tables, file.name, plan.digest_of(tables))
    elif pasted.strip():
        table = sheets.read_text(pasted, _("Pasted cells"))
        found = Upload((table,), table.name, plan.digest_of((table,)))
    else:
        raise Refusal("no-table", "F2", _("Choose a file, or paste the cells of a table with its headings."))
    chosen, skipped = find_headings([table.rows for table in found.tables], sides(request.sight), called_in(request.sight))
    return Upload(found.tables, found.name, found.digest, chosen, skipped)


def mapping_of(request: HttpRequest, found: Upload) -> dict[int, str]:
    """Which column is which field: as chosen, else as recognised, else as the post mapped a heading of those words before."""
    if found.mapping is not None:
        return dict(found.mapping)
    headings = headings_of(found)
    mapping = recognise(headings, columns(sides(request.sight)), called_in(request.sight))
    remembered = Preference.objects.filter(user__post=request.user.post, name=REMEMBERED).order_by("-id").values_list("value", flat=True)
    left_out: set[int] = set()
    for table in remembered:
        for position, heading in enumerate(headings):
            key = table.get(str(heading or ""))
            if key == LEFT_OUT and position not in left_out:
                left_out.add(position)
                mapping.pop(position, None)
            elif key and position not in {*mapping, *left_out} and key not in mapping.values():
                mapping[position] = key
    return mapping


def _remapped(request: HttpRequest, found: Upload) -> Upload:
    """The upload with the mapping, table and heading row that the form names; what is out of range stays as it was."""
    chosen = _number(request.POST.get("table"), len(found.tables), found.chosen)
    skipped = _number(request.POST.get("skipped"), len(found.tables[chosen].rows) or 1, found.skipped)
    moved = (chosen, skipped) != (found.chosen, found.skipped)
    found = Upload(found.tables, found.name, found.digest, chosen, skipped)
    if moved:
        return found
    known = {column.key for column in columns(sides(request.sight))}
    mapping: dict[int, str] = {}
    for position in range(len(headings_of(found))):
        key = request.POST.get(f"column-{position}", "")
        if key in known and key not in mapping.values():
            mapping[position] = key
    itself = recognise(headings_of(found), columns(sides(request.sight)), called_in(request.sight))
    kept = dict.fromkeys(itself, LEFT_OUT) | mapping
    said = {str(heading): kept[p] for p, heading in enumerate(headings_of(found)) if heading and p in kept}
    before = Preference.objects.filter(user=request.user, name=REMEMBERED).first()
    value = {**(before.value if before else {}), **said}
    Preference.objects.update_or_create(user=request.user, name=REMEMBERED, defaults={"value": dict(list(value.items())[-400:])})
    given = {one.key: request.POST.get(f"given-{one.key}", "").strip()[:400] for one in absent(mapping.values(), sides(request.sight))}
    return Upload(found.tables, found.name, found.digest, chosen, skipped, mapping, {key: said for key, said in given.items() if said})


def _number(text: str | None, below: int, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 and int(text) < below else otherwise


def headings_of(found: Upload) -> list[Any]:
    """The cells of the row of headings."""
    return list(found.table.rows[found.skipped]) if found.table.rows else []


def verdicts(sight: Sight, found: Upload, mapping: Mapping[int, str]) -> list[Verdict]:
    """What each row would do, in order."""
    clauses = {name for _row, text in instruments(sight) for name in clause_ids(text)}
    rows, mapped = filled(found.table.rows[found.skipped + 1 :], mapping, found.given)
    lines = read_rows(rows, mapped, sides(sight), found.milestones, clauses, called_in(sight))
    return judge(lines, in_effect(sight), clauses, sides(sight))


def _answer(sight: Sight, found: Upload, mapping: Mapping[int, str], judged: list[Verdict]) -> dict[str, Any]:
    known: tuple[Column, ...] = columns(sides(sight))
    options = [(column.key, listing.in_words(column.titles)) for column in known]
    samples = found.table.rows[found.skipped + 1 : found.skipped + 4]
    headings = [
        {
            "position": position,
            "heading": heading or "",
            "key": mapping.get(position, ""),
            "samples": [str(row[position]) for row in samples if row[position] not in (None, "")][:2],
        }
        for position, heading in enumerate(headings_of(found))
    ]
    counts = {outcome: sum(v.outcome == outcome for v in judged) for outcome in ("new", "changed", "same", "refused")}
    first = found.skipped + 1
    return {
        "upload": found,
        "headings": headings,
        "unmapped": [h for h in headings if not h["key"] and h["heading"]],
        "options": options,
        "verdicts": [_shown(sight, v) for v in judged if v.outcome != "same"][:MOST_SHOWN],
        "counts": counts,
        "to_make": counts["new"] + counts["changed"],
        "renumber": bool(judged) and "code" in mapping.values() and all(any(p.column == "code" for p in v.line.problems) for v in judged),
        "columns_first": counts["refused"] == len(judged),
        "absent": [_answerable(sight, one, found.given.get(one.key, "")) for one in absent(mapping.values(), sides(sight))],
        "first": first,
    }


def _answerable(sight: Sight, column: Column, given: str) -> dict[str, Any]:
    """A column that the table lacks, as the page asks for it: with the choices there are, and what was answered."""
    listed = words.of_areas()["enum"].get({"type": "MeasureType", "stage": "Stage"}.get(column.key, ""), {})
    choices = [(value, listing.in_words(said)) for value, said in listed.items()]
    side = column.key.partition(".")[2]
    if column.key.startswith("leads."):
        choices = parties.authorities(side)
    hint = {
        "code": _("Of the first row; the next ones count on. For example %s-M-2019-101") % sight.node.party,
        "clauses": _("For example S6"),
    }
    return {
        "key": column.key,
        "title": listing.in_words(column.titles),
        "choices": choices,
        "value": given,
        "hint": hint.get(column.key, ""),
    }


def _shown(sight: Sight, verdict: Verdict) -> Shown:
    kind = sight.node.registry.kinds["measure"]
    return Shown(verdict, fields.changes(kind, kind.latest, verdict.before, verdict.line.text) if verdict.before else [])


def _keep(request: HttpRequest, found: Upload) -> None:
    values = {
        "tables": [[t.name, [[_plain(c) for c in row] for row in t.rows], list(map(dict, t.remarks))] for t in found.tables],
        "name": found.name,
        "digest": found.digest,
        "chosen": found.chosen,
        "skipped": found.skipped,
        "given": dict(found.given),
        "mapping": None if found.mapping is None else [[position, key] for position, key in found.mapping.items()],
    }
    if not autosave.keep(request.user, FORM, values):
        raise Refusal("file-too-large", "F1", _("This table holds too much text to be kept; divide it into several."))


def _plain(cell: sheets.Cell) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _cell(value: Any) -> sheets.Cell:
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


def _kept(request: HttpRequest) -> Upload | None:
    kept = autosave.kept(request.user, FORM)
    if kept is None:
        return None
    values = kept.values
    tables = tuple(
        sheets.Table(name, tuple(tuple(_cell(c) for c in row) for row in rows), tuple(remarks)) for name, rows, remarks in values["tables"]
    )
    mapping = None if values["mapping"] is None else {int(position): key for position, key in values["mapping"]}
    return Upload(tables, values["name"], values["digest"], values["chosen"], values["skipped"], mapping, values.get("given", {}))
