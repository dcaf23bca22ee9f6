namespace Bolt.Benchmarks;

/// <summary>Who calls.</summary>
internal sealed record Ada(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser
{
    public static Ada User { get; } = new("user-0001", "ada", true, false);

    public static IReadOnlyDictionary<string, object?> Claims { get; } = new Dictionary<string, object?> { ["permissions"] = (string[])["notes.add", "notes.read"] };
}
