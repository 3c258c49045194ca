"""The kernel: what an act is, what makes it count, and what follows from all of them. Values and bytes in, value or refusal out.

Pure, and imports nothing of the layers above. Read it in this order; docs/protocol.md says the same in rules, and its rule numbers stand in
the code.

1.  How anything is said: errors.py (a refusal), canonical.py (the bytes of a value), signature.py (who signed which bytes).
2.  Who speaks and what: charter.py (a channel and its parties), act.py (header, content, citation, place).
3.  A log: log.py (L1-L4: is this its next entry), proofs/merkle.py and proofs/checkpoint.py (L5: its tree and who has countersigned it).
4.  Gate 1, from headers alone, gate1/: ruling.py (its words), admit.py (G1-G8), conclude.py (joint records), statement.py (own ones,
    purges, keys).
5.  What a record is: fold.py (its acts in canonical order to its state).
6.  Gate 2, where bodies are read: reading.py (B1-B10), labels/ (who may read, assign, release), area.py (what a field of cooperation
    declares: record types, rules, dated intervals).
7.  To show others: proofs/proof.py (a proof file), proofs/tile.py (a log for mirrors).

That is the protocol. The rest serves the areas: calendar/ (working days, both zones, deadlines), bilingual.py, wording.py, drafted.py and
misfit.py (the words and problems of forms), parameter.py (thresholds with their source), redline.py (what changed between two texts).
alike.py makes log.py fast and changes nothing that it says: leave it for last.
"""
