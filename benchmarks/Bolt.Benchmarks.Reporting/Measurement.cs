namespace Bolt.Benchmarks.Reporting;

/// <summary>One figure: its value in each round, and what it takes to get it again.</summary>
/// <param name="Rounds">One value per round, in order. Two measurements taken in turn have the same number.</param>
/// <param name="Unit">What the values are counted in.</param>
/// <param name="Date">The day it was measured, UTC.</param>
/// <param name="Machine">Processor, cores, system, runtime.</param>
/// <param name="Command">What was typed.</param>
public sealed record Measurement(double[] Rounds, string Unit, string Date, string Machine, string Command)
{
    /// <summary>The median of the rounds.</summary>
    public double Value => Median(Rounds);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>This over <paramref name="other"/>: the median of the ratios by round where rounds were taken in turn, else the ratio of medians.</summary>
    public double Over(Measurement other) => Rounds.Length == other.Rounds.Length
        ? Median(Rounds.Zip(other.Rounds, static (a, b) => a / b))
        : Value / other.Value;
}
