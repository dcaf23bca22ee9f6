namespace Bolt.Conformance;

/// <summary>One session, too simple to be wrong.</summary>
internal sealed class ParallelModel
{
    /// <summary>How many minutes after the creation everything happens.</summary>
    public const int Now = 10;

    public const string Missing = "not found";

    public ParallelModel(string values = "")
    {
        foreach (var value in values.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Values[value[..value.IndexOf('=', StringComparison.Ordinal)]] = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }
    }

    public bool Exists { get; set; } = true;

    public string Secret { get; set; } = "s0";

    public int Epoch { get; set; }

    public string? User { get; set; }

    public int Seen { get; set; }

    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public ParallelModel Clone() => new(ValuesText) { Exists = Exists, Secret = Secret, Epoch = Epoch, User = User, Seen = Seen };

    /// <inheritdoc />
    public override string ToString() => Exists ? $"{Secret} epoch {Epoch} {User ?? "nobody"} minute {Seen} [{ValuesText}]" : Missing;

    private string ValuesText => string.Join(' ', Values.Select(static v => $"{v.Key}={v.Value}"));
}
