"""The kernel: what an act is, what makes it count, and what follows from all of them. Values and bytes in, value or refusal out.

Pure, and imports nothing of the layers above. Read it in this order: no module uses what stands below it. docs/protocol.md says the same in
rules, whose numbers stand in the code. Two words are used twice: a Verdict is gate 1's on an act and, in labels, the answer to "may he"; a
Rule is one of gate 1's and, in area, a function of a field of cooperation.

How anything is said
    errors                  a refusal: code, rule, words
    canonical               the bytes of a value
    signature               who signed which bytes
Who speaks, and what
    charter                 a channel, its parties and their keys
    act                     an act: its header, its content, its place in a log
    labels.label            the label on a header
A log
    log                     L1-L4: whether an entry is the next of its log, and by which keys
    proofs.merkle           the tree over a log's entries, and proofs in it
    proofs.checkpoint       L5: how far a log goes, signed by its party and countersigned by the others
Gate 1: whether an act has effect, from headers alone
    gate1.ruling            the words of gate 1: verdict, mark, ledger, rule
    gate1.conclude          joint records: G10-G13, G15-G21, G24
    gate1.statement         own records, purges, keys: G14, G22, G23, G25-G29
    gate1.admit             the general rules, G1-G8, and the order in which all are asked
What a record is
    fold                    its acts in canonical order, and its state
Who may read, assign and release
    labels.verdict          the rules D1-D12 and their sentences
    labels.strict           small files, read strictly
    labels.policy           one party's classifications and categories
    labels.equivalence      which classification of another policy is meant
    labels.join             the label of what is made of labelled parts
    labels.disclose         the three decisions
Gate 2: whether a body can be read here
    area                    what a field of cooperation declares: record types, rules, dated intervals
    misfit                  why a value does not fit its form, in an office's words
    reading                 B1-B10
To show others
    proofs.tile             a log in tiles, for mirrors
    proofs.proof            P1-P9: a file that proves one act

That is the protocol. What follows serves the areas, or is only faster.

Forms and texts
    parameter               thresholds with their source
    bilingual               texts in two languages, days as each writes them
    wording                 the titles of a form's fields
    drafted                 everything that stands against a draft
    redline                 what changed between two texts
Days and times
    calendar.timeline       stretches of days
    calendar.clock          what is due, overdue, lapsed on a day
    calendar.deferral       days on which it was agreed that nothing is due
    calendar.days           days as people type them
    calendar.zones          one instant in every zone
    calendar.seats          where governments sit, and which clocks stand beside a time
    calendar.workdays       working days of one calendar or several
    calendar.holiday_names  public holidays in Japanese
    calendar.public_holidays  the calendars of the parties
Speed
    alike                   log and gate 1 for acts that are alike: the same answers, sooner
"""
