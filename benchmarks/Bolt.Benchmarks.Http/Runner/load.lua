-- For wrk. Arguments after --: "get", or "post", or "tokens", a file with one token per line, and how many to skip. Prints one line that the runner reads.
function init(args)
  if args[1] == "post" then
    wrk.method = "POST"
    wrk.body = '{"title":"A note","text":"What it says, in a sentence or two."}'
    wrk.headers["Content-Type"] = "application/json"
  end
  if args[1] == "tokens" then
    local requests, i = {}, tonumber(args[3])
    for token in io.lines(args[2]) do
      wrk.headers["Authorization"] = "Bearer " .. token
      requests[#requests + 1] = wrk.format()
    end
    -- Defined here and not always: wrk asks a script for each request only where it has such a function.
    request = function()
      i = i % #requests + 1
      return requests[i]
    end
  end
end

function done(summary, latency, _)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
end
