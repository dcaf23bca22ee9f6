namespace Bolt.Integration.Tests;

/// <summary>Keeps a handler waiting until a test has looked.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => _opened.Task;

    public void Open() => _opened.SetResult();
}

/// <summary>Handlers that do not come to a good end, or not soon.</summary>
[BoltGroup("/slow", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
public static class Slow
{
    [BoltGet("/waits")]
    public static async Task<string> Waits(Gate gate)
    {
        await gate.Opened;
        return "done";
    }

    [BoltGet("/throws")]
    public static string Throws() => throw new InvalidOperationException("a handler that throws");
}
