using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

// Where the linked routes look for them.
namespace Bolt.Integration.Tests;

public sealed record Note(int Id, string Text);

public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;

/// <summary>Knows every user but <c>gone</c>.</summary>
internal sealed class AppUserLoader : IUserLoader<AppUser>
{
    public ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken) => new(userId == "gone" ? null : new AppUser(userId, "user" + userId, false, false));
}

/// <summary>How often what has run, by name.</summary>
public sealed class Calls
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(string name) => _counts.AddOrUpdate(name, 1, static (_, n) => n + 1);
}

/// <summary>Every type that goes over the wire, or into a session beyond those that Bolt knows.</summary>
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Picky))]
[JsonSerializable(typeof(TokenPair))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(IAsyncEnumerable<string>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class ServerJson : JsonSerializerContext;
