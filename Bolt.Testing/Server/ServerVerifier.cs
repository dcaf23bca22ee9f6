using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Shared;
using Bolt.Testing.Credentials;
using Bolt.Testing.Matrix;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Server;

/// <summary>Asks a server of which nothing is known but its surface, over HTTP alone: a native binary as well as a cluster behind a proxy.</summary>
internal sealed class ServerVerifier(HttpClient server, BoltSurface surface, BoltTestIssuer issuer, BoltServerTestOptions options)
{
    private const int MostAtOnce = 4;

    public async Task<BoltSurfaceReport> VerifyAsync(CancellationToken cancellationToken)
    {
        if (server.BaseAddress is null)
        {
            throw new InvalidOperationException("The client has no BaseAddress: name the server, as in new HttpClient { BaseAddress = new Uri(\"https://staging.example\") }.");
        }

        var services = new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();
        await using var _ = services.ConfigureAwait(false);
        var paths = new PathMaker(services.GetRequiredService<ParameterPolicyFactory>(), options.Values, namesNothing: true);
        var lines = new ReportLine?[surface.Lines.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = MostAtOnce };
        await Parallel.ForAsync(0, lines.Length, parallel, async (i, cancel) => lines[i] = await VerifyAsync(surface.Lines[i], paths, cancel).ConfigureAwait(false)).ConfigureAwait(false);
        return new BoltSurfaceReport([.. lines.OfType<ReportLine>()], []);
    }

    private async Task<ReportLine> VerifyAsync(SurfaceLine line, PathMaker paths, CancellationToken cancellationToken)
    {
        var method = line.Method == "*" ? HttpMethods.Get : line.Method;
        var report = new ReportLine(line.Route);
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
        if (!isSafe && !options.SendUnsafe)
        {
            report.Add(new(RowKind.Anonymous, Outcome.NotVerifiable, $"{line.Route} could change something: write o.SendUnsafe = true to send the requests that it must refuse."));
            return report;
        }

        var pattern = RoutePatternFactory.Parse(line.Pattern);
        if (paths.Make(pattern, line.Pattern, out var missing) is not { } path)
        {
            report.Add(new(RowKind.Anonymous, Outcome.Wrong, $"{line.Route} was not reached: no value was found for '{missing}'. Write o.Values[{SurfaceText.WriteString(line.Pattern)}] = \"…\"."));
            return report;
        }

        foreach (var row in Rows(line, method))
        {
            report.Add(await AskAsync(line, method, options.Prefix + path, row, cancellationToken).ConfigureAwait(false));
        }

        return report;
    }

    private IEnumerable<Row> Rows(SurfaceLine line, string method)
    {
        IReadOnlyList<GuardRule> guards = [.. line.Guards.Select(static g => new GuardRule(g, needsIdentity: false, [], isSatisfied: false))];
        var anonymous = Verdict.Of(guards, null);
        if (anonymous.Kind == VerdictKind.Refused)
        {
            yield return new(RowKind.Anonymous, "an anonymous caller", static (_, _) => default, anonymous);
        }

        if (!line.Auth.Contains(issuer.Backend))
        {
            yield break;
        }

        var now = TimeProvider.System.GetUtcNow();
        var wanted = guards.Aggregate(new BoltTestCaller(TestUserSource.MadeUp + "user"), static (caller, guard) => guard.Grant(caller));
        if (anonymous.Kind == VerdictKind.Refused)
        {
            foreach (var bad in BadTokens.Create("Authorization", true, flaw => issuer.Writer.Write(wanted, now, flaw), issuer.Writer.Issuer is not null, issuer.Writer.Audience is not null))
            {
                yield return new(RowKind.Bad, $"a caller with {bad.Name} ({issuer.Backend})", (request, _) => Add(request, bad.Add), anonymous);
            }
        }

        foreach (var (lacking, caller) in guards.SelectMany(g => g.Lacking(wanted)))
        {
            var verdict = Verdict.Of(guards, Rights.Of(caller, hasRecentLogin: !caller.Claims.ContainsKey("auth_time")));
            if (verdict.Kind == VerdictKind.Refused)
            {
                yield return new(RowKind.Lacking, $"a caller of {issuer.Backend} {lacking}", (request, _) => Add(request, Bearer(caller, now)), verdict);
            }
        }

        if (options.SendPermitted && HttpMethods.IsGet(method) && Verdict.Of(guards, Rights.Of(wanted, true)) is { Kind: not VerdictKind.Refused } permitted)
        {
            yield return new(RowKind.Permitted, $"a caller of {issuer.Backend} with all that its guards ask for", (request, _) => Add(request, Bearer(wanted, now)), permitted);
        }
    }

