namespace Bolt.Benchmarks.Reporting;

/// <summary>One row of the budgets.</summary>
/// <param name="Work">What is done.</param>
/// <param name="Goal">How fast it has to be, in words.</param>
/// <param name="Bolt">The key of Bolt's figure.</param>
/// <param name="Peer">The key of what it is compared with, or null where the figure itself has a limit.</param>
/// <param name="Limit">The largest allowed ratio to the peer, or the largest allowed figure.</param>
/// <param name="AtLeast">True where the limit is the smallest allowed one.</param>
public sealed record Budget(string Work, string Goal, string Bolt, string? Peer, double Limit, bool AtLeast = false)
{
    public string[] Row(ResultStore results)
    {
        var bolt = results[Bolt];
        var peer = Peer is null ? null : results[Peer];
        double? ratio = bolt is not null && peer is not null ? bolt.Over(peer) : null;
        double? judged = Peer is null ? bolt?.Value : ratio;
        var verdict = judged is not { } j ? "not measured" : (AtLeast ? j >= Limit : j <= Limit) ? "met" : "**missed**";
        return
        [
            Work, Goal, Shown(peer), Shown(bolt), Figures.ShowRatio(ratio), verdict, bolt?.Date ?? Figures.None, bolt is null ? Figures.None : $"`{bolt.Command}`",
        ];
    }

    private static string Shown(Measurement? m) => m is null ? Figures.None : Figures.Show(m.Value, m.Unit);
}
