namespace Bolt.Benchmarks.Reporting;

/// <summary>How fast Bolt has to be. Keys are those the benchmarks store their figures under.</summary>
public static class Budgets
{
    private static readonly string[] Algorithms = ["HS256", "RS256", "ES256"];

    public static IReadOnlyList<Budget> All { get; } = [.. Pieces(), .. Requests(), .. Sessions(), .. Refresh(), .. Redis(), .. Application(), .. Compiler()];

    public static string Table(ResultStore results, bool onlyMeasured = false)
    {
        var table = new MarkdownTable("work", "goal", "peer", "Bolt", "ratio", "", "date", "command");
        foreach (var budget in All.Where(b => !onlyMeasured || results[b.Bolt] is not null))
        {
            table.Add(budget.Row(results));
        }

        var machines = string.Concat(results.All.Select(static r => r.Value.Machine).Distinct().Select(static m => $"Machine: {m}.\n"));
        return machines.Length == 0 ? table.ToString() : $"{machines}\n{table}";
    }

    private static IEnumerable<Budget> Pieces()
    {
        yield return new("HS256 token never seen before", "≤ 2.0 × the HMAC alone", "micro/InTurn/BoltNew/HS256/ns", "micro/InTurn/BareHmac/HS256/ns", 2.0);
        yield return new("HS256 token never seen before", "≤ 1/3.5 of `JsonWebTokenHandler`", "micro/InTurn/BoltNew/HS256/ns", "micro/InTurn/HandlerNew/HS256/ns", 1 / 3.5);
        yield return new("HS256 token never seen before", "≤ 200 B", "micro/Validation/BoltNew/HS256/B", null, 200);
        yield return new("the costliest hostile token", "≤ 1.5 × a plain bad token of the same length", "micro/Hostile/Hostile/worst/ns", "micro/Hostile/Plain/worst/ns", 1.5);
        foreach (var algorithm in Algorithms)
        {
            yield return new($"{algorithm} token seen before", "≤ 150 ns beyond an empty call", $"micro/Validation/BoltSeen-EmptyCall/{algorithm}/ns", null, 150);
            yield return new($"{algorithm} token seen before", "0 B", $"micro/Validation/BoltSeen/{algorithm}/B", null, 0);
        }

        yield return new("ES256 token seen before", "≤ 1/100 of `JsonWebTokenHandler`", "micro/Validation/BoltSeen/ES256/ns", "micro/Validation/HandlerValid/ES256/ns", 0.01);
        foreach (var guard in (string[])["IsAuthenticated", "IsStaff", "HasPermission", "HasAnyPermission", "HasAllPermissions", "Requires"])
        {
            yield return new($"guard `{guard}`", "0 B", $"micro/Guard/{guard}/B", null, 0);
        }
    }

    private static IEnumerable<Budget> Requests()
    {
        var (ratios, rates) = (new[] { 0.55, 0.35, 0.20 }, new[] { 1.6, 2.2, 3.5 });
        for (var i = 0; i < Algorithms.Length; i++)
        {
            var row = Algorithms[i];
            yield return new($"`GET /me` {row}, CPU", "≤ 1.05 × minimal API without authentication", $"http/{row}/Bolt/cpu", $"http/{row}/MinimalApi/cpu", 1.05);
            yield return new($"`GET /me` {row}, CPU", $"≤ {ratios[i]:0.00} × JwtBearer", $"http/{row}/Bolt/cpu", $"http/{row}/JwtBearer/cpu", ratios[i]);
            yield return new($"`GET /me` {row}, requests/s", $"≥ {rates[i]:0.0} × JwtBearer", $"http/{row}/Bolt/rate", $"http/{row}/JwtBearer/rate", rates[i], AtLeast: true);
            yield return new($"`GET /me` {row}, requests/s", "≥ 0.95 × minimal API without authentication", $"http/{row}/Bolt/rate", $"http/{row}/MinimalApi/rate", 0.95, AtLeast: true);
        }

        yield return new("`GET /me`, a new HS256 token each time, CPU", "≤ 1.2 × minimal API without authentication", "http/HS256-new/Bolt/cpu", "http/HS256-new/MinimalApi/cpu", 1.2);
        yield return new("bad signature, CPU", "≤ 0.6 × JwtBearer", "http/bad-signature/Bolt/cpu", "http/bad-signature/JwtBearer/cpu", 0.6);
        yield return new("token over the size limit, CPU", "no crypto: ≤ 1.2 × minimal API without authentication", "http/oversized/Bolt/cpu", "http/oversized/MinimalApi/cpu", 1.2);
        yield return new("`POST`, permission, JSON body, CPU", "≤ 1.05 × minimal API without authentication", "http/POST/Bolt/cpu", "http/POST/MinimalApi/cpu", 1.05);
    }

