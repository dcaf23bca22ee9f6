using System.Diagnostics;

namespace Bolt;

/// <summary>Traces.</summary>
internal static class BoltActivity
{
    public const string SourceName = "Bolt";
    public const string Authenticate = "bolt.authenticate";

    public static readonly ActivitySource Source = new(SourceName);
}
