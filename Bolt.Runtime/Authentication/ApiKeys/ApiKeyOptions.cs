using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Bolt.Configuration;

namespace Bolt;

/// <summary>
/// Which keys an <see cref="ApiKeyAuthentication"/> accepts. Configuration section <c>Bolt:ApiKeys</c>, or <c>Bolt:&lt;type name&gt;</c> for a backend of your own type.
/// Validated when the program starts. A later change of configuration takes effect at once; one that is invalid is logged and leaves the keys as they were.
/// </summary>
[SuppressMessage("Usage", "CA2227", Justification = "See JwtOptions.")]
public sealed class ApiKeyOptions
{
    /// <summary>
    /// The request header that carries the key. In <c>Authorization</c> it may follow <c>ApiKey</c> or <c>Bearer</c>, in any case, or come alone.
    /// </summary>
    public string Header { get; set; } = "X-API-Key";

    /// <summary>The keys. An empty list accepts nothing.</summary>
    public IList<ApiKey> Keys { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>What could not be read from configuration; reported with everything else that is wrong.</summary>
    internal OptionsProblems ConfigurationProblems { get; } = [];
}
