using System.Diagnostics;

namespace Bolt.Diagnostics;

/// <summary>Traces.</summary>
internal static class BoltActivity
{
    public const string SourceName = "Bolt";
    public const string Authenticate = "bolt.authenticate";

    public static readonly ActivitySource Source = new(SourceName);
}
