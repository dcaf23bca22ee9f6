using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Bolt.Generators.Tests.Proof;

/// <summary>
/// What a request has to come to, written from the API's page alone: slow, reflective, and sharing nothing with the generator. It reads the
/// attributes as the runtime sees them.
/// </summary>
internal static class ReferenceInterpreter
{
    /// <summary>The one origin that <see cref="ReferenceTests"/> trusts.</summary>
    public const string Trusted = "https://app.example.com";

    /// <summary>The scheme and host that its requests are sent to.</summary>
    public const string Own = "https://shop.example.com";

    public static Verdict Answer(MethodInfo handler, BoltRouteAttribute route, Type type, IReadOnlyDictionary<Type, BoltGroupAttribute> chosen, HttpRequest request)
    {
        var headers = request.Headers;
        var levels = new ReferenceLevels(handler, route, type, chosen);
        var guards = levels.Guards;
        var trace = new List<string>();
        if (guards.Count == 0)
        {
            return new(403, null, trace);
        }

        // Authentication: in order, until one accepts.
        string? backend = null, identity = null;
        bool unavailable = false, unknown = false;
        foreach (var candidate in levels.Auth)
        {
            var name = candidate == typeof(CookieBackend) ? "D" : candidate == typeof(DerivedCookieBackend) ? "E" : candidate.Name["Backend".Length..];
            trace.Add(name);
            var says = Script(headers, name);
            if (says == "throw")
            {
                return new(500, null, trace);
            }

            unavailable |= says == "unavailable";
            unknown |= says == "unavailable" && (name is "D" or "E");
            if (says is "ok" or "staff" or "admin" or "p" or "pq" or "new" or "older" or "oldest")
            {
                if (name is "D" or "E" && MayComeFromAnotherSite(handler, route, type, request))
                {
                    return new(403, null, trace);
                }

                (backend, identity) = (name, says);
                break;
            }
        }

        // Guards: in order, all of them.
        var decisions = new List<(Type, bool)>();
        foreach (var guard in guards)
        {
            var status = Decide(guard, identity, headers, trace);
            decisions.Add((guard.GetType(), status == 200));
            if (status != 200)
            {
                return new(status is 401 or 403 or 302 && identity is null && unavailable ? 503 : status, null, trace) { Decisions = decisions };
            }
        }

        if (identity is null && unknown)
        {
            // All handlers of these declarations take the caller: a cookie that could not be asked is not "nobody".
            return new(503, null, trace) { Decisions = decisions };
        }

        // The handler that was declared, and no other of its name.
        var runs = ReferenceLevels.Overriding(handler, type).LastOrDefault() ?? handler;
        return new(200, $"{backend ?? "nobody"} in {(handler.DeclaringType == type ? route.Pattern : runs.DeclaringType!.Name.Split('`')[0] + "." + runs.Name)}", trace) { Decisions = decisions };
    }

    /// <summary>A cookie says whose browser sent the request, not whose page made it do so.</summary>
    private static bool MayComeFromAnotherSite(MethodInfo handler, BoltRouteAttribute route, Type type, HttpRequest request)
    {
        var antiforgery = handler.GetCustomAttribute<RequireAntiforgeryTokenAttribute>() ?? type.GetCustomAttribute<RequireAntiforgeryTokenAttribute>();
        if (antiforgery is { RequiresValidation: false } || (IsSafe(request.Method) && route.Methods.All(IsSafe)))
        {
            return false;
        }

        string? site = request.Headers["Sec-Fetch-Site"], origin = request.Headers["Origin"];
        var sameSite = site is "same-origin" or "none" || (site is null && origin == Own);
        return !sameSite && origin != Trusted;
    }

    /// <summary>No routing ran in front of these requests, so that a route of safe and other methods was matched for none that is known to be safe.</summary>
    private static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    private static int Decide(Attribute guard, string? identity, IHeaderDictionary headers, List<string> trace)
    {
        switch (guard)
        {
            case AllowAny:
                return 200;
            case IsAuthenticated:
                return identity is null ? 401 : 200;
            case IsStaff:
                return identity is null ? 401 : identity == "staff" ? 200 : 403;
            case IsAdminUser:
                return identity is null ? 401 : identity == "admin" ? 200 : 403;
            case HasPermission one:
                return identity is null ? 401 : Holds(identity, one.Permission) ? 200 : 403;
            case HasAnyPermission any:
                return identity is null ? 401 : any.Permissions.Any(p => Holds(identity, p)) ? 200 : 403;
            case HasAllPermissions all:
                return identity is null ? 401 : all.Permissions.All(p => Holds(identity, p)) ? 200 : 403;
            case LoginRequired:
                // The requests are those of pages: they say nothing of what they accept.
                return identity is null ? 302 : 200;
            case PermissionRequired required:
                return identity is not null && required.Permissions.All(p => Holds(identity, p)) ? 200 : required.RaiseException ? 403 : 302;
            case RecentLogin recent:
                return identity switch { "new" => 200, "older" => recent.Minutes >= 30 ? 200 : 302, _ => 302 };
            case UserPassesTest<ProofTest> passes:
                return AskUser("test", identity, headers, trace) ?? (passes.RaiseException ? 403 : 302);
            case UserPassesTest<SlowProofTest> passes:
                return AskUser("slow", identity, headers, trace) ?? (passes.RaiseException ? 403 : 302);
        }

        var name = guard switch { FirstGuard => "first", InheritedGuard => "inherited", SecondGuard => "second", SlotGuard slot => slot.Slot + slot.Tag, _ => throw new InvalidOperationException(guard.ToString()) };
        trace.Add(name);
        return Script(headers, name) switch { "allow" => 200, "401" => 401, "302" => 302, "throw" => 500, _ => 403 };
    }

    /// <summary>200 where the user passes, 500 where asking fails, else null. Nobody's user is not looked for, and anybody's only once.</summary>
    private static int? AskUser(string test, string? identity, IHeaderDictionary headers, List<string> trace)
    {
        if (identity is null)
        {
            return null;
        }

        if (!trace.Contains("user"))
        {
            trace.Add("user");
        }

        switch (Script(headers, "user"))
        {
            case "throw":
                return 500;
            case "there":
                trace.Add(test);
                return Script(headers, test) switch { "allow" => 200, "throw" => 500, _ => null };
            default:
                return null;
        }
    }

    private static bool Holds(string identity, string permission) => (identity == "p" && permission == "p") || (identity == "pq" && permission is "p" or "q" && identity == "pq");

    private static string Script(IHeaderDictionary headers, string name) => headers["X-" + name].ToString().Replace("later-", "", StringComparison.Ordinal);
}

/// <summary>Status, who the handler saw (null when it did not run), and who was asked in which order.</summary>
internal sealed record Verdict(int Status, string? Handler, List<string> Trace)
{
    /// <summary>Which kinds of guards were asked, and whether each let the request pass.</summary>
    public List<(Type Guard, bool Passed)> Decisions { get; init; } = [];

    public override string ToString() => $"{Status}, handler {Handler ?? "not run"}, asked {string.Join(' ', Trace)}";
}
