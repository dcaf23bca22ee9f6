using Microsoft.AspNetCore.Mvc;

namespace Bolt.Behavior.Server;

/// <summary>What the tests need to see and to move.</summary>
[BoltGroup("/control", Guards = [typeof(AllowAny)])]
internal static class Control
{
    [BoltGet("/calls/{name}")]
    public static string Count(string name, Calls calls) => $"{calls[name]}";

    [BoltPost("/clock")]
    public static void Advance(int seconds, Clock clock) => clock.Advance(TimeSpan.FromSeconds(seconds));

    [BoltGet("/measurements")]
    public static string Measured([FromServices] Measurements? measurements) => measurements?.Text ?? "";
}
