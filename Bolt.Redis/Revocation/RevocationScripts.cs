namespace Bolt.Redis.Revocation;

/// <summary>What changes the log, each atomic. Keys: the log, the head, the lock. Numbers fit into a double: sequences and milliseconds.</summary>
internal static class RevocationScripts
{
    /// <summary>Read at the start of every script: the head, or nothing where it is not whole; and the time in milliseconds.</summary>
    private const string Common = """
        local t = redis.call('TIME')
        local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
        local h = redis.call('HMGET', KEYS[2], 'epoch', 'first', 'seq', 'replid', 'held', 'kept')
        local function num(s) return s and string.find(s, '^%d+$') and tonumber(s) end
        local epoch, first, seq, held = h[1], num(h[2]), num(h[3]), num(h[5])
        if not (epoch and #epoch == 16 and not string.find(epoch, '%X') and first and seq and h[4] and held and num(h[6])) then epoch = false end
        local function n(x) return string.format('%.0f', x) end
        local function begin(newEpoch, replid, hold)
          redis.call('DEL', KEYS[1])
          redis.call('HSET', KEYS[2], 'epoch', newEpoch, 'born', n(now), 'first', '1', 'seq', '0', 'replid', replid, 'held', n(now + tonumber(hold)), 'kept', '0')
          seq = 0
        end
        local function add(from, tag, at)
          for i = from, #ARGV do
            seq = seq + 1
            redis.call('XADD', KEYS[1], n(seq) .. '-0', 'e', ARGV[i] .. tag, 'a', at)
          end
          redis.call('HSET', KEYS[2], 'seq', n(seq))
        end
        local function ring(channel) redis.call('PUBLISH', channel, n(seq or 0)) end

        """;

    /// <summary>
    /// Arguments: the first id to read, how many, '1' for the server's name. Everything of one moment; and not a transaction, whose commands a server without room refuses, whatever they are.
    /// </summary>
    public const string Read = """
        return {
          redis.call('HMGET', KEYS[2], 'epoch', 'first', 'seq', 'replid', 'held', 'kept'),
          redis.call('XLEN', KEYS[1]),
          redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2]),
          redis.call('TIME'),
          ARGV[3] == '1' and redis.call('INFO', 'replication') or ''}
        """;

    /// <summary>Arguments: the section.</summary>
    public const string Info = "return redis.call('INFO', ARGV[1])";

    /// <summary>Arguments: bell, tag, epoch of a new log, hold, entries.</summary>
    public const string Append = Common + """
        if not epoch then begin(ARGV[3], '', ARGV[4]) end
        add(5, ARGV[2], n(now))
        ring(ARGV[1])
        return 1
        """;

    /// <summary>Arguments: bell, expected epoch or nothing, new epoch, replication id, hold.</summary>
    public const string Renew = Common + """
        if (epoch or '') ~= ARGV[2] then return 0 end
        if not epoch then
          begin(ARGV[3], ARGV[4], ARGV[5])
        else
          redis.call('HSET', KEYS[2], 'epoch', ARGV[3], 'born', n(now), 'replid', ARGV[4], 'held', n(now + tonumber(ARGV[5])))
        end
        ring(ARGV[1])
        return 1
        """;

    /// <summary>Arguments: bell, expected epoch, new epoch, replication id, hold, '1' for a hole.</summary>
    public const string Reset = Common + """
        if (epoch or '') ~= ARGV[2] then return 0 end
        if ARGV[6] ~= '1' and redis.call('XLEN', KEYS[1]) == seq - first + 1 then return 0 end
        begin(ARGV[3], ARGV[4], ARGV[5])
        ring(ARGV[1])
        return 1
        """;

    /// <summary>Arguments: expected epoch, hold, '1' for no longer.</summary>
    public const string Hold = Common + """
        if (epoch or '') ~= ARGV[1] then return 0 end
        local later = now + tonumber(ARGV[2])
        redis.call('HSET', KEYS[2], 'held', n(ARGV[3] == '1' and later or math.max(held, later)))
        return 1
        """;

    /// <summary>Arguments: bell, owner of the lock, its time, expected epoch, new epoch or nothing, hold, tag, entries.</summary>
    public const string Heal = Common + """
        if (epoch or '') ~= ARGV[4] or redis.call('GET', KEYS[3]) ~= ARGV[2] then return 0 end
        redis.call('PEXPIRE', KEYS[3], ARGV[3])
        redis.call('HSET', KEYS[2], 'held', n(math.max(held, now + tonumber(ARGV[6]))))
        if ARGV[5] ~= '' then redis.call('HSET', KEYS[2], 'epoch', ARGV[5], 'born', n(now)) end
        add(8, ARGV[7], '0')
        ring(ARGV[1])
        return 1
        """;

    /// <summary>Arguments: owner of the lock, its time, expected epoch, expected first, last to take away, kept or nothing, tag, entries.</summary>
    public const string Clean = Common + """
        if (epoch or '') ~= ARGV[3] or n(first) ~= ARGV[4] or redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
        redis.call('PEXPIRE', KEYS[3], ARGV[2])
        add(8, ARGV[7], '0')
        local through = tonumber(ARGV[5])
        redis.call('XTRIM', KEYS[1], 'MINID', n(through + 1))
        redis.call('HSET', KEYS[2], 'first', n(through + 1))
        if ARGV[6] ~= '' then redis.call('HSET', KEYS[2], 'kept', ARGV[6]) end
        return 1
        """;

    /// <summary>Arguments: owner.</summary>
    public const string Unlock = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
}
