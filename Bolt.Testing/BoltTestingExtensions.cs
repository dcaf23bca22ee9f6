using System;
using System.Collections.Generic;
using System.Net.Http;
using Bolt.Testing.Clients;
using Bolt.Testing.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace Bolt;

/// <summary>Acts as any user in a test, with real credentials that the application's own backends verify.</summary>
public static class BoltTestingExtensions
{
    /// <summary>
    /// Prepares the application under test, in this process only, for <see cref="ActingAs"/>, <see cref="ActingAsKey"/> and <see cref="BoltSurfaceTests"/>. A JWT backend that can sign is used with its own
    /// key; one that only verifies gets one more key, random for this process, and an <c>Authority</c> is not asked. Issuers, audiences, algorithms and every check stay. Nothing is switched off.
    /// </summary>
    /// <typeparam name="TEntryPoint">The application's entry point.</typeparam>
    /// <param name="factory">The application: <c>new WebApplicationFactory&lt;Program&gt;()</c>, or one of your own.</param>
    /// <param name="configure">Says what cannot be known of the application.</param>
    /// <returns>A factory for the prepared application. Dispose it, or the one it was made of.</returns>
    public static WebApplicationFactory<TEntryPoint> WithBolt<TEntryPoint>(this WebApplicationFactory<TEntryPoint> factory, Action<BoltTestOptions>? configure = null)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        var options = new BoltTestOptions();
        configure?.Invoke(options);
        return factory.WithWebHostBuilder(web => web.ConfigureTestServices(services => TestServices.Add(services, options)));
    }

    /// <summary>
    /// A client over this one whose requests are a user's. Each request gets the credential that its route asks for: a token, or the cookie of a session that is signed in to when it is first needed. A session's rights are
    /// those that the application's users say; the rights given here go into tokens.
    /// </summary>
    /// <param name="client">A client of the factory that <see cref="WithBolt"/> returned. It stays as it was; dispose it after the new one.</param>
    /// <param name="userId">The user's id: a token's <c>sub</c>.</param>
    /// <param name="permissions">What the user may do.</param>
    /// <param name="isStaff">The user is staff.</param>
    /// <param name="isSuperuser">The user is an administrator.</param>
    /// <param name="claims">More claims of tokens, by name or by path: <c>tenant</c>, <c>realm_access.roles</c>.</param>
    /// <exception cref="InvalidOperationException">Thrown by the requests: the application was not started with <see cref="WithBolt"/>, a session's user does not exist or has not these rights, or nobody knows how to sign in to a backend.</exception>
    public static HttpClient ActingAs(
        this HttpClient client, string userId, IEnumerable<string>? permissions = null, bool isStaff = false, bool isSuperuser = false, IReadOnlyDictionary<string, object?>? claims = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var caller = new BoltTestCaller(userId) { Permissions = [.. permissions ?? []], IsStaff = isStaff, IsSuperuser = isSuperuser, Claims = claims ?? new Dictionary<string, object?>() };
        return ActingHandler.CreateClient(client, new ActingUser(caller));
    }

    /// <summary>A client over this one whose requests carry an API key with the name and the permissions of a configured one. The configured key itself stays unknown.</summary>
    /// <param name="client">A client of the factory that <see cref="WithBolt"/> returned. It stays as it was; dispose it after the new one.</param>
    /// <param name="name">The key's name: <see cref="ApiKey.Name"/>.</param>
    /// <exception cref="InvalidOperationException">Thrown by the requests: the application was not started with <see cref="WithBolt"/>, or no configured key has the name.</exception>
    public static HttpClient ActingAsKey(this HttpClient client, string name)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ActingHandler.CreateClient(client, new ActingKey(name));
    }
}
