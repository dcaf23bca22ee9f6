using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>The routes of one handler type: one generated file.</summary>
internal sealed record HandlerRoutes(string HandlerType, string Namespace, string HintName, EquatableArray<RouteModel> Routes)
{
    /// <summary>What the endpoints use, each once.</summary>
    public EquatableArray<Requirement> Requirements { get; } = Routes.SelectMany(static r => r.Endpoint?.Requirements ?? default).Distinct().ToImmutableArray();

    /// <summary>The application that maps these routes is told what they ask.</summary>
    public bool HasSurface => Routes.Any(static r => r.Surface.Count > 0);
}
