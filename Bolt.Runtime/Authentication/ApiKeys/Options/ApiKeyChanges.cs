using System.Threading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bolt;

/// <summary>Says when a backend's configuration section has changed.</summary>
internal sealed class ApiKeyChanges(string backend, IConfiguration? configuration) : IOptionsChangeTokenSource<ApiKeyOptions>
{
    public string Name => backend;

    public IChangeToken GetChangeToken() =>
        configuration?.GetSection(ApiKeyConfiguration.SectionOf(backend)).GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);
}
