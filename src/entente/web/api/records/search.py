"""Search by the API: the words of every readable text, of proposals, remarks and files, in English and Japanese, as the page finds them.

Touches the database through the gate. Serves every clause.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from entente.node.search.searching import Asked
from entente.web import declaration
from entente.web import search as page
from entente.web.api.door import Text, operation
from entente.web.api.records import shapes
from entente.web.api.told import lines
from entente.web.gate import Sight
from entente.web.sight import search as sight_search

router = Router(tags=["search"])


class Question(Schema):
    """What is looked for, what it is narrowed to, and what the page before ended with."""

    q: Text = ""
    type: Text = ""
    clause: Text = ""
    channel: Text = ""
    after: Text = ""


@operation(router, "GET", path="/search", response=shapes.Findings, summary="Search every record that the post may read")
def search(request: HttpRequest, asked: Annotated[Question, Query()]) -> dict[str, Any]:
    """Twenty records at a time, each with the passage in which the words stand, those marked; and the clauses that have them.

    Two Japanese characters are enough; words in double quotes are found as they stand.
    """
    sight: Sight = request.sight
    typed = asked.q.strip()
    answer = sight_search.answer(sight, Asked(typed, asked.type, asked.clause, asked.channel, asked.after))
    shown = {line["id"]: line for line in lines(sight, [one.row for one in answer.found])}
    found = [
        {
            "record": shown[one.row.id],
            "part": one.part,
            "file": one.file or None,
            "passage": [{"words": said, "marked": marked} for said, marked in one.passage],
        }
        for one in answer.found
        if one.row.id in shown
    ]
    narrowed = asked.type or asked.clause or asked.channel or asked.after
    clauses = [] if narrowed else page.clauses(declaration.instruments(sight), typed)
    return {"found": found, "clauses": clauses, "after": answer.after or None, "behind": answer.behind}
