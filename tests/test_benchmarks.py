"""The benchmarks run: nobody waits for them but whoever wants a figure, so a part that broke would be found last."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def measured(*given):
    done = subprocess.run([sys.executable, "-m", "benchmarks", *given], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_stage_has_a_rate(tmp_path):
    for ending in ("html", "md"):
        (tmp_path / f"page.{ending}").write_text("<p>Rest may help people who have neck pain in the morning.[1]</p>\n\n" * 3, "utf-8")
    said = measured("stages", "--corpus", str(tmp_path))
    for name in ("decode", "parse", "fact: claims", "rules and report", "whole"):
        assert re.search(rf"^  {name} +[\d.e+]+ +[\d.e-]+$", said, re.MULTILINE), name
    for form in ("html", "markdown"):
        assert re.search(rf"^  {form} +1 +\d[\d.]* +\d[\d.]*$", said, re.MULTILINE), form
    for line in ("accessibility rules, document ready", "lexical pass", "claim reader alone"):
        assert re.search(rf"^  {line}.*?: \d", said, re.MULTILINE), line


def test_a_part_that_is_unknown_is_named_with_those_there_are():
    done = subprocess.run([sys.executable, "-m", "benchmarks", "speed"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "unknown part 'speed'; there are start, stages, library" in done.stderr
