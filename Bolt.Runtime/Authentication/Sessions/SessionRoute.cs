using Bolt.Endpoints;

namespace Bolt.Authentication.Sessions;

/// <summary>Metadata of Bolt's endpoints where the application has sessions.</summary>
/// <param name="engine">Its first session backend's, or null where it has none.</param>
internal sealed class SessionRoute(SessionEngine? engine)
{
    public SessionEngine? Engine => engine;

    /// <summary>The endpoint that serves the route. Set when it is built: the one that describes it has not read the metadata that conventions add.</summary>
    public BoltEndpoint? Endpoint { get; set; }

    public override string ToString() => "Sessions";
}
