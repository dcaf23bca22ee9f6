using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Bolt;

/// <summary>
/// An issuer's keys. Fetched for the first token, refreshed in the background, and fetched at once when a token names a key that is not there, by one request for all; never
/// more often than the minimum interval, whatever tokens come in. When the issuer does not answer, the last good keys stay.
/// </summary>
internal sealed class OidcKeyRing : KeyRing
{
    /// <summary>A token that names a new key waits this long for the minimum interval to pass; with a longer way to go it is refused.</summary>
    private static readonly TimeSpan MaximumWait = TimeSpan.FromSeconds(1);

    private const int MaximumWaiting = 256;
    private const int MaximumAttempts = 4;

    private readonly Lock _gate = new();
    private readonly string _address;
    private readonly IssuerKeys _keys;
    private readonly KeySet? _fallback;
    private readonly UnknownKids _unknown;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _interval;
    private readonly long _minimumInterval;
    private volatile KeySet? _current;
    private Task? _fetch;
    private long _lastSuccess = long.MinValue;
    private long _lastFetch = long.MinValue;
    private int _waiting;

    /// <summary>Fetches are numbered, so that a request can tell whether one began after it came in: the last one started, and the last one that brought keys.</summary>
    private int _started;
    private int _succeeded;

    public OidcKeyRing(JwtOptions options, JwtKeyPlan plan, TimeProvider time, ILogger logger)
    {
        _address = options.MetadataAddress ?? options.Authority!.TrimEnd('/') + "/.well-known/openid-configuration";
        _keys = new IssuerKeys(plan, options);
        _fallback = plan.Verifiers.Count > 0 ? new KeySet(plan.Verifiers) : null;
        _interval = options.KeyRefreshInterval.Ticks;
        _minimumInterval = options.MinimumKeyRefreshInterval.Ticks;
        _unknown = new UnknownKids(options.MinimumKeyRefreshInterval * 6);
        _time = time;
        _logger = logger;
    }

    public override KeySet? Current(long now)
    {
        var current = _current;
        if (current is not null && HasPassed(_interval, Volatile.Read(ref _lastSuccess), now) && HasPassed(_minimumInterval, Volatile.Read(ref _lastFetch), now))
        {
            _ = Start(now);
        }

        return current;
    }

    public override bool MayFind(string? kid, long now)
    {
        if (kid is null || _unknown.Contains(kid, now))
        {
            return false;
        }

        lock (_gate)
        {
            return _fetch is not null || TimeToGo(now) <= MaximumWait;
        }
    }

    public override async ValueTask<KeySet?> FetchAsync(string? kid, CancellationToken cancellationToken)
    {
        // A fetch that was under way may have been asked for before the issuer published the key that this token names, and one may fail: neither says that there is no such key.
        var arrival = Volatile.Read(ref _started);
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            if (Start(NumericDate.Now(_time)) is { } fetch)
            {
                await fetch.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (kid is null ? _current is not null : _current?.Knows(kid) == true)
            {
                return _current;
            }

            if (Volatile.Read(ref _succeeded) > arrival)
            {
                if (kid is not null)
                {
                    _unknown.Add(kid, NumericDate.Now(_time));
                }

                break;
            }

            if (!await TryWaitForTurnAsync(cancellationToken).ConfigureAwait(false))
            {
                break;
            }
        }

        return _current ?? _fallback;
    }

    /// <summary>The clock may be set back; that must not put an end to fetching.</summary>
    private static bool HasPassed(long interval, long since, long now) => since == long.MinValue || now - since >= interval || now < since;

    private TimeSpan TimeToGo(long now) =>
        HasPassed(_minimumInterval, _lastFetch, now) ? TimeSpan.Zero : TimeSpan.FromTicks(_lastFetch + _minimumInterval - now);

    /// <summary>The fetch under way, a new one when one is due, or null.</summary>
    private Task? Start(long now)
    {
        lock (_gate)
        {
            if (_fetch is null && HasPassed(_minimumInterval, _lastFetch, now))
            {
                Volatile.Write(ref _lastFetch, now);
                var number = ++_started;

                // The request's own context, its trace and its user, must not go along.
                using (ExecutionContext.SuppressFlow())
                {
                    _fetch = Task.Run(() => FetchOnceAsync(number), CancellationToken.None);
                }
            }

            return _fetch;
        }
    }

    private async Task<bool> TryWaitForTurnAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            wait = TimeToGo(NumericDate.Now(_time));
            if (wait > MaximumWait || _waiting == MaximumWaiting)
            {
                return false;
            }

            _waiting++;
        }

        try
        {
            // Timers count whole milliseconds and may run early by a part of one.
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            lock (_gate)
            {
                _waiting--;
            }
        }
    }

    private async Task FetchOnceAsync(int number)
    {
        try
        {
            var document = await IssuerDocument.FetchAsync(_address, CancellationToken.None).ConfigureAwait(false);
            var current = _current;
            if (_keys.Read(document, current) is not { } keys)
            {
                JwtLog.NoUsableKeys(_logger, _address);
            }
            else
            {
                if (!ReferenceEquals(keys, current))
                {
                    _current = keys;
                    _unknown.Clear();
                    JwtLog.KeysChanged(_logger, _address, keys.Count);
                }

                Volatile.Write(ref _lastSuccess, NumericDate.Now(_time));
                Volatile.Write(ref _succeeded, number);
            }
        }
        catch (Exception e)
        {
            // Whatever goes wrong, the last good keys stay and the next request may try again.
            JwtLog.KeysUnavailable(_logger, _address, e);
        }
        finally
        {
            lock (_gate)
            {
                _fetch = null;
            }
        }
    }
}
