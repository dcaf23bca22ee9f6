using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Clients;
using Bolt.Testing.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Hosting;

/// <summary>
/// An application under test in this process. A client reaches it through requests of its own, which carry a value that only this process knows: clients hide what they send through, and what they
/// send through may be a real socket.
/// </summary>
internal sealed class TestHost(IServiceProvider services, BoltTestOptions options, TestApiKeys keys) : IDisposable
{
    public const string Header = "Bolt-Testing";
    public const string HostHeader = "Bolt-Testing-Host";
    public const string Path = "/.well-known/bolt-testing";

    private static readonly ConcurrentDictionary<string, TestHost> Hosts = new(StringComparer.Ordinal);
    private static readonly string Secret = RandomNumberGenerator.GetHexString(64, lowercase: true);

    private readonly string _id = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly ConcurrentDictionary<long, VerifiedRequest> _requests = [];
    private readonly ConcurrentDictionary<long, SessionLogin> _logins = [];
    private readonly ConcurrentDictionary<Type, BackendCredentials> _credentials = [];
    private long _last;

    public IServiceProvider Services => services;

    public BoltTestOptions Options => options;

    public TestApiKeys ApiKeys => keys;

    public TimeProvider Time => services.GetService<TimeProvider>() ?? TimeProvider.System;

    public RouteFinder Routes => field ??= new RouteFinder(services);

    /// <summary>From now on clients find it.</summary>
    public void Start() => Hosts[_id] = this;

    public void Dispose() => Hosts.TryRemove(_id, out _);

    /// <summary>How a request gets a credential of this backend.</summary>
    public BackendCredentials CredentialsOf(IAuthenticationBackend backend) => _credentials.GetOrAdd(backend.GetType(), _ => BackendCredentials.Create(backend, this));

    /// <summary>The application that a client sends to.</summary>
    /// <exception cref="InvalidOperationException">It was not started with <c>WithBolt()</c>.</exception>
    public static async Task<TestHost> FindAsync(HttpClient client, string caller, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation(Header, Secret + " host");
        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Headers.TryGetValues(HostHeader, out var ids) && Hosts.TryGetValue(string.Concat(ids), out var host) ? host
            : throw new InvalidOperationException(
                $"{caller} needs an application that was started with WithBolt(): write new WebApplicationFactory<Program>().WithBolt(), and call CreateClient() on the factory that WithBolt() returns.");
    }

    /// <summary>Makes a request one of <see cref="BoltSurfaceTests"/>.</summary>
    public VerifiedRequest Mark(HttpRequestMessage request, BoltTestCaller? caller)
    {
        var verified = new VerifiedRequest(caller);
        var number = Interlocked.Increment(ref _last);
        _requests[number] = verified;
        request.Headers.TryAddWithoutValidation(Header, string.Create(CultureInfo.InvariantCulture, $"{Secret} run {number}"));
        return verified;
    }

    /// <summary>Signs a user in to a session in a request of its own, as a login page does.</summary>
    public async Task<string> SignInAsync(HttpClient client, SessionLogin login, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _last);
        _logins[number] = login;
        using var request = new HttpRequestMessage(HttpMethod.Post, Path);
        request.Headers.TryAddWithoutValidation(Header, string.Create(CultureInfo.InvariantCulture, $"{Secret} sign-in {number}"));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await login.Cookie.Task.ConfigureAwait(false);
    }

    /// <summary>What a request of this process wants of the host itself; null for any other.</summary>
    public HostRequest? Read(string? header)
    {
        if (header is null || header.Length <= Secret.Length
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header, 0, Secret.Length), Encoding.ASCII.GetBytes(Secret)))
        {
            return null;
        }

        var words = header[(Secret.Length + 1)..].Split(' ');
        var number = words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0;
        return words[0] switch
        {
            "run" when _requests.TryRemove(number, out var run) => new HostRequest(run, null, null),
            "sign-in" when _logins.TryRemove(number, out var login) => new HostRequest(null, login, null),
            "host" => new HostRequest(null, null, _id),
            _ => null,
        };
    }
}

/// <summary>One of the three things that a client asks of a host under test.</summary>
internal sealed record HostRequest(VerifiedRequest? Verified, SessionLogin? Login, string? Id);
