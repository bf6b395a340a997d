"""The editors' report: one HTML file that shows the article itself with its findings in place."""
