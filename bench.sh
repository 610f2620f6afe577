#!/usr/bin/env bash
# Measures the program: bench.sh [machine|kernel|startup|encode|writer|handoff|actors|parser|macro|sweep|editing|memory|snapshots …] [--quick] [--out DIR] [--compare FILE]. See docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "$0")"

program=artifacts/bench/marsdisk
published=(dotnet publish src/MarsDisk.Cli -c Release -o "$program" --nologo -v quiet -p:RunAnalyzers=false)
if ! "${published[@]}" --use-current-runtime --self-contained false > /dev/null 2>&1; then
    echo "Skipped: ahead-of-time code (ReadyToRun) is not available here; starts are slower without it."
    "${published[@]}" -p:PublishReadyToRun=false
fi
dotnet build tests/MarsDisk.Benchmarks -c Release --nologo -v quiet -p:RunAnalyzers=false

exec dotnet artifacts/intree/bin/MarsDisk.Benchmarks/release/MarsDisk.Benchmarks.dll --program "$program/marsdisk.dll" "$@"
