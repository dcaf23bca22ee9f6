using Bolt;
using Microsoft.AspNetCore.Authorization;

namespace Consumer;

public sealed class Weekdays : Guard
{
    public override GuardResult Evaluate(GuardContext context) =>
        context.Time.GetUtcNow().DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? GuardResult.Forbidden("closed") : GuardResult.Allow;
}

public static class Foreign
{
    [BoltGet("/foreign/1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Weekdays)])]
    [Authorize]
    public static string Anyone() => "1";

    [BoltGet("/foreign/2", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Weekdays)])]
    [Authorize(Roles = "editor, chief")] // kept
    public static string Roles() => "2";

    [BoltGet("/foreign/3", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    [Authorize]
    public static string Already() => "3";
}

[Authorize]
public static class ForeignGroup
{
    [BoltGet("/foreign/4", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Weekdays)])]
    public static string InGroup() => "4";
}
