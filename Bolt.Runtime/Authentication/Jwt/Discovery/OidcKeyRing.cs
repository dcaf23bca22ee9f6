using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>
/// An issuer's keys, in addition to the configured ones. Fetched for the first token, refreshed by a timer whether or not there are requests, and fetched at once when a token names a key
/// that is not there, by one request for all; never more often than the minimum interval, whatever tokens come in. When the issuer is unavailable, the last valid keys stay until
/// they are too old. Requests wait only for a key that is not there, for a bounded time and in a bounded number.
/// </summary>
internal sealed class OidcKeyRing : KeyRing, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Uri _address;
    private readonly DiscoveredKeyReader _keys;
    private readonly IssuerCheck _check;
    private readonly KeyAge _age;
    private readonly UnknownKeyIds _unknown;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _minimumInterval;
    private readonly Waiting _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Action _wake;

    /// <summary>What is trusted without the issuer: the configured keys, or none.</summary>
    private readonly FetchedKeys _none;
    private volatile FetchedKeys _held;
    private RefreshTimer? _timer;
    private Task? _fetch;
    private bool _isDisposed;
    private long _lastFetch = long.MinValue;

    /// <summary>Fetches are numbered, so that a request can tell whether one began after it came in: the last one started, and the last one that succeeded.</summary>
    private int _started;
    private int _succeeded;

    public OidcKeyRing(JwtOptions options, JwtKeyResolution resolution, TimeProvider time, ILogger logger)
    {
        _address = new Uri(options.MetadataAddress ?? options.Authority!.TrimEnd('/') + "/.well-known/openid-configuration");
        _keys = new DiscoveredKeyReader(resolution, options, _address.OriginalString, logger);
        _check = new IssuerCheck(options, _address.OriginalString, logger);
        _age = new KeyAge(options);
        _none = new FetchedKeys(new KeySet(resolution.Verifiers, lacksIssuer: true));
        _held = _none;
        _minimumInterval = options.MinimumKeyRefreshInterval.Ticks;
        _unknown = new UnknownKeyIds(options.MinimumKeyRefreshInterval * 6);
        _time = time;
        _logger = logger;
        _wake = Wake;
    }

    public override bool IsRemote => true;

    public override KeySet Current(long now)
    {
        var held = _held;
        if ((now >= held.RefreshAt || now < held.FetchedAt) && HasPassed(_minimumInterval, Volatile.Read(ref _lastFetch), now))
        {
            _ = Start(now);
        }

        if (held.AreBelieved(now))
        {
            return held.Keys;
        }

        GiveUpOldKeys(now);
        return _none.Keys;
    }

    public override bool MayFind(string kid, KeySet keys, long now)
    {
        var current = Believed(_held, now);
        if (!ReferenceEquals(current, keys))
        {
            // They have been fetched since this request looked.
            return true;
        }

        if (kid.Length == 0 ? !current.LacksIssuer : _unknown.Contains(kid, now))
        {
            return false;
        }

        lock (_gate)
        {
            return _fetch is not null || TimeToGo(now) <= FetchLimits.MaximumTurn;
        }
    }

    public override async ValueTask FetchAsync(string kid, CancellationToken cancellationToken)
    {
        if (Knows(kid) || !_waiting.TryEnter())
        {
            return;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(FetchLimits.MaximumWait);
            await FindAsync(kid, limit.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            _waiting.Leave();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _timer?.Dispose();
        }

        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>The clock may be set back; that must not stop fetching.</summary>
    private static bool HasPassed(long interval, long since, long now) => since == long.MinValue || now - since >= interval || now < since;

    private KeySet Believed(FetchedKeys held, long now) => held.AreBelieved(now) ? held.Keys : _none.Keys;

    private bool Knows(string kid)
    {
        var keys = Believed(_held, NumericDate.Now(_time));
        return kid.Length == 0 ? !keys.LacksIssuer : keys.Knows(kid);
    }

    private TimeSpan TimeToGo(long now) =>
        HasPassed(_minimumInterval, _lastFetch, now) ? TimeSpan.Zero : TimeSpan.FromTicks(_lastFetch + _minimumInterval - now);

    /// <summary>Ends when the key is there, when there is nothing more to wait for, or when <paramref name="limit"/> says so.</summary>
    private async Task FindAsync(string kid, CancellationToken limit)
    {
        // A fetch in progress may have been sent before the issuer published the key that this token names, and one may fail: neither means that there is no such key.
        var arrival = Volatile.Read(ref _started);
        var fetches = 0;
        while (true)
        {
            if (Start(NumericDate.Now(_time)) is { } fetch)
            {
                await fetch.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                fetches++;
            }

            // Read before the keys: another fetch may end between the two, and its keys must be looked at before they are said to lack this one.
            var isAnswered = Volatile.Read(ref _succeeded) > arrival;
            if (limit.IsCancellationRequested || Knows(kid))
            {
                return;
            }

            if (isAnswered)
            {
                if (kid.Length > 0)
                {
                    _unknown.Add(kid, NumericDate.Now(_time));
                }

                return;
            }

            if (fetches == FetchLimits.MaximumFetches || !await TryWaitForTurnAsync(limit).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> TryWaitForTurnAsync(CancellationToken limit)
    {
        TimeSpan wait;
        lock (_gate)
        {
            wait = TimeToGo(NumericDate.Now(_time));
        }

        if (wait > FetchLimits.MaximumTurn)
        {
            return false;
        }

        // Timers count whole milliseconds and may run early by a part of one.
        await Task.Delay(wait + TimeSpan.FromMilliseconds(1), _time, limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !limit.IsCancellationRequested;
    }

    /// <summary>The fetch in progress, a new one when one is due, or null.</summary>
    private Task? Start(long now)
    {
        lock (_gate)
        {
            if (_fetch is null && !_isDisposed && HasPassed(_minimumInterval, _lastFetch, now))
            {
                Volatile.Write(ref _lastFetch, now);
                _timer ??= new RefreshTimer(_time, _wake);
                var (number, stopping) = (++_started, _stopping.Token);

                // The request's execution context, with its trace and its user, must not flow.
                using (ExecutionContext.SuppressFlow())
                {
                    _fetch = Task.Run(() => FetchOnceAsync(number, stopping), CancellationToken.None);
                }
            }

            return _fetch;
        }
    }

    private async Task FetchOnceAsync(int number, CancellationToken stopping)
    {
        var hasKeys = false;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            limit.CancelAfter(FetchLimits.FetchTimeout);
            var document = await DiscoveryDocument.FetchAsync(_address, _check.Check, limit.Token).ConfigureAwait(false);
            hasKeys = Take(document, number);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The program is stopping; there is nothing to log.
        }
        catch (Exception e)
        {
            // Whatever goes wrong, the last valid keys stay and the next request may try again.
            JwtLog.KeysUnavailable(_logger, _address.OriginalString, e);
        }
        finally
        {
            End(hasKeys);
        }
    }

    private bool Take(DiscoveryDocument document, int number)
    {
        var current = _held.Keys;
        if (_keys.Read(document, current.LacksIssuer ? null : current) is not { } keys)
        {
            JwtLog.NoUsableKeys(_logger, _address.OriginalString);
            return false;
        }

        _held = new FetchedKeys(keys, _age, _time);
        Volatile.Write(ref _succeeded, number);
        if (ReferenceEquals(keys, current))
        {
            return true;
        }

        _unknown.Clear();
        JwtLog.KeysChanged(_logger, _address.OriginalString, keys.Count);
        if (document.Keys.Count == 0)
        {
            JwtLog.KeysWithdrawn(_logger, _address.OriginalString);
        }

        return true;
    }

    private void End(bool hasKeys)
    {
        lock (_gate)
        {
            _fetch = null;
        }

        GiveUpOldKeys(NumericDate.Now(_time));
        Schedule(hasKeys ? _age.Refresh : _age.Retry);
    }

    private void Wake()
    {
        var now = NumericDate.Now(_time);
        GiveUpOldKeys(now);
        if (Start(now) is null)
        {
            Schedule(_age.Retry);
        }
    }

    private void Schedule(TimeSpan after)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _timer?.Set(after);
            }
        }
    }

    private void GiveUpOldKeys(long now)
    {
        var held = _held;
        if (held.IsTooOld(now) && ReferenceEquals(Interlocked.CompareExchange(ref _held, _none, held), held))
        {
            JwtLog.KeysTooOld(_logger, _address.OriginalString, _age.Maximum);
        }
    }
}
