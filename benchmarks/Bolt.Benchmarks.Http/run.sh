#!/usr/bin/env bash
# Publishes the servers, loads each in turn and prints the tables.
#
#   benchmarks/Bolt.Benchmarks.Http/run.sh [quick|sessions|instructions] [--rounds n] [--seconds s] [--rows a,b] [--servers a,b] [--update] [--no-publish]
#
# quick: 2 rounds of 2 s, the rows that matter. Otherwise 5 rounds of 5 s, all rows, and applications of up to 5,000 routes.
# sessions: only the rows with sessions, 15 rounds of 1 s.
# instructions: executed instructions per request of the native servers, counted by Valgrind; a busy machine does not matter.
# --update keeps the figures in benchmarks/results.json and writes them into docs/performance.md. Do nothing else on the machine meanwhile.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
artifacts=$root/artifacts/benchmarks
rid=linux-$([ "$(uname -m)" = aarch64 ] && echo arm64 || echo x64)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

quick=false sessions=false publish=true instructions=false arguments=()
for argument in "$@"; do
  case $argument in
    quick) quick=true; arguments+=(quick) ;;
    sessions) quick=true sessions=true; arguments+=(sessions) ;;
    instructions) quick=true instructions=true; arguments+=(quick instructions) ;;
    --no-publish) publish=false ;;
    *) arguments+=("$argument") ;;
  esac
done

# Names for callgrind_annotate; larger, so kept apart from those whose size is measured.
if $instructions; then export BENCH_PUBLISHED=http-symbols; fi
published=$artifacts/${BENCH_PUBLISHED:-http}

missing=()
command -v wrk >/dev/null || missing+=(wrk)
if $instructions && ! command -v valgrind >/dev/null; then missing+=(valgrind); fi
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi

dotnet build -c Release Runner -v:q -clp:NoSummary
runner() { dotnet Runner/bin/Release/net10.0/Runner.dll "$@"; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# publish SERVER FOLDER [OPTION...]
publish() {
  local server=$1 folder=$2
  shift 2
  echo "Publishing $folder" >&2
  # The native binary is linked again: an older one may hold symbols.
  rm -rf "${published:?}/$folder" "servers/$server/bin/Release/net10.0/$rid/native"
  dotnet publish "servers/$server" -c Release -r "$rid" -o "$published/$folder" "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
}

if $publish && $instructions; then
  for server in KestrelConstant MinimalApi JwtBearer HandWritten BoltApp SessionsByHand SessionsCookies SessionsBolt; do
    publish "$server" "$server" -p:StripSymbols=false
  done
elif $publish && $sessions; then
  for server in KestrelConstant MinimalApi SessionsByHand SessionsCookies SessionsBolt; do
    publish "$server" "$server"
  done
elif $publish; then
  for server in KestrelConstant MinimalApi JwtBearer FastEndpointsApp HandWritten BoltApp SessionsByHand SessionsCookies SessionsBolt; do
    publish "$server" "$server"
  done

  if command -v node >/dev/null && command -v npm >/dev/null; then
    mkdir -p "$published/Fastify"
    cp servers/Fastify/package.json servers/Fastify/.npmrc servers/Fastify/server.js "$published/Fastify/"
    npm install --prefix "$published/Fastify" --omit=dev --no-audit --no-fund --loglevel=error >"$log" 2>&1 || { cat "$log"; exit 1; }
  else
    echo "Node.js is not here: Fastify is left out."
    rm -rf "$published/Fastify"
  fi

  if ! $quick; then
    for routes in 100 1000 5000; do
      for server in MinimalApi BoltApp; do
        sources=$artifacts/routes/$server-$routes
        runner routes "$server" "$routes" "$sources"
        publish "$server" "$server-$routes" "-p:RoutesFolder=$sources" -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false
      done
    done
  fi
fi

runner "${arguments[@]:-full}"
