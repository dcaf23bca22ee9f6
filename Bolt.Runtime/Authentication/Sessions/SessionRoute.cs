using Bolt.Endpoints;

namespace Bolt.Authentication.Sessions;

/// <summary>Metadata of Bolt's endpoints where the application has sessions.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Engine">Its first session backend's, or null where it has none.</param>
internal sealed record SessionRoute(BoltEndpoint Endpoint, SessionEngine? Engine)
{
    public override string ToString() => "Sessions";
}
