using Bolt;

namespace Consumer;

public static class NeedsArguments
{
    [BoltGet("/needs-arguments", Auth = [typeof(JwtAuthentication)]), HasPermission("needsarguments.listed")]
    public static string Listed() => "1";
}
