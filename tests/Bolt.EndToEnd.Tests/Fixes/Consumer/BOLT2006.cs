using Bolt;

namespace Consumer;

public static class NeedsArguments
{
    [BoltGet("/needs-arguments", Auth = [typeof(JwtAuthentication)], Guards = [typeof(HasPermission)])]
    public static string Listed() => "1";
}
