"""Papers as documents: one layout, then HTML, DOCX and PDF from it. Serves I3."""
