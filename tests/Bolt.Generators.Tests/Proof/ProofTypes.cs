using Microsoft.AspNetCore.Http;

namespace Bolt.Generators.Tests.Proof;

/// <summary>Backends and guards that do what the request's headers tell them, and write down that they were asked.</summary>
public abstract class ProofBackend(string name) : IAuthenticationBackend
{
    public string Name => name;

    public static List<string> Trace(HttpContext http) => (List<string>)(http.Items["trace"] ??= new List<string>());

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        Trace(http).Add(name);
        var script = http.Request.Headers["X-" + name].ToString();
        return script.StartsWith("later-", StringComparison.Ordinal) ? Later(script["later-".Length..]) : new(Say(script));
    }

    private async ValueTask<AuthenticationOutcome> Later(string script)
    {
        await Task.Yield();
        return Say(script);
    }

    private AuthenticationOutcome Say(string script) => script switch
    {
        "ok" => AuthenticationOutcome.Success(new AuthContext("id", name)),
        "staff" => AuthenticationOutcome.Success(new AuthContext("id", name) { IsStaff = true }),
        "admin" => AuthenticationOutcome.Success(new AuthContext("id", name) { IsSuperuser = true }),
        "p" => AuthenticationOutcome.Success(new AuthContext("id", name) { Permissions = new HashSet<string> { "p" } }),
        "pq" => AuthenticationOutcome.Success(new AuthContext("id", name) { Permissions = new HashSet<string> { "p", "q" } }),
        "new" => AuthenticationOutcome.Success(new AuthContext("id", name) { AuthenticatedAt = DateTimeOffset.UtcNow }),
        "older" => AuthenticationOutcome.Success(new AuthContext("id", name) { AuthenticatedAt = DateTimeOffset.UtcNow.AddMinutes(-20) }),
        "oldest" => AuthenticationOutcome.Success(new AuthContext("id", name) { AuthenticatedAt = DateTimeOffset.UtcNow.AddHours(-2) }),
        "fail" => AuthenticationOutcome.Failed("scripted"),
        "unavailable" => AuthenticationOutcome.Unavailable("scripted"),
        "throw" => throw new InvalidOperationException("backend"),
        _ => default,
    };
}

public sealed class BackendA() : ProofBackend("A");

public sealed class BackendB() : ProofBackend("B");

public sealed class BackendC() : ProofBackend("C");

/// <summary>Its credential is a cookie.</summary>
public class CookieBackend(string name) : ProofBackend(name), ICookieAuthenticationBackend
{
    public CookieBackend()
        : this("D")
    {
    }
}

/// <summary>And so is that of whatever derives from it.</summary>
public sealed class DerivedCookieBackend() : CookieBackend("E");

/// <summary>Listed by type: follows header X-first.</summary>
public sealed class FirstGuard : Guard
{
    public override GuardResult Evaluate(GuardContext context) => Scripts.Say(context.Http, "first");
}

/// <summary>Says of itself that it is inherited and stands once: levels count all the same. Follows header X-inherited.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = true, AllowMultiple = false)]
public sealed class InheritedGuard : Guard
{
    public override GuardResult Evaluate(GuardContext context) => Scripts.Say(context.Http, "inherited");
}

/// <summary>Listed by type, may wait: follows header X-second.</summary>
public sealed class SecondGuard : AsyncGuard
{
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => Scripts.SayLater(context.Http, "second");
}

/// <summary>An attribute with arguments: follows header X-<paramref name="slot"/>.</summary>
public sealed class SlotGuard(string slot) : Guard
{
    public string Slot => slot;

    public string? Tag { get; set; }

    public override GuardResult Evaluate(GuardContext context) => Scripts.Say(context.Http, slot + Tag);
}

/// <summary>The caller's user, for tests of it.</summary>
public sealed record ProofUser(HttpContext Http);

/// <summary>Follows header X-user: the user is there, or not, or cannot be found out.</summary>
public sealed class ProofUsers(HttpContext http) : IUserLoader<ProofUser>
{
    public ValueTask<ProofUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        ProofBackend.Trace(http).Add("user");
        var script = http.Request.Headers["X-user"].ToString();
        return script.StartsWith("later-", StringComparison.Ordinal) ? Later(script["later-".Length..]) : new(Say(script));
    }

    private async ValueTask<ProofUser?> Later(string script)
    {
        await Task.Yield();
        return Say(script);
    }

    private ProofUser? Say(string script) => script switch
    {
        "there" => new(http),
        "throw" => throw new InvalidOperationException("guard"),
        _ => null,
    };
}

/// <summary>A test of the user: follows header X-test.</summary>
public sealed class ProofTest : IUserTest<ProofUser>
{
    public bool Test(ProofUser user) => Scripts.Say(user.Http, "test").IsAllowed;
}

/// <summary>A test that may wait: follows header X-slow.</summary>
public sealed class SlowProofTest : IAsyncUserTest<ProofUser>
{
    public async ValueTask<bool> TestAsync(ProofUser user, CancellationToken cancellationToken) => (await Scripts.SayLater(user.Http, "slow")).IsAllowed;
}

public static class Scripts
{
    public static GuardResult Say(HttpContext http, string name)
    {
        ProofBackend.Trace(http).Add(name);
        return Result(http.Request.Headers["X-" + name].ToString());
    }

    public static ValueTask<GuardResult> SayLater(HttpContext http, string name)
    {
        ProofBackend.Trace(http).Add(name);
        var script = http.Request.Headers["X-" + name].ToString();
        return script.StartsWith("later-", StringComparison.Ordinal) ? Later(script["later-".Length..]) : new(Result(script));
    }

    private static async ValueTask<GuardResult> Later(string script)
    {
        await Task.Yield();
        return Result(script);
    }

    private static GuardResult Result(string script) => script switch
    {
        "allow" => GuardResult.Allow,
        "401" => GuardResult.Unauthorized,
        "403" => GuardResult.Forbidden("scripted"),
        "302" => GuardResult.Redirect("/login"),
        "throw" => throw new InvalidOperationException("guard"),
        _ => default,
    };
}
