using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

public sealed record Note(int Id, string Text);

public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;

/// <summary>Knows every user but "gone", and counts how often it is asked.</summary>
public sealed class AppUserLoader(Calls calls) : IUserLoader<AppUser>
{
    public async ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        calls.Count("load " + userId);
        await Task.Yield();
        return userId == "gone" ? null : new AppUser(userId, "user" + userId, false, false);
    }
}

/// <summary>What ran, by name.</summary>
public sealed class Calls
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(string name) => _counts.AddOrUpdate(name, 1, static (_, n) => n + 1);

    public int this[string name] => _counts.GetValueOrDefault(name);
}

/// <summary>A scoped service that says when it was built and disposed.</summary>
public sealed class Resource
{
    public Resource(Calls calls) => calls.Count("resource built");
}

/// <summary>
/// A backend that does what a request header tells it: <c>none</c>, <c>fail</c>, <c>ok</c>, <c>throw</c>, <c>default</c>, <c>unavailable</c>; with
/// <c>later-</c> in front it does so after a wait.
/// </summary>
public abstract class Scripted(string name) : IAuthenticationBackend
{
    public string Name => name;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        var script = http.Request.Headers["X-" + name].ToString();
        return script.StartsWith("later-", StringComparison.Ordinal) ? Later(script["later-".Length..]) : new(Say(script));
    }

    private async ValueTask<AuthenticationOutcome> Later(string script)
    {
        await Task.Delay(1);
        return Say(script);
    }

    private AuthenticationOutcome Say(string script) => script switch
    {
        "ok" => AuthenticationOutcome.Success(new AuthContext("id-" + name, name)),
        "staff" => AuthenticationOutcome.Success(new AuthContext("id-" + name, name) { IsStaff = true }),
        "fail" => AuthenticationOutcome.Failed("scripted"),
        "unavailable" => AuthenticationOutcome.Unavailable("scripted"),
        "throw" => throw new InvalidOperationException("scripted backend"),
        "default" => default,
        _ => AuthenticationOutcome.NoCredentials,
    };
}

public sealed class ScriptedA() : Scripted("A");

public sealed class ScriptedB() : Scripted("B");

/// <summary>A guard that does what a request header tells it.</summary>
public sealed class ScriptedGuard : Guard
{
    public override GuardResult Evaluate(GuardContext context) => Say(context.Http.Request.Headers["X-Guard"].ToString());

    public static GuardResult Say(string script) => script switch
    {
        "allow" => GuardResult.Allow,
        "unauthorized" => GuardResult.Unauthorized,
        "forbidden" => GuardResult.Forbidden("scripted"),
        "redirect" => GuardResult.Redirect("/login?next=%2Fx"),
        "throw" => throw new InvalidOperationException("scripted guard"),
        _ => default,
    };
}

/// <summary>The same after a wait, where the header says so.</summary>
public sealed class ScriptedAsyncGuard : AsyncGuard
{
    public override async ValueTask<GuardResult> EvaluateAsync(GuardContext context)
    {
        var script = context.Http.Request.Headers["X-AsyncGuard"].ToString();
        if (script.StartsWith("later-", StringComparison.Ordinal))
        {
            await Task.Delay(1);
            script = script["later-".Length..];
        }

        return ScriptedGuard.Say(script);
    }
}

[JsonDerivedType(typeof(Circle), "circle")]
public abstract record Shape;

public sealed record Circle(int Radius) : Shape;

public readonly record struct Limit(int Max);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(ValidatedItem))]
[JsonSerializable(typeof(Limit))]
[JsonSerializable(typeof(Deep))]
[JsonSerializable(typeof(Wide))]
[JsonSerializable(typeof(Broken))]
[JsonSerializable(typeof(Shape))]
[JsonSerializable(typeof(List<Note>))]
[JsonSerializable(typeof(IAsyncEnumerable<string>))]
[JsonSerializable(typeof(int))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(TokenPair))]
internal sealed partial class TestJson : JsonSerializerContext;