    private Action<HttpRequestMessage> Bearer(BoltTestCaller caller, DateTimeOffset now) =>
        request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + issuer.Writer.Write(caller, now));

    private static ValueTask Add(HttpRequestMessage request, Action<HttpRequestMessage> add)
    {
        add(request);
        return default;
    }

    private async Task<Outcome> AskAsync(SurfaceLine line, string method, string path, Row row, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (line.Selectors.FirstOrDefault(static s => s.StartsWith("host: ", StringComparison.Ordinal)) is { } host && SurfaceText.ReadString(host["host: ".Length..]) is { Length: > 0 } name)
        {
            request.Headers.Host = name.Split(", ")[0].Replace("*.", "www.", StringComparison.Ordinal);
        }

        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        await row.Prepare(request, cancellationToken).ConfigureAwait(false);
        using var response = await server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.RequestMessage is { } sent && !ReferenceEquals(sent, request) || response.RequestMessage?.RequestUri != new Uri(server.BaseAddress!, path))
        {
            throw new InvalidOperationException(
                $"The client followed a redirect from {path} to {response.RequestMessage?.RequestUri}, so that what the server said is not seen: create it with new HttpClient(new SocketsHttpHandler {{ AllowAutoRedirect = false, UseCookies = false }}).");
        }

        var status = (int)response.StatusCode;
        var text = $"{method} {path}{(request.Headers.Contains("Authorization") ? ", Authorization" : "")}";
        var got = status.ToString(CultureInfo.InvariantCulture);
        if (status is 429 or 503)
        {
            return new(row.Kind, Outcome.NotVerifiable, $"{line.Route}: {row.Caller}: the server is busy or something it needs is down ({status}).");
        }

        if (row.Verdict.Kind == VerdictKind.Refused)
        {
            return row.Verdict.Allows(status) ? new(row.Kind, '-', null)
                : status is 404 or 405 ? new(row.Kind, Outcome.Wrong, $"{line.Route} was not reached: {text} is answered with {status}. Say where it is with o.Prefix = \"…\", or write o.Values[{SurfaceText.WriteString(line.Pattern)}] = \"…\".")
                : new(row.Kind, Outcome.Wrong, status >= 500 ? Finding.Failed(line.Route, row.Caller, row.Verdict, text, got)
                    : status is 401 or 403 or (> 300 and < 400) ? Finding.WrongRefusal(line.Route, row.Caller, row.Verdict, text, got)
                    : Finding.LetIn(line.Route, row.Caller, row.Verdict, text, got));
        }

        // Values name nothing: 404 is the handler's. 415 is routing's where the body's type is part of the route.
        var isIn = status is not (401 or 403) and < 500 && !(status == 415 && line.Selectors.Any(static s => s.StartsWith("by: ", StringComparison.Ordinal)));
        return isIn ? new(row.Kind, '+', null)
            : row.Verdict.Kind == VerdictKind.Unknown || status == 415 ? new(row.Kind, Outcome.NotVerifiable, $"{line.Route}: {row.Caller}: only the server knows whether {row.Verdict.Guard} lets it pass ({status}).")
            : new(row.Kind, Outcome.Wrong, Finding.Refused(line.Route, row.Caller, text, got));
    }
}
