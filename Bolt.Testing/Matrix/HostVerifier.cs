using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Shared;
using Bolt.Testing.Credentials;
using Bolt.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Matrix;

/// <summary>Asks every route of a host in this process with every caller. No handler runs: what has passed is seen at the filter in front of it.</summary>
internal sealed class HostVerifier(TestHost host, HttpClient client)
{
    private const string Advice = "Something besides its guards refuses: middleware, a filter, another endpoint.";

    private readonly Lazy<List<RouteUnderTest>> _routes = new(() => [.. Find(host)]);

    public IReadOnlyList<RouteUnderTest> Routes => _routes.Value;

    /// <param name="routes">The routes to ask, of <see cref="Routes"/>.</param>
    /// <param name="kind">The kind of caller to ask with; null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<BoltSurfaceReport> VerifyAsync(IReadOnlyList<RouteUnderTest> routes, RowKind? kind, CancellationToken cancellationToken)
    {
        if (Routes.Count == 0)
        {
            throw new InvalidOperationException("The application has no endpoints of Bolt's, so there is nothing to verify: call app.MapBolt().");
        }

        host.Arrange();
        var paths = new PathMaker(host.Services.GetRequiredService<ParameterPolicyFactory>(), host.Options.Values, namesNothing: false);
        var lines = new ReportLine?[routes.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(0, routes.Count, parallel, async (i, cancel) =>
            lines[i] = await VerifyAsync(routes[i], paths, kind, cancel).ConfigureAwait(false)).ConfigureAwait(false);
        return new BoltSurfaceReport([.. lines.OfType<ReportLine>()], kind is null && host.Options.Surface is { } surface ? surface.Compare(Routes) : []);
    }

    private static IEnumerable<RouteUnderTest> Find(TestHost host)
    {
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(static e => e.Metadata.GetMetadata<BoltRouteInfo>() is not null))
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            foreach (var method in methods.Count == 0 ? [HttpMethods.Get, HttpMethods.Post] : methods)
            {
                yield return new RouteUnderTest(endpoint, method, host);
            }
        }
    }

    private async Task<ReportLine> VerifyAsync(RouteUnderTest route, PathMaker paths, RowKind? kind, CancellationToken cancellationToken)
    {
        var line = new ReportLine(route.Name);
        if (paths.Make(route.Endpoint.RoutePattern, route.Pattern, out var missing) is not { } path)
        {
            line.Add(new(RowKind.Anonymous, Outcome.Wrong, Unreached(route, $"no value was found for '{missing}'")));
            return line;
        }

        if (route.BackendDifference is { } difference)
        {
            line.Add(new(RowKind.Anonymous, Outcome.Wrong, difference));
        }

        var bodies = new Dictionary<int, (string Body, string Caller)>();
        await foreach (var row in host.Rows.MakeAsync(route, client).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (kind is not null && row.Kind != kind)
            {
                continue;
            }

            if (row.NotVerifiable is { } reason)
            {
                line.Add(new(row.Kind, Outcome.NotVerifiable, $"{route.Name}: {reason}."));
                continue;
            }

            var (outcome, isReached) = await AskAsync(route, row, path, bodies, cancellationToken).ConfigureAwait(false);
            line.Add(outcome);
            if (!isReached)
            {
                break;
            }
        }

        return line;
    }

    private async Task<(Outcome Outcome, bool IsReached)> AskAsync(RouteUnderTest route, Row row, string path, Dictionary<int, (string Body, string Caller)> bodies, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method ?? route.Method), path);
        // A program's: guards that send visitors of pages to a login page say to it what they mean.
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (route.Host is { } name)
        {
            request.Headers.Host = name;
        }

        if (route.ContentType is { } type)
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(type, out var media) ? media : null;
        }

        try
        {
            await row.Prepare(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or BoltRefusedException)
        {
            return (new(row.Kind, Outcome.NotVerifiable, $"{route.Name}: {row.Caller} could not sign in: {e.Message}"), true);
        }

        var verified = host.Mark(request, row.Who);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.RequestMessage?.RequestUri is { } sent && sent.AbsolutePath != new Uri(client.BaseAddress!, path).AbsolutePath)
        {
            throw new InvalidOperationException($"The client followed a redirect from {path} to {sent.AbsolutePath}, so that what the application said is not seen: create it with CreateClient(new() {{ AllowAutoRedirect = false, HandleCookies = false }}).");
        }

        if (verified.HasStarted)
        {
            await verified.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var answer = new Answer((int)response.StatusCode, verified, Describe(request, path), await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false), response);
        return Judge(route, row, answer, bodies);
    }

    private (Outcome Outcome, bool IsReached) Judge(RouteUnderTest route, Row row, Answer answer, Dictionary<int, (string Body, string Caller)> bodies)
    {
        Outcome Wrong(string message) => new(row.Kind, Outcome.Wrong, message);
        Outcome Unsure(string reason) => new(row.Kind, Outcome.NotVerifiable, $"{route.Name}: {row.Caller}: {reason}");
        var isOurs = route.Is(answer.Verified.Matched);
        if (row.Kind == RowKind.Method)
        {
            return (isOurs || answer.Status is >= 200 and < 300 && answer.Verified.Matched is null
                ? Wrong(Finding.Details($"{route.Name} also answers TRACE.", answer.Request, "405", answer.Got))
                : new(row.Kind, '-', null), true);
        }

        if (!isOurs && answer.Verified.Error is { } thrown)
        {
            return (Wrong($"{route.Name} was not reached: {answer.Request} fails with {answer.Status} before routing is done: {thrown.GetType().Name}: {thrown.GetBaseException().Message.TrimEnd('.')}."), false);
        }

        if (answer.Verified.HasStarted && !isOurs)
        {
            return (Wrong(Unreached(route, answer.Verified.Matched is { } other ? $"{answer.Request} is answered by {other.DisplayName ?? "another endpoint"} with {answer.Status}" : $"{answer.Request} is answered before routing, with {answer.Status}")), false);
        }

        if (!answer.Verified.HasStarted)
        {
            return (Wrong(Unreached(route, $"{answer.Request} is answered by something in front of the application's own middleware, with {answer.Status}")), false);
        }

        if (answer.Status is 429 or 503 && !answer.Verified.HasPassed)
        {
            return (Unsure(answer.Status == 429 ? "a rate limiter answered (429)." : "what its credential is checked with is unavailable (503)."), true);
        }

        var isIn = answer.Verified.HasPassed || answer.Status is 400 or 413 or 415 || answer.Status is >= 200 and < 300;
        if (row.Verdict.Kind == VerdictKind.Refused)
        {
            if (isIn && row.Backend is not null && HasAll(route, row, answer.Verified.Auth))
            {
                return (Unsure($"the credential that SignIn() makes for {row.Backend} has what the caller should lack; let it have the rights of the caller that it is given."), true);
            }

            return (isIn ? Wrong(Finding.LetIn(route.Name, row.Caller, row.Verdict, answer.Request, answer.Got))
                : answer.Status >= 500 ? Wrong(Finding.Failed(route.Name, row.Caller, row.Verdict, answer.Request, answer.Got))
                : !row.Verdict.Allows(answer.Status) ? Wrong(Finding.WrongRefusal(route.Name, row.Caller, row.Verdict, answer.Request, answer.Got))
                : Flaw(route, row, answer, bodies) is { } flaw ? Wrong(flaw)
                : new(row.Kind, '-', null), true);
        }

        if (row.Verdict.Kind == VerdictKind.Unknown)
        {
            return (isIn ? new(row.Kind, '+', null)
                : row.Kind == RowKind.Permitted ? Unsure($"{row.Verdict.Guard} decides; {route.Satisfy(row.Verdict.Guard)}.")
                : answer.Status >= 500 ? Wrong(Finding.Failed(route.Name, row.Caller, row.Verdict, answer.Request, answer.Got))
                : new(row.Kind, '-', null), true);
        }

        if (answer.Status >= 500 && !answer.Verified.HasPassed)
        {
            return (Unsure($"what comes between its guards and its handler failed{(answer.Verified.Error is { } error ? $": {error.GetType().Name}: {error.Message}" : "")}."), true);
        }

        if (!isIn)
        {
            return (answer.Status == 401 && answer.Verified.Auth is not null
                    ? Unsure(host.Options.UserId is { } id ? $"the application has no user '{id}' (UserId)." : "its handler takes the caller's user. Write WithBolt(o => o.UserId = \"…\"), the id of a user that exists.")
                : route.HasAuthorization ? Unsure("ASP.NET Core's authorization is asked besides its guards, and refuses.")
                : Wrong(Finding.Refused(route.Name, row.Caller, answer.Request, $"{answer.Got}. {Advice}")), true);
        }

        if (!answer.Verified.HasPassed && answer.Status is >= 200 and < 300)
        {
            return (Wrong(Finding.Details($"{route.Name} answers {row.Caller} with something else than its handler.", answer.Request, "its handler", answer.Got)), true);
        }

        return (CallerFlaw(route, row, answer) is { } who ? Wrong(who) : new(row.Kind, '+', null), true);
    }

    /// <summary>The caller is the one that the credential is of.</summary>
    private static string? CallerFlaw(RouteUnderTest route, Row row, Answer answer)
    {
        var auth = answer.Verified.Auth;
        if (row.Backend is null && row.Kind is RowKind.Permitted)
        {
            return null;
        }

        var isRight = row.Backend is null ? auth is null : auth is not null && auth.Backend == row.Backend && (auth.UserId == row.Who!.UserId || IsOwn(route, auth.Backend));
        return isRight ? null : Finding.Details(
            $"{route.Name} takes {row.Caller} for {(auth is null ? "an anonymous one" : $"'{auth.UserId}' of {auth.Backend}")}.",
            answer.Request,
            row.Backend is null ? "nobody" : $"'{row.Who!.UserId}' of {row.Backend}",
            auth is null ? "nobody" : $"'{auth.UserId}' of {auth.Backend}");
    }

    /// <summary>The credential of a backend of the application's own says more than it was asked to: the endpoint does what it should.</summary>
    private static bool HasAll(RouteUnderTest route, Row row, AuthContext? auth) =>
        row.Kind == RowKind.Lacking && auth is not null && IsOwn(route, auth.Backend)
        && Verdict.Of(route.Guards, Rights.Of(row.Who!, hasRecentLogin: true) with { UserId = auth.UserId, Permissions = [.. auth.Permissions], IsStaff = auth.IsStaff, IsSuperuser = auth.IsSuperuser }).Kind == VerdictKind.Passed;

    /// <summary>What a backend of the application's own calls its callers is its own business.</summary>
    private static bool IsOwn(RouteUnderTest route, string backend) => route.Credentials.Any(b => b is OwnCredentials && b.Backend.Name == backend);

    /// <summary>A refusal says what RFC 9110 asks for, and not why: all refusals with one status are alike.</summary>
    private static string? Flaw(RouteUnderTest route, Row row, Answer answer, Dictionary<int, (string Body, string Caller)> bodies)
    {
        if (answer.Status is > 300 and < 400 || HttpMethods.IsHead(route.Method) || (route.HasAuthorization && answer.Verified.Auth is null))
        {
            return null;
        }

        var media = answer.Response.Content.Headers.ContentType?.MediaType;
        if (media != "application/problem+json")
        {
            return Finding.Details($"{route.Name} refuses {row.Caller} without problem details.", answer.Request, "application/problem+json", media ?? "no body");
        }

        if (row.Kind == RowKind.Anonymous && answer.Status == 401 && Challenges(route) is { } expected)
        {
            var found = answer.Response.Headers.TryGetValues("WWW-Authenticate", out var values) ? string.Join(" | ", values) : "none";
            if (found != expected)
            {
                return Finding.Details($"{route.Name} does not challenge {row.Caller} as its backends do.", answer.Request, $"WWW-Authenticate: {expected}", found);
            }
        }

        var body = Canonical(answer.Body);
        return bodies.TryAdd(answer.Status, (body, row.Caller)) || bodies[answer.Status].Body == body ? null
            : Finding.Details($"{route.Name} tells {row.Caller} from {bodies[answer.Status].Caller} in its refusal.", answer.Request, bodies[answer.Status].Body, body);
    }

    /// <summary>One for each backend, in their order; null where a scheme of ASP.NET Core writes its own.</summary>
    private static string? Challenges(RouteUnderTest route)
    {
        if (route.Credentials.Any(static b => b.Backend is SchemeAuthentication))
        {
            return null;
        }

        var challenges = route.Credentials.Select(static b => b.Backend is IAuthenticationChallenge own ? own.Unauthorized(AuthenticationOutcome.NoCredentials) : b.Backend.Name).Distinct().ToList();
        return challenges.Count == 0 ? "none" : string.Join(" | ", challenges);
    }

    /// <summary>Without what differs in every request.</summary>
    private static string Canonical(string body)
    {
        try
        {
            if (JsonNode.Parse(body) is JsonObject json)
            {
                foreach (var name in json.Select(static p => p.Key).Where(static k => k is "traceId" or "requestId" or "instance").ToList())
                {
                    json.Remove(name);
                }

                return json.ToJsonString();
            }
        }
        catch (JsonException)
        {
            // Compared as it is.
        }

        return body;
    }

    private static string Unreached(RouteUnderTest route, string why) =>
        $"{route.Name} was not reached: {why}. Write WithBolt(o => o.Values[{SurfaceText.WriteString(route.Pattern)}] = \"…\"), a value or a whole path that this route serves.";

    private static string Describe(HttpRequestMessage request, string path)
    {
        var text = new StringBuilder().Append(request.Method).Append(' ').Append(path);
        foreach (var name in request.Headers.NonValidated.Select(static h => h.Key).Where(static n => n is not (TestHost.Header or "Accept")))
        {
            text.Append(", ").Append(name);
        }

        return text.ToString();
    }

    private sealed record Answer(int Status, VerifiedRequest Verified, string Request, string Body, HttpResponseMessage Response)
    {
        public string Got => Verified.HasPassed ? $"past every guard ({Status})" : Verified.Error is { } error ? $"{Status} ({error.GetType().Name}: {error.Message})" : $"{Status}";
    }
}
