using System;
using System.Collections.Generic;
using System.Threading;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>IDs of keys that a fetch has just not found: not worth another one for a while. Bounded, because anyone can choose the IDs.</summary>
internal sealed class UnknownKeyIds(TimeSpan lifetime)
{
    private const int MaximumCount = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _until = new(StringComparer.Ordinal);

    public bool Contains(string kid, long now)
    {
        lock (_gate)
        {
            return _until.TryGetValue(kid, out var until) && now < until && now >= until - lifetime.Ticks;
        }
    }

    public void Add(string kid, long now)
    {
        lock (_gate)
        {
            if (_until.Count >= MaximumCount)
            {
                _until.Clear();
            }

            _until[kid] = now + lifetime.Ticks;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _until.Clear();
        }
    }
}
