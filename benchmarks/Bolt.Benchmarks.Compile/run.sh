#!/usr/bin/env bash
# Makes 10, 100, 500 and 1,000 equal routes as Bolt handlers and as minimal-API calls, and prints what each costs at compile time.
#
#   benchmarks/Bolt.Benchmarks.Compile/run.sh [full] [--routes n,m] [--rounds n] [--generators-only | --against folder | --analyzers-only [--analyzers one.dll,other.dll | --surface]] [--update]
#
# full: 5,000 routes too. --against: the generator of another build beside this one's; the folder has its Bolt.Generators.dll and Bolt.Runtime.dll. --analyzers-only: where the analyzers' time goes, inside one process, of this or several builds of them; --surface: without and with a BoltSurface.txt. --update keeps the figures in benchmarks/results.json and writes them into docs/performance.md. Do nothing else on the machine meanwhile.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build -c Release Bolt.Benchmarks.Compile.csproj -v:q -clp:NoSummary
exec dotnet bin/Release/net10.0/Bolt.Benchmarks.Compile.dll "$@"
