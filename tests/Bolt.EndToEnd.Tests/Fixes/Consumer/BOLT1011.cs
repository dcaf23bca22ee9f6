using Bolt;

namespace Consumer;

[PermissionCatalog]
public static class Permissions
{
    public const string Read = "articles.read";
    public const string Add = "articles.add";

    /// <summary>What the fix of BOLT2006 proposes.</summary>
    public const string Listed = "needsarguments.listed";
}

public static class Misspelt
{
    [BoltGet("/misspelt/1", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("article.read")]
    public static string One() => "1";

    [BoltGet("/misspelt/2", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission("articles.read", /* or */ "articles.ad")]
    public static string OneOfTwo() => "2";
}
