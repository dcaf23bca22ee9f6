using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Shared;
using Bolt.Testing.Credentials;
using Bolt.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bolt.Testing.Matrix;

/// <summary>Every caller that a route has to be asked with.</summary>
/// <param name="host">The application.</param>
/// <param name="backends">All backends of the application's routes.</param>
internal sealed class RowMaker(TestHost host, IReadOnlyList<BackendCredentials> backends)
{
    /// <summary>A token that is bad for one reason must not become bad for another.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<BackendCredentials, BadCredentials> _bad = [];

    private BoltTestCaller Anyone => new(host.Options.UserId ?? TestUserSource.MadeUp + "user");

    /// <param name="route">The route.</param>
    /// <param name="client">For what a credential has to fetch.</param>
    public async IAsyncEnumerable<Row> MakeAsync(RouteUnderTest route, HttpClient client)
    {
        var anonymous = Verdict.Of(route.Guards, null);
        yield return new(RowKind.Anonymous, "an anonymous caller", Nothing, anonymous);
        foreach (var backend in route.Credentials.Where(static b => b.Unknown is null))
        {
            foreach (var bad in await BadAsync(backend, client).ConfigureAwait(false))
            {
                yield return new(RowKind.Bad, $"a caller with {bad.Name} ({backend.Backend.Name})", (request, _) => Add(request, bad), anonymous);
            }
        }

        var wanted = route.Guards.Aggregate(Anyone, static (caller, guard) => guard.Grant(caller));
        foreach (var backend in route.Credentials)
        {
            foreach (var row in Own(route, backend, wanted, client))
            {
                yield return row;
            }
        }

        if (route.Credentials.Where(static b => b.Unknown is null).ToList() is { Count: > 1 } several && SameCaller(several, wanted) && several.DistinctBy(Place).Count() == several.Count)
        {
            yield return new(RowKind.Permitted, "a caller with a credential of every backend", (request, cancel) => Add(request, several, wanted, client, cancel), Verdict.Of(route.Guards, several[0].RightsOf(wanted)))
            {
                Who = wanted,
                Backend = route.Credentials[0].Unknown is null ? several[0].Backend.Name : null,
            };
        }

        foreach (var other in backends.Where(b => b.Unknown is null && !route.Credentials.Any(own => own.Backend.GetType() == b.Backend.GetType() || own.SharesKeysWith(b))))
        {
            yield return new(RowKind.Other, $"a caller of another backend ({other.Backend.Name})", (request, cancel) => other.AddAsync(request, wanted, client, true, cancel), anonymous) { Who = wanted };
        }

        if (route.Info.Methods.Count > 0 && !route.Info.Methods.Contains(HttpMethods.Trace, StringComparer.OrdinalIgnoreCase))
        {
            yield return new(RowKind.Method, "a TRACE request", Nothing, Verdict.Refuse("the method", 405, 404)) { Method = HttpMethods.Trace };
        }
    }

    private static ValueTask Nothing(HttpRequestMessage request, CancellationToken cancellationToken) => default;

    private static ValueTask Add(HttpRequestMessage request, BadCredential bad)
    {
        bad.Add(request);
        return default;
    }

    private static async ValueTask Add(HttpRequestMessage request, List<BackendCredentials> all, BoltTestCaller caller, HttpClient client, CancellationToken cancellationToken)
    {
        foreach (var backend in all)
        {
            await backend.AddAsync(request, caller, client, true, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A request can carry both: they do not go into one header.</summary>
    private static string Place(BackendCredentials backend) =>
        backend.Backend is ICredentialMetadata { Credential: var credential } ? credential.Place == CredentialPlace.Authorization ? "Authorization" : $"{credential.Place} {credential.Name}" : backend.Backend.Name;

    private static bool SameCaller(List<BackendCredentials> several, BoltTestCaller wanted) => several.TrueForAll(b => b is not OwnCredentials) && several[0].RightsOf(wanted) is not null;

    private Task<IReadOnlyList<BadCredential>> BadAsync(BackendCredentials backend, HttpClient client)
    {
        var now = host.Time.GetUtcNow();
        return _bad.AddOrUpdate(backend, Create, (_, known) => (now - known.At).Duration() < Fresh ? known : Create(backend)).Bad.Value;

        BadCredentials Create(BackendCredentials from) => new(now, new(() => from.FindBadAsync(Anyone, client, CancellationToken.None).AsTask()));
    }

    private static IEnumerable<Row> Own(RouteUnderTest route, BackendCredentials backend, BoltTestCaller wanted, HttpClient client)
    {
        var name = backend.Backend.Name;
        if (backend.Unknown is { } unknown)
        {
            yield return new(RowKind.Permitted, $"a caller of {name}", Nothing, Verdict.Pass) { NotVerifiable = unknown };
            yield break;
        }

        ValueTask Permit(HttpRequestMessage request, CancellationToken cancel) => backend.AddAsync(request, wanted, client, true, cancel);
        var permitted = Verdict.Of(route.Guards, backend.RightsOf(wanted));
        yield return new(RowKind.Permitted, $"a caller of {name} with all that its guards ask for", Permit, permitted) { Who = wanted, Backend = name };
        foreach (var (lacking, caller) in route.Guards.SelectMany(g => g.Lacking(wanted)))
        {
            var verdict = Verdict.Of(route.Guards, backend.RightsOf(caller));
            if (verdict.Kind == VerdictKind.Refused)
            {
                yield return new(RowKind.Lacking, $"a caller of {name} {lacking}", (request, cancel) => backend.AddAsync(request, caller, client, true, cancel), verdict) { Who = caller, Backend = name };
            }
        }

        if (backend.IsCookie && IsUnsafe(route.Method) && !route.Info.Options.Contains(SurfaceLine.NoCrossSiteCheck))
        {
            foreach (var (from, header, value) in new[] { ("another site", "Sec-Fetch-Site", "cross-site"), ("another origin", "Origin", "https://bolt-test.invalid"), ("a page that nothing is known of", null, "") })
            {
                yield return new(RowKind.Site, $"a caller of {name} that comes from {from}", (request, cancel) => FromAsync(backend, request, wanted, client, header, value, cancel), Verdict.Refuse("the cross-site check", 403)) { Who = wanted };
            }
        }
    }

    private static async ValueTask FromAsync(BackendCredentials backend, HttpRequestMessage request, BoltTestCaller caller, HttpClient client, string? header, string value, CancellationToken cancellationToken)
    {
        await backend.AddAsync(request, caller, client, true, cancellationToken).ConfigureAwait(false);
        request.Headers.Remove("Sec-Fetch-Site");
        request.Headers.Remove("Origin");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }

    private static bool IsUnsafe(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    private sealed record BadCredentials(DateTimeOffset At, Lazy<Task<IReadOnlyList<BadCredential>>> Bad);
}
