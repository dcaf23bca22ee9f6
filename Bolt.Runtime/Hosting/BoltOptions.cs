using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Settings of the whole application; configuration section <c>Bolt</c>.</summary>
[SuppressMessage("Usage", "CA2227", Justification = "See JwtOptions.")]
public sealed class BoltOptions
{
    /// <summary>
    /// Origins of other sites that may send state-changing requests with a cookie, such as <c>https://app.example.com</c>: scheme, host, and port where it is not the scheme's own,
    /// as a browser writes them. Read when the endpoints are mapped. The application's own origin needs no entry. See <see cref="ICookieAuthenticationBackend"/>.
    /// </summary>
    public IList<string> TrustedOrigins { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];
}
