using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>A level under analysis, and how to report about it.</summary>
/// <param name="Level">What it says.</param>
/// <param name="Settings">Its attribute with <c>Auth</c> and <c>Guards</c>, if there is one.</param>
/// <param name="Outer">The guards the outer levels ask for together.</param>
/// <param name="Display">How messages begin: <c>GET /me</c>, <c>The group 'Articles'</c>, <c>The assembly</c>.</param>
/// <param name="Route">The route, where the level is a route's own.</param>
/// <param name="Symbols">The compilation's facts.</param>
/// <param name="Reporter">Where reports go.</param>
/// <param name="CancellationToken">Stops the analysis.</param>
internal sealed record LevelContext(
    SecurityLevel Level,
    AttributeData? Settings,
    ImmutableArray<GuardUse> Outer,
    string Display,
    Route? Route,
    BoltSymbols Symbols,
    DiagnosticReporter Reporter,
    CancellationToken CancellationToken)
{
    /// <summary>
    /// What is wrong with the level; for a route also what is wrong with outer levels that have no place in this project's source, or none of their own.
    /// </summary>
    public IEnumerable<LevelProblem> Problems => Route is null
        ? Level.Problems
        : Level.Problems.Concat(Route.Security.Problems.Where(p => IsElsewhere(p)));

    public Location LocationOf(GuardUse guard) => AttributeLocations.ForGuard(Settings, guard, CancellationToken);

    public Location LocationOf(LevelProblem problem) =>
        IsElsewhere(problem) ? AttributeLocations.ForAttribute(Settings!, CancellationToken)
        : problem.Argument.Length == 0
        ? AttributeLocations.ForAttribute(problem.Attribute, CancellationToken)
        : AttributeLocations.ForElement(problem.Attribute, problem.Argument, problem.Index, CancellationToken);

    private bool IsElsewhere(LevelProblem problem) =>
        problem.Kind == LevelProblemKind.AuthsDiffer || problem.Attribute.ApplicationSyntaxReference is not { } place || !Symbols.Compilation.ContainsSyntaxTree(place.SyntaxTree);
}
