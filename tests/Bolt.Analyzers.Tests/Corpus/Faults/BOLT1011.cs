namespace Faults.BOLT1011;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("blog.ad_article")] // ! BOLT1011
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("blog.publish")] // ! BOLT1011
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("Blog.Add_Article")] // ! BOLT1011
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = [typeof(JwtAuthentication)])]
    [HasPermission(nameof(Permissions.AddArticle))] // ! BOLT1011
    public static string Get() => "ok";
}

public static class F5
{
    [BoltGet("/f5", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission(Permissions.AddArticle, "users.bann")] // ! BOLT1011
    public static string Get() => "ok";
}

public static class F6
{
    [BoltGet("/f6", Auth = [typeof(JwtAuthentication)])]
    [HasAllPermissions(["users.ban", "user.ban"])] // ! BOLT1011
    public static string Get() => "ok";
}

public static class F7
{
    [BoltGet("/f7", Auth = [typeof(JwtAuthentication)])]
    [HasAllPermissions(new[] { "blog.delete-article" })] // ! BOLT1011
    public static string Get() => "ok";
}

[HasPermission("admin")] // ! BOLT1011
public static class F8
{
    [BoltGet("/f8", Auth = [typeof(JwtAuthentication)])]
    public static string Get() => "ok";
}

[PermissionCatalog]
public static class Permissions
{
    public const string AddArticle = "blog.add_article";
    public const string DeleteArticle = "blog.delete_article";

    public static class Users
    {
        public const string Ban = "users.ban";
    }
}
