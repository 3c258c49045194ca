"""Forms from record types: a type's Struct to fields, a text to what a form holds and back, with what stands against it.

Pure but for the language of the request (sentences are gettext's). Between text and page stand *answers*: name to the strings that a form
posts, {"milestones": ["0"], "milestones.0.due": ["2018-10-31"]}; a draft, an autosave and a POST are the same thing in that form. What an
officer typed as a date, number or code is normalised (NFKC); prose never is. Serves I1 and every clause.
"""

from __future__ import annotations
