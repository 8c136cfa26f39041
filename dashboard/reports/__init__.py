"""The periodic report: drafted from the figures, written by a planner, issued, and from then on as it was."""
