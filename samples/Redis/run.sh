#!/usr/bin/env bash
# Three servers and a Redis of their own on this machine: what one revokes, the others refuse, also after Redis has forgotten everything.
# Takes half a minute. Needs redis-server and curl; REDIS_PORT names a free port.
set -euo pipefail
cd "$(dirname "$0")"
configuration=${CONFIGURATION:-Debug}
port=${REDIS_PORT:-6390}
[ "${1:-}" = --no-build ] || dotnet build -c "$configuration" -v quiet -nologo

work=$(mktemp -d)
declare -A urls pids
trap 'kill -9 "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
export Redis="127.0.0.1:$port"
Bolt__Jwt__Secret=$(head -c 32 /dev/urandom | base64)
export Bolt__Jwt__Secret

redis() {
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >"$work/redis.log" & pids[redis]=$!
}

server() { # name: started, and listening
  "bin/$configuration/net10.0/SeveralServers" --urls http://127.0.0.1:0 >"$work/$1.log" 2>&1 & pids[$1]=$!
  until urls[$1]=$(grep -om 1 'http://127.0.0.1:[0-9]*' "$work/$1.log"); do
    kill -0 "${pids[$1]}" 2>/dev/null || { cat "$work/$1.log"; exit 1; }
    sleep 0.1
  done
}

status() { # server, path, token, more for curl
  curl -s -o /dev/null -w '%{http_code}' "${urls[$1]}$2" -H "Authorization: Bearer $3" "${@:4}" || true
}

login() { # server, name: the pair as JSON
  curl -s -X POST "${urls[$1]}/login/$2"
}

field() { # name, JSON
  grep -o "\"$1\":\"[^\"]*\"" <<<"$2" | cut -d '"' -f 4
}

expect() { # what is said, what is expected, server, path, token, more: waits for it, but not for long
  local got
  for _ in $(seq 100); do
    got=$(status "${@:3}")
    [ "$got" = "$2" ] && { echo "  $1: $got"; return; }
    sleep 0.1
  done
  echo "  $1: $got, and not $2"
  exit 1
}

echo "Redis and three servers start. On an empty Redis that takes five seconds: another server might know more than it does."
redis
server one
server two
server three

echo "Ada and Bob log in at one."
ada=$(login one ada) bob=$(login one bob)
expect "Ada at two" 200 two /me "$(field accessToken "$ada")"
expect "Bob at three" 200 three /me "$(field accessToken "$bob")"

echo "Ada logs out at one."
expect "Ada logs out" 200 one /logout "$(field accessToken "$ada")" -X POST
expect "Ada at one" 401 one /me "$(field accessToken "$ada")"
expect "Ada at two" 401 two /me "$(field accessToken "$ada")"
expect "Ada at three" 401 three /me "$(field accessToken "$ada")"

echo "Redis is killed. The servers go on, for ten seconds."
{ kill -9 "${pids[redis]}" && wait "${pids[redis]}"; } 2>/dev/null || true
expect "Bob at two" 200 two /me "$(field accessToken "$bob")"
expect "Ada at two" 401 two /me "$(field accessToken "$ada")"

echo "Redis comes back, with nothing in it, and a fourth server starts. It waits until the others have put back what they know."
redis
server four
expect "Bob at four" 200 four /me "$(field accessToken "$bob")"
expect "Ada at four" 401 four /me "$(field accessToken "$ada")"

echo "What was only in Redis is lost: Bob's sign-in, so that he has to log in again when his access token ends."
expect "Bob refreshes at three" 401 three /refresh - -X POST -H 'Content-Type: application/json' -d "{\"refreshToken\":\"$(field refreshToken "$bob")\"}"
