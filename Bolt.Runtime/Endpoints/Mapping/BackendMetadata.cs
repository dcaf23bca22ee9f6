using System.Collections.Generic;

namespace Bolt.Endpoints.Mapping;

/// <summary>The backends of an endpoint, which it has found in services.</summary>
internal sealed class BackendMetadata(IReadOnlyList<IAuthenticationBackend> backends) : IBoltBackendMetadata
{
    public IReadOnlyList<IAuthenticationBackend> Backends => backends;
}
