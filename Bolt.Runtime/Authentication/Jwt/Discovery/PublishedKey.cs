using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>One member of an issuer's list: a public key, or why it is not one.</summary>
/// <param name="Label">What the log calls it: its <c>kid</c>, or its place in the list.</param>
/// <param name="Key">Null when it cannot be used.</param>
/// <param name="Problem">Set when it cannot be used.</param>
internal sealed record PublishedKey(string Label, JsonWebKey? Key, string? Problem);
