using System.Collections.Generic;

namespace Bolt.Testing.Matrix;

/// <summary>What came of one route.</summary>
internal sealed class ReportLine(string route)
{
    private readonly List<Outcome> _outcomes = [];

    public string Route => route;

    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    public void Add(Outcome outcome) => _outcomes.Add(outcome);
}
