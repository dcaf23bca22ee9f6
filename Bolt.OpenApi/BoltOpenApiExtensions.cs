using System;
using Bolt.OpenApi;
using Microsoft.AspNetCore.OpenApi;

namespace Bolt;

/// <summary>Registers Bolt in OpenAPI documents.</summary>
public static class BoltOpenApiExtensions
{
    /// <summary>
    /// Describes what Bolt's endpoints ask of their callers: requirements per operation with the permissions in them (OpenAPI 3.1 §4.8.30), the security schemes they name, and the responses of a
    /// refusal. The document's own requirement is never written: operations without one would inherit it.
    /// </summary>
    /// <param name="options">The document's, in <c>AddOpenApi(o => o.AddBolt())</c>.</param>
    /// <param name="configure">Changes the description.</param>
    /// <returns>The same options.</returns>
    public static OpenApiOptions AddBolt(this OpenApiOptions options, Action<BoltOpenApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bolt = new BoltOpenApiOptions();
        configure?.Invoke(bolt);
        return options
            .AddOperationTransformer(new OperationSecurity(bolt, options))
            .AddDocumentTransformer(new DocumentSecurity(bolt));
    }
}
