using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Where <see cref="RedirectsAsTold"/> wants to go.</summary>
public sealed class RedirectTarget
{
    public string? Value { get; set; }
}

public sealed class RedirectsAsTold : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Redirect(context.Services.GetRequiredService<RedirectTarget>().Value!);
}

/// <summary>What a guard should not do, and a client must not be able to use.</summary>
public sealed class RedirectsToThePath : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Redirect(context.Http.Request.Path.Value! + context.Http.Request.Query["then"]);
}

[BoltGroup("/redirect")]
public static class Redirects
{
    [BoltGet("/told", Guards = [typeof(RedirectsAsTold)])]
    public static string Told() => "told";

    [BoltGet("/path/{**rest}", Guards = [typeof(RedirectsToThePath)])]
    public static string Path() => "path";
}
