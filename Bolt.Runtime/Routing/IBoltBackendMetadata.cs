using System.Collections.Generic;

namespace Bolt;

/// <summary>Endpoint metadata: the backends of a Bolt endpoint.</summary>
public interface IBoltBackendMetadata
{
    /// <summary>In the order they are tried, as <see cref="IBoltSecurityMetadata.Auth"/> names them.</summary>
    IReadOnlyList<IAuthenticationBackend> Backends { get; }
}
