"""Charts as SVG text, from dates, states and words: no script, no style attribute, readable without colour. Pure. Serves I3."""