    private static IEnumerable<Budget> Sessions()
    {
        yield return new("`GET /me` with a session, CPU", "≤ 1.10 × minimal API without authentication", "http/session/SessionsBolt/cpu", "http/session/MinimalApi/cpu", 1.10);
        yield return new("`GET /me` with a session, CPU", "≤ 0.5 × cookies + `UseSession()`", "http/session/SessionsBolt/cpu", "http/session/SessionsCookies/cpu", 0.5);
        yield return new("`GET /theme`, a value of the session, CPU", "≤ 0.5 × cookies + `UseSession()`", "http/session-value/SessionsBolt/cpu", "http/session-value/SessionsCookies/cpu", 0.5);
        yield return new("a session with two values, of 100,000, in memory", "≤ 1,024 B", "sessions/memory/session/B", null, 1024);
    }

    private static IEnumerable<Budget> Refresh()
    {
        yield return new("a refresh, beside signing", "≤ 20 µs", "refresh/call/rotate-sign/µs", null, 20);
        yield return new("a sign-in with a refresh token, of 100,000, in memory", "≤ 400 B", "refresh/memory/family/B", null, 400);
    }

    private static IEnumerable<Budget> Redis()
    {
        yield return new("a look-up among 1,000,000 revoked tokens", "≤ 200 ns", "redis/lookup/valid/ns", null, 200);
        yield return new("a revoked token, of 1,000,000, in each process", "≤ 64 B", "redis/lookup/entry/B", null, 64);
        yield return new("revoked in one process, refused in another, p99", "≤ 50 ms", "redis/delay/refusal-p99/ms", null, 50);
        yield return new("`GET /me` with a session in Redis, CPU", "≤ 0.7 × cookies + `ITicketStore` in Redis", "redis/sessions/me/Bolt/cpu", "redis/sessions/me/Tickets/cpu", 0.7);
        yield return new("`GET /me` with a session in Redis, round trips", "1", "redis/sessions/me/Bolt/commands", null, 1);
    }

    private static IEnumerable<Budget> Application()
    {
        yield return new("start to first answer", "≤ 1.0 × JwtBearer", "http/HS256/Bolt/start", "http/HS256/JwtBearer/start", 1.0);
        yield return new("size of the binary", "≤ 1.0 × JwtBearer", "http/HS256/Bolt/size", "http/HS256/JwtBearer/size", 1.0);
        yield return new("5,000 routes, `GET /me` HS256, CPU", "≤ 1.1 × one route", "http/routes-5000/Bolt/cpu", "http/routes-1/Bolt/cpu", 1.1);
        yield return new("5,000 routes, start to first answer", "≤ 1.0 × minimal API's", "http/routes-5000/Bolt/start", "http/routes-5000/MinimalApi/start", 1.0);
    }

    private static IEnumerable<Budget> Compiler()
    {
        yield return new("generator, 1,000 routes, first run", "≤ 1.0 × Request Delegate Generator", "compile/1000/Bolt/first", "compile/1000/RDG/first", 1.0);
        yield return new("generator, 1,000 routes, unrelated edit", "≤ 0.5 × Request Delegate Generator", "compile/1000/Bolt/unrelated", "compile/1000/RDG/unrelated", 0.5);
        yield return new("emitted text per route, 500 routes", "≤ 2,048 B", "compile/500/Bolt/bytes", null, 2048);
        yield return new("added compile time, 500 routes, cold", "≤ 1/3 of the Request Delegate Generator's", "compile/500/Bolt/added-cold", "compile/500/RDG/added-cold", 1 / 3.0);
        yield return new("added compile time, 500 routes, warm", "≤ 1/3 of the Request Delegate Generator's", "compile/500/Bolt/added-warm", "compile/500/RDG/added-warm", 1 / 3.0);
        yield return new("analyzers, 1,000 routes", "≤ 1.0 × Bolt's generator", "compile/1000/Bolt/analyzers", "compile/1000/Bolt/generator", 1.0);
        yield return new("analyzers, 1,000 routes, with a `BoltSurface.txt`", "≤ 1.10 × without", "compile/1000/surface/alone-file", "compile/1000/surface/alone", 1.10);
        yield return new("analyzers, 1,000 routes and a library of as many, with the file", "≤ 1.10 × without", "compile/1000/surface/library-file", "compile/1000/surface/library", 1.10);
    }
}
