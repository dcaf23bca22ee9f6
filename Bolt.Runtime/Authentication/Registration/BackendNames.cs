using System;
using System.Collections.Generic;
using Bolt.Hosting;

namespace Bolt.Authentication.Registration;

/// <summary>
/// Holds backends apart by their <see cref="IAuthenticationBackend.Name"/>. Bolt gives its own kinds names that differ; a backend of the program's making names itself, and with
/// another's name <see cref="AuthContext.Backend"/> and the scheme would no longer say who let a caller in.
/// </summary>
internal sealed class BackendNames
{
    private readonly Dictionary<string, IAuthenticationBackend> _byName = new(StringComparer.Ordinal);

    /// <summary>The backend that had this one's name before it, or null.</summary>
    public IAuthenticationBackend? Other(IAuthenticationBackend backend) =>
        _byName.TryAdd(backend.Name, backend) || ReferenceEquals(_byName[backend.Name], backend) ? null : _byName[backend.Name];

    public static string Clash(IAuthenticationBackend one, IAuthenticationBackend other) =>
        $"{TypeName.Full(one.GetType())} and {TypeName.Full(other.GetType())} are both called '{one.Name}', and no one could tell who let a caller in: give one of them another Name.";
}
