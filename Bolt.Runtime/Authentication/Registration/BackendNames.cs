using System;
using System.Collections.Generic;
using Bolt.Hosting;

namespace Bolt.Authentication.Registration;

/// <summary>
/// Makes sure that backends differ in their <see cref="IAuthenticationBackend.Name"/>. Bolt gives its own kinds names that differ; the application's own backends name themselves, and with
/// another's name <see cref="AuthContext.Backend"/> and the scheme would no longer say which one accepted a caller.
/// </summary>
internal sealed class BackendNames
{
    private readonly Dictionary<string, IAuthenticationBackend> _byName = new(StringComparer.Ordinal);

    /// <summary>The backend that had this one's name before it, or null.</summary>
    public IAuthenticationBackend? Other(IAuthenticationBackend backend) =>
        _byName.TryAdd(backend.Name, backend) || ReferenceEquals(_byName[backend.Name], backend) ? null : _byName[backend.Name];

    public static string Clash(IAuthenticationBackend one, IAuthenticationBackend other) =>
        $"{TypeName.Full(one.GetType())} and {TypeName.Full(other.GetType())} are both named '{one.Name}', so AuthContext.Backend could not say which one accepted a caller; give one of them another Name.";
}
