"""A report's charts as SVG: black, grey and one colour, so that they survive a photocopier."""
