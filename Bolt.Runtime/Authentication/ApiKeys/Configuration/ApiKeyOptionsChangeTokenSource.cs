using System.Threading;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.ApiKeys.Configuration;

/// <summary>Says when a backend's configuration section has changed.</summary>
internal sealed class ApiKeyOptionsChangeTokenSource(BackendRegistration backend, IConfiguration? configuration) : IOptionsChangeTokenSource<ApiKeyOptions>
{
    public string Name => backend.OptionsName;

    public IChangeToken GetChangeToken() =>
        configuration?.GetSection(backend.Section).GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);
}
