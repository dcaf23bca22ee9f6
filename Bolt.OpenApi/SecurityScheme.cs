using System;
using Microsoft.OpenApi;

namespace Bolt.OpenApi;

/// <summary>Where a backend's credential goes.</summary>
internal static class SecurityScheme
{
    public static OpenApiSecurityScheme Of(IAuthenticationBackend backend) => backend switch
    {
        ICredentialMetadata { Credential: { Place: CredentialPlace.Authorization } http } => Http(http.Name, http.Format),
        ICredentialMetadata { Credential: { Place: CredentialPlace.Header } header } => Key(header.Name, ParameterLocation.Header),
        ICredentialMetadata { Credential: { Place: CredentialPlace.Cookie } cookie } => Key(cookie.Name, ParameterLocation.Cookie),
        ICookieAuthenticationBackend => Key(backend.Name, ParameterLocation.Cookie),
        IAuthenticationChallenge challenge => Http(challenge.Unauthorized(AuthenticationOutcome.NoCredentials).Split(' ')[0], null),
        _ => Http(backend.Name, null),
    };

    /// <summary>RFC 9110 §11.1: schemes are compared without regard to case, and registered ones are written in lower case here.</summary>
    private static OpenApiSecurityScheme Http(string scheme, string? format) =>
        new() { Type = SecuritySchemeType.Http, Scheme = scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? "bearer" : scheme, BearerFormat = format };

    private static OpenApiSecurityScheme Key(string name, ParameterLocation place) => new() { Type = SecuritySchemeType.ApiKey, Name = name, In = place };
}
