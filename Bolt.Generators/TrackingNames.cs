using Bolt.Shared;

namespace Bolt.Generators;

/// <summary>Tracking names of the pipeline's steps; tests assert their run reasons.</summary>
internal static class TrackingNames
{
    public const string Routes = "Routes";
    public const string RoutesByType = "RoutesByType";
    public const string Modules = "Modules";
    public const string CompilationFacts = "CompilationFacts";
    public const string RouteTable = "RouteTable";
}
