using System.Text.Json;

namespace Bolt.Benchmarks.Reporting;

/// <summary>The latest value of every figure, kept beside the benchmarks so that the tables can be written again.</summary>
public sealed class ResultStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true };

    private readonly SortedDictionary<string, Measurement> _values;

    private ResultStore(SortedDictionary<string, Measurement> values) => _values = values;

    public IEnumerable<KeyValuePair<string, Measurement>> All => _values;

    public Measurement? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The figures kept in a file, none where there is no file.</summary>
    /// <param name="path">The file; without it, the one in version control.</param>
    public static ResultStore Load(string? path = null) => File.Exists(path ?? Repository.Results)
        ? new(new(JsonSerializer.Deserialize<Dictionary<string, Measurement>>(File.ReadAllText(path ?? Repository.Results), Json)!, StringComparer.Ordinal))
        : Empty();

    public static ResultStore Empty() => new(new(StringComparer.Ordinal));

    public void Set(string key, string unit, string command, params double[] rounds) =>
        _values[key] = new Measurement([.. rounds.Select(static r => double.Round(r, 4))], unit, Machine.Today, Machine.Description, command);

    /// <summary>The same figures taken several times, as rounds.</summary>
    public static ResultStore OfRounds(IReadOnlyList<ResultStore> rounds, string command)
    {
        var all = Empty();
        foreach (var (key, first) in rounds[0].All)
        {
            all.Set(key, first.Unit, command, [.. rounds.SelectMany(round => round[key]!.Rounds)]);
        }

        return all;
    }

    /// <summary>What <paramref name="other"/> measured takes the place of what was there.</summary>
    public void Merge(ResultStore other)
    {
        foreach (var (key, value) in other.All)
        {
            _values[key] = value;
        }
    }

    public void Save(string? path = null) => File.WriteAllText(path ?? Repository.Results, JsonSerializer.Serialize(_values, Json) + "\n");
}
