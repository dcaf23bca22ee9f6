namespace Bolt.Behavior.Server;

/// <summary>A backend of the application's own that does what the header <c>X-</c>name says; <c>later-</c> in front: after a wait.</summary>
internal abstract class Scripted(string name) : IAuthenticationBackend
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
        "fail" => AuthenticationOutcome.Failed("scripted"),
        "unavailable" => AuthenticationOutcome.Unavailable("scripted"),
        "throw" => throw new InvalidOperationException("scripted backend"),
        "default" => default,
        _ => AuthenticationOutcome.NoCredentials,
    };
}
