namespace Bolt.Benchmarks.Refresh;

/// <summary>Who signs in.</summary>
internal sealed record Person(string Id) : IBoltUser
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}

/// <summary>Everyone, found by id.</summary>
internal sealed class People : IUserLoader<Person>
{
    private static readonly Dictionary<string, Person> All = Enumerable.Range(0, 10_000).Select(static i => new Person(Name(i))).ToDictionary(static p => p.Id, StringComparer.Ordinal);

    public static string Name(int number) => FormattableString.Invariant($"user-{number:0000}");

    public static Person? Find(string? id) => id is null ? null : All.GetValueOrDefault(id);

    public ValueTask<Person?> FindAsync(string userId, CancellationToken cancellationToken) => new(Find(userId));
}
