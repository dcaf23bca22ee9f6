using Bolt;

namespace BoltApi._1;

public static class Health
{
    /// <summary>Open to everyone, because it says so.</summary>
    [BoltGet("/health", Guards = [typeof(AllowAny)])]
    public static string Get() => "ok";
}
