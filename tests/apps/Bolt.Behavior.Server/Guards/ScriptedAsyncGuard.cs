namespace Bolt.Behavior.Server;

/// <summary>The same from the header <c>X-AsyncGuard</c>, after a wait.</summary>
internal sealed class ScriptedAsyncGuard : AsyncGuard
{
    public override async ValueTask<GuardResult> EvaluateAsync(GuardContext context)
    {
        await Task.Delay(1);
        return ScriptedGuard.Say(context.Http.Request.Headers["X-AsyncGuard"].ToString());
    }
}
