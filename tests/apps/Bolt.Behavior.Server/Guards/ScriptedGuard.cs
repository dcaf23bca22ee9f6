namespace Bolt.Behavior.Server;

/// <summary>A guard that does what the header <c>X-Guard</c> says.</summary>
internal sealed class ScriptedGuard : Guard
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
