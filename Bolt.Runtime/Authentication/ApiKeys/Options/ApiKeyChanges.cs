using System.Threading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bolt;

/// <summary>Says when a backend's configuration section has changed.</summary>
internal sealed class ApiKeyChanges(BackendRegistration backend, IConfiguration? configuration) : IOptionsChangeTokenSource<ApiKeyOptions>
{
    public string Name => backend.OptionsName;

    public IChangeToken GetChangeToken() =>
        configuration?.GetSection(backend.Section).GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);
}
