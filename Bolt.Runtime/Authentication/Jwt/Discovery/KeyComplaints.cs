using System;
using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Logs which published keys are not used and why: a few lines per fetch, and none that the previous fetch has logged.</summary>
internal sealed class KeyComplaints(string address, ILogger logger)
{
    private HashSet<string> _before = new(StringComparer.Ordinal);
    private HashSet<string> _now = new(StringComparer.Ordinal);
    private int _unsaid;

    /// <summary>The key is invalid.</summary>
    public void Refuse(string key, string reason)
    {
        if (IsNew(key, reason))
        {
            JwtLog.KeyRefused(logger, address, key, LogText.Shorten(reason, 256));
        }
    }

    /// <summary>The key is for something else.</summary>
    public void LeaveOut(string key, string reason)
    {
        if (IsNew(key, reason))
        {
            JwtLog.KeyLeftOut(logger, address, key, LogText.Shorten(reason, 256));
        }
    }

    /// <summary>The fetch is over.</summary>
    public void End()
    {
        if (_unsaid > 0 && !_before.Contains(""))
        {
            JwtLog.MoreKeysRefused(logger, address, _unsaid);
        }

        if (_unsaid > 0)
        {
            _now.Add("");
        }

        (_before, _now, _unsaid) = (_now, _before, 0);
        _now.Clear();
    }

    private bool IsNew(string key, string reason)
    {
        if (_now.Count >= FetchLimits.MaximumComplaints)
        {
            _unsaid++;
            return false;
        }

        var complaint = $"{key} {reason}";
        return _now.Add(complaint) && !_before.Contains(complaint);
    }
}
