using System.Collections.Immutable;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>A level under analysis, and how to report about it.</summary>
/// <param name="Level">What it says.</param>
/// <param name="Settings">Its attribute with <c>Auth</c> and <c>Guards</c>, if there is one.</param>
/// <param name="Farther">The guards the farther levels ask for together.</param>
/// <param name="Display">How messages begin: <c>GET /me</c>, <c>The group 'Articles'</c>, <c>The assembly</c>.</param>
/// <param name="Route">The route, where the level is a route's own.</param>
/// <param name="Bolt">The compilation's facts.</param>
/// <param name="Sink">Where reports go.</param>
/// <param name="Cancellation">Stops the analysis.</param>
internal sealed record LevelContext(
    SecurityLevel Level,
    AttributeData? Settings,
    ImmutableArray<GuardUse> Farther,
    string Display,
    Route? Route,
    BoltSymbols Bolt,
    DiagnosticSink Sink,
    CancellationToken Cancellation)
{
    public Location LocationOf(GuardUse guard) => AttributeLocations.OfGuard(Settings, guard, Cancellation);

    public Location LocationOf(LevelProblem problem) => problem.Argument.Length == 0
        ? AttributeLocations.Of(problem.Attribute, Cancellation)
        : AttributeLocations.OfElement(problem.Attribute, problem.Argument, problem.Index, Cancellation);
}
