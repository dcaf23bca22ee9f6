using System.Composition;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1022: brings the route's line up to date.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangedRouteCodeFix))]
[Shared]
public sealed class ChangedRouteCodeFix : RecordSurfaceCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string RecordKey = "BOLT1022.Record";

    /// <summary>Equivalence key.</summary>
    public const string RecordAllKey = "BOLT1022.RecordAll";

    public ChangedRouteCodeFix()
        : base(RuleIds.ChangedRoute, RecordKey, "Record it in BoltSurface.txt", RecordAllKey, "Record all changed routes in BoltSurface.txt", SurfaceDifferenceKind.Changed, SurfaceDifferenceKind.Moved)
    {
    }
}
