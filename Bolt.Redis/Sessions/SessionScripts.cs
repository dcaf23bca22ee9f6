namespace Bolt.Redis.Sessions;

/// <summary>
/// What changes a session, each atomic on its one key, so that a cluster can keep sessions anywhere. Times are .NET ticks in 20 digits: they compare as strings, and a double would not hold them. A session
/// that is over is none.
/// </summary>
internal static class SessionScripts
{
    /// <summary>Every script's first argument is now.</summary>
    private const string Common = """
        local now = ARGV[1]
        local function add(a, b)
          local hi, lo = tonumber(a:sub(1, 13)) + tonumber(b:sub(1, 13)), tonumber(a:sub(14)) + tonumber(b:sub(14))
          if lo >= 10000000 then hi, lo = hi + 1, lo - 10000000 end
          return string.format('%013.0f%07.0f', hi, lo)
        end
        local function ending(s, i, x)
          local idle = add(s, i)
          return idle < x and idle or x
        end
        local function live()
          local h = redis.call('HMGET', KEYS[1], 's', 'i', 'x')
          return h[1] and now < ending(h[1], h[2], h[3])
        end
        local function expire(s, i, x)
          local e = ending(s, i, x)
          local left = (tonumber(e:sub(1, 13)) - tonumber(now:sub(1, 13)) + 1) * 1000
          redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(1, math.min(left, 1e12))))
        end
        local function get(name) return redis.call('HGET', KEYS[1], name) end
        local function merge(at)
          local most, cleared, gone, set = tonumber(ARGV[at]), ARGV[at + 1] == '1', tonumber(ARGV[at + 2]), at + 3
          set = set + gone
          local old, before, after, new = redis.call('HGETALL', KEYS[1]), 0, 0, {}
          for i = 1, #old, 2 do
            if old[i]:sub(1, 2) == 'v:' then
              before = before + #old[i] - 2 + #old[i + 1]
              if not cleared then new[old[i]] = #old[i + 1] end
            end
          end
          for i = at + 3, set - 1 do new['v:' .. ARGV[i]] = nil end
          for i = set, #ARGV, 2 do new['v:' .. ARGV[i]] = #ARGV[i + 1] end
          for name, size in pairs(new) do after = after + #name - 2 + size end
          if after > most and after > before then return false end
          if cleared then
            for i = 1, #old, 2 do
              if old[i]:sub(1, 2) == 'v:' then redis.call('HDEL', KEYS[1], old[i]) end
            end
          end
          for i = at + 3, set - 1 do redis.call('HDEL', KEYS[1], 'v:' .. ARGV[i]) end
          for i = set, #ARGV, 2 do redis.call('HSET', KEYS[1], 'v:' .. ARGV[i], ARGV[i + 1]) end
          return true
        end

        """;

    /// <summary>Arguments: now, then fields and values.</summary>
    public const string Create = Common + """
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
        expire(get('s'), get('i'), get('x'))
        return 1
        """;

    /// <summary>Arguments: now, epoch, then the changes. Returns a <c>SessionWrite</c>.</summary>
    public const string Apply = Common + """
        if not live() or get('e') ~= ARGV[2] then return 0 end
        return merge(3) and 1 or 2
        """;

    /// <summary>Arguments: now, epoch, name. Returns the value, or nothing.</summary>
    public const string Take = Common + """
        if not live() or get('e') ~= ARGV[2] then return false end
        local value = get('v:' .. ARGV[3])
        if value then redis.call('HDEL', KEYS[1], 'v:' .. ARGV[3]) end
        return value
        """;

    /// <summary>Arguments: now, the hash to replace, the number of fields, fields and values (no value: the field goes), then the changes. Returns a <c>SessionWrite</c> and the user before.</summary>
    public const string Rotate = Common + """
        if not live() or get('h') ~= ARGV[2] then return {0} end
        local user, seen, fields = get('u'), get('s'), tonumber(ARGV[3])
        if not merge(4 + 2 * fields) then return {2} end
        for i = 4, 3 + 2 * fields, 2 do
          if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[1], ARGV[i]) else redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
        end
        if seen > get('s') then redis.call('HSET', KEYS[1], 's', seen) end
        expire(get('s'), get('i'), get('x'))
        return {1, user}
        """;

    /// <summary>Arguments: now, epoch, when it was seen.</summary>
    public const string Touch = Common + """
        if not live() or get('e') ~= ARGV[2] or get('s') >= ARGV[3] then return 0 end
        redis.call('HSET', KEYS[1], 's', ARGV[3])
        expire(ARGV[3], get('i'), get('x'))
        return 1
        """;

    /// <summary>Arguments: now, the user or nothing, the generation or nothing.</summary>
    public const string Delete = Common + """
        if not live() or (get('u') or '') ~= ARGV[2] or (ARGV[3] ~= '' and get('g') ~= ARGV[3]) then return 0 end
        return redis.call('DEL', KEYS[1])
        """;

    /// <summary>Arguments: now.</summary>
    public const string Purge = Common + """
        if not live() then return redis.call('DEL', KEYS[1]) end
        return 0
        """;
}
