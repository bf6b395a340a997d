#!/usr/bin/env bash
# One run of healthlint for a pipeline: annotations and summary for people, files for machines, outputs for later steps.
# Reads HEALTHLINT_BIN (folder of the program), OUT (folder for the files), PATHS, ARGS and FAIL_ON.
set -uo pipefail
mkdir -p "$OUT"
read -r -a paths <<<"${PATHS:-.}"
read -r -a more <<<"${ARGS:-}"
if [ -n "${FAIL_ON:-}" ]; then more+=(--fail-on "$FAIL_ON"); fi

"$HEALTHLINT_BIN/healthlint" check "${more[@]}" \
    --output-format github \
    --output-format json="$OUT/report.json" \
    --output-format sarif="$OUT/all.sarif" \
    --output-format html="$OUT/report.html" \
    --output-format markdown="$OUT/summary.md" \
    -- "${paths[@]}"
status=$?

if [ -f "$OUT/report.json" ]; then
    "$HEALTHLINT_BIN/python" "$(dirname "$0")/outputs.py" "$OUT" >>"${GITHUB_OUTPUT:-/dev/stdout}"
fi
exit "$status"
