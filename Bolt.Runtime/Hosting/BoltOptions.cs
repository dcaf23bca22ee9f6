using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Bolt.Configuration;

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

    /// <summary>
    /// Problem details of a refusal say why: which backend said what, which guard refused, what the caller has; <see langword="true"/>. Only ever in Development, and only to a client on the
    /// same machine that came through no proxy: this can switch it off and nothing else. Never a credential. Read when the endpoints are mapped.
    /// </summary>
    public bool ExplainRefusals { get; set; } = true;

    /// <summary>
    /// What becomes of endpoints of the application that are not Bolt's and whose finished metadata do not say who may call them; <see cref="Undeclared.Warn"/>. Such metadata are
    /// <c>[Authorize]</c> or <c>RequireAuthorization()</c>, <c>AllowAnonymous()</c>, a policy or requirements, an authorization filter of MVC, or a fallback policy where <c>UseAuthorization()</c> runs.
    /// </summary>
    public Undeclared UndeclaredEndpoints { get; set; }

    internal OptionsProblems ConfigurationProblems { get; } = [];
}
