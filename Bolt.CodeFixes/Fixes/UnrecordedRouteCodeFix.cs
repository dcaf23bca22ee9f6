using System.Composition;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1020: adds the route's line.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnrecordedRouteCodeFix))]
[Shared]
public sealed class UnrecordedRouteCodeFix : RecordSurfaceCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string RecordKey = "BOLT1020.Record";

    /// <summary>Equivalence key.</summary>
    public const string RecordAllKey = "BOLT1020.RecordAll";

    public UnrecordedRouteCodeFix()
        : base(RuleIds.UnrecordedRoute, RecordKey, "Record it in BoltSurface.txt", RecordAllKey, "Record all routes in BoltSurface.txt", SurfaceDifferenceKind.Unrecorded)
    {
    }
}
