using System.Collections.Generic;
using System.Text.Json;

namespace Bolt;

/// <summary>Who a test acts as: what <c>ActingAs</c> was given, or what <see cref="BoltSurfaceTests"/> needs for one of its requests.</summary>
public sealed record BoltTestCaller
{
    /// <param name="userId">The caller's stable id: a token's <c>sub</c>, a session's user, an API key's name.</param>
    public BoltTestCaller(string userId)
    {
        System.ArgumentException.ThrowIfNullOrEmpty(userId);
        UserId = userId;
    }

    /// <summary>The caller's stable id: a token's <c>sub</c>, a session's user, an API key's name.</summary>
    public string UserId { get; init; }

    /// <summary>What the caller may do.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>The caller is staff.</summary>
    public bool IsStaff { get; init; }

    /// <summary>The caller is an administrator.</summary>
    public bool IsSuperuser { get; init; }

    /// <summary>More claims by their names, or by paths into nested objects such as <c>realm_access.roles</c>. Values are strings, numbers, booleans and lists of those.</summary>
    public IReadOnlyDictionary<string, object?> Claims { get; init; } = new Dictionary<string, object?>();

    internal string Key => $"{UserId}\n{IsStaff}{IsSuperuser}\n{string.Join(' ', Permissions)}\n{JsonSerializer.Serialize(Claims)}";
}
