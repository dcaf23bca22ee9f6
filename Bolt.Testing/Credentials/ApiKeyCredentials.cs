using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;
using Bolt.Testing.Matrix;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Testing.Credentials;

/// <summary>API keys: random ones, which the application's own backend verifies.</summary>
internal sealed class ApiKeyCredentials(IAuthenticationBackend backend, TestHost host) : BackendCredentials(backend)
{
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);

    private IEnumerable<ApiKey> Configured => host.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>()
        .Get(Backend.GetType() == typeof(ApiKeyAuthentication) ? Options.DefaultName : Backend.Name).Keys;

    public override Rights RightsOf(BoltTestCaller caller) => new(caller.UserId, [.. caller.Permissions], false, false, Rights.NoClaims, false);

    public override ValueTask AddAsync(HttpRequestMessage request, BoltTestCaller caller, HttpClient client, bool isMadeUp, CancellationToken cancellationToken)
    {
        var key = _keys.GetOrAdd(
            caller.UserId + "\n" + string.Join('\n', caller.Permissions),
            _ => host.ApiKeys.Add(Backend.GetType(), hash => new ApiKey(caller.UserId, hash) { Permissions = [.. caller.Permissions] }));
        Send(request, key);
        return default;
    }

    /// <summary>A key as good as the configured one of that name; false where there is none.</summary>
    public bool TryAddNamed(HttpRequestMessage request, string name)
    {
        if (Configured.FirstOrDefault(k => k.Name == name) is not { } real)
        {
            return false;
        }

        var key = _keys.GetOrAdd(
            "named\n" + name,
            _ => host.ApiKeys.Add(Backend.GetType(), hash => new ApiKey(name, hash) { Permissions = [.. Configured.Where(k => k.Name == name).SelectMany(static k => k.Permissions).Distinct()], ExpiresAt = real.ExpiresAt }));
        Send(request, key);
        return true;
    }

    public IEnumerable<string> Names => Configured.Select(static k => k.Name).Distinct();

    public override ValueTask<IReadOnlyList<BadCredential>> FindBadAsync(BoltTestCaller caller, HttpClient client, CancellationToken cancellationToken)
    {
        var expired = host.ApiKeys.Add(Backend.GetType(), hash => new ApiKey(caller.UserId, hash) { Permissions = [.. caller.Permissions], ExpiresAt = host.Time.GetUtcNow().AddMinutes(-1) });
        var unknown = RandomNumberGenerator.GetHexString(64, lowercase: true);
        return new([new("an unknown key", request => Send(request, unknown)), new("an expired key", request => Send(request, expired))]);
    }

    private void Send(HttpRequestMessage request, string key)
    {
        var place = ((ICredentialMetadata)Backend).Credential;
        Set(request, place.Place == CredentialPlace.Authorization ? "Authorization" : place.Name, place.Place == CredentialPlace.Authorization ? $"{place.Name} {key}" : key);
    }
}
