using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Hosting;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Stops the refresh of keys with the program: when the host has stopped, or when the services are disposed without one.</summary>
internal sealed class OidcKeyRings : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<OidcKeyRing> _rings = [];
    private readonly CancellationTokenRegistration _stopped;
    private bool _isDisposed;

    public OidcKeyRings(IHostApplicationLifetime? lifetime) =>
        _stopped = lifetime?.ApplicationStopped.Register(static state => ((OidcKeyRings)state!).End(), this) ?? default;

    public void Add(OidcKeyRing ring)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _rings.Add(ring);
                return;
            }
        }

        ring.Dispose();
    }

    public void Dispose()
    {
        _stopped.Dispose();
        End();
    }

    private void End()
    {
        OidcKeyRing[] rings;
        lock (_gate)
        {
            rings = [.. _rings];
            _rings.Clear();
            _isDisposed = true;
        }

        foreach (var ring in rings)
        {
            ring.Dispose();
        }
    }
}
