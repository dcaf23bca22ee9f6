using System.Collections.Generic;

namespace Bolt;

/// <summary>What is known of a sign-in besides its user.</summary>
public sealed class SignIn
{
    /// <summary>The client that the refresh token is for (RFC 6749 §6), compared exactly where a refresh names one; null for any.</summary>
    public string? Client { get; init; }

    /// <summary>The device, for a list of them: a user agent, a name the user gave it. Cut after 256 characters.</summary>
    public string? Device { get; init; }

    /// <summary>How the user signed in: the claim <c>amr</c>, such as <c>pwd</c> and <c>otp</c> (RFC 8176). Names without spaces.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];
}
