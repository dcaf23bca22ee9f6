using System.Text;

namespace Bolt.Jwt.Fuzz;

/// <summary>What came out of a run.</summary>
public sealed class FuzzReport
{
    public long BothAccept { get; set; }

    public long BothRefuse { get; set; }

    /// <summary>Tokens that the oracle accepts and Bolt does not, by the reason that was confirmed without Bolt's code.</summary>
    public SortedDictionary<string, long> Stricter { get; } = new(StringComparer.Ordinal);

    /// <summary>Tokens that Bolt accepts and the oracle refuses, that Bolt refuses for no known reason, or that made it throw. The first hundred.</summary>
    public List<string> Faults { get; } = [];

    public static FuzzReport Sum(IEnumerable<FuzzReport> reports)
    {
        var sum = new FuzzReport();
        foreach (var report in reports)
        {
            sum.BothAccept += report.BothAccept;
            sum.BothRefuse += report.BothRefuse;
            sum.Faults.AddRange(report.Faults);
            foreach (var (reason, count) in report.Stricter)
            {
                sum.AddStricter(reason, count);
            }
        }

        return sum;
    }

    public void AddStricter(string reason, long count = 1) => Stricter[reason] = Stricter.GetValueOrDefault(reason) + count;

    public void AddFault(string fault)
    {
        if (Faults.Count < 100)
        {
            Faults.Add(fault);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder($"both accept {BothAccept}, both refuse {BothRefuse}\n");
        foreach (var (reason, count) in Stricter)
        {
            text.Append($"Bolt alone refuses: {reason} {count}\n");
        }

        foreach (var fault in Faults)
        {
            text.Append($"FAULT {fault}\n");
        }

        return text.ToString();
    }
}
