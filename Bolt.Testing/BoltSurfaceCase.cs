using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;
using Bolt.Testing.Matrix;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Bolt;

/// <summary>One route and one kind of caller, as a test of its own.</summary>
public sealed class BoltSurfaceCase
{
    private static readonly Dictionary<RowKind, string> Names = new()
    {
        [RowKind.Anonymous] = "an anonymous caller",
        [RowKind.Bad] = "credentials that do not hold",
        [RowKind.Permitted] = "callers who may",
        [RowKind.Lacking] = "callers who lack something",
        [RowKind.Other] = "callers of other backends",
        [RowKind.Site] = "requests from other sites",
        [RowKind.Method] = "another method",
    };

    private readonly RowKind _kind;
    private readonly string _handler;

    internal BoltSurfaceCase(string route, string handler, RowKind kind) => (Route, _handler, _kind) = (route, handler, kind);

    /// <summary>The route: <c>GET /me</c>.</summary>
    public string Route { get; }

    /// <summary>The kind of caller: <c>an anonymous caller</c>.</summary>
    public string Caller => Names[_kind];

    internal static IEnumerable<RowKind> Kinds => Names.Keys;

    /// <summary>Asks the route. Passes where there is no such caller for it.</summary>
    /// <typeparam name="TEntryPoint">The application's entry point.</typeparam>
    /// <param name="app">The application, started with <c>WithBolt()</c>. One for all cases: it starts once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltSurfaceException">The route does not do what its guards say, or is not served.</exception>
    public async Task VerifyAsync<TEntryPoint>(WebApplicationFactory<TEntryPoint> app, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        using var client = BoltSurfaceTests.CreateClient(app);
        var host = await TestHost.FindAsync(client, "BoltSurfaceCase", cancellationToken).ConfigureAwait(false);
        var verifier = new HostVerifier(host, client);
        var isServed = false;
        var report = await verifier.VerifyAsync(
            (route, kind) =>
            {
                var isThis = route.Info.Handler == _handler && Route == $"{(route.Info.Methods.Count == 0 ? "*" : route.Method)} {route.Info.Pattern}";
                isServed |= isThis;
                return isThis && kind == _kind;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isServed)
        {
            throw new BoltSurfaceException($"{Route} is not served: call app.MapBolt() in the application.");
        }

        BoltSurfaceTests.ThrowIfWrong(report);
    }

    /// <summary>As test runners show it: <c>GET /me: an anonymous caller</c>.</summary>
    public override string ToString() => $"{Route}: {Caller}";
}
