using System;

namespace Bolt.Authentication.Schemes;

/// <summary>One call of <see cref="BoltSchemeExtensions.AddScheme{T}"/>.</summary>
internal sealed record SchemeRegistration(Type Type, string Scheme, Action<SchemeOptions>? Configure)
{
    public bool IsCookie => typeof(ICookieAuthenticationBackend).IsAssignableFrom(Type);
}
