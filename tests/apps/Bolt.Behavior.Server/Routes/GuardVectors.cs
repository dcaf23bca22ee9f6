namespace Bolt.Behavior.Server;

/// <summary>The routes of tests/vectors/django-bolt-behaviour.json.</summary>
[BoltGroup("", Auth = [typeof(JwtAuthentication)])]
internal static class GuardVectors
{
    [BoltGet("/public", Auth = [], Guards = [typeof(AllowAny)])]
    public static GuardAnswer Public() => new("public", Auth: "not required");

    [BoltGet("/protected", Guards = [typeof(IsAuthenticated)])]
    public static GuardAnswer Protected(AuthContext auth) => new("protected", auth.UserId);

    [BoltGet("/admin", Guards = [typeof(IsAdminUser)])]
    public static GuardAnswer Admin(AuthContext auth) => new("admin area", auth.UserId, IsSuperuser: auth.IsSuperuser);

    [BoltGet("/staff", Guards = [typeof(IsStaff)])]
    public static GuardAnswer Staff(AuthContext auth) => new("staff area", auth.UserId);

    [BoltGet("/delete-users")]
    [HasPermission("users.delete")]
    public static GuardAnswer DeleteUsers() => new("deleting users");

    [BoltGet("/moderate")]
    [HasAnyPermission("users.moderate", "posts.moderate")]
    public static GuardAnswer Moderate() => new("moderating content");

    [BoltGet("/api-endpoint", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static GuardAnswer ApiEndpoint(AuthContext auth) => new("API key valid", auth.UserId);

    [BoltGet("/context", Guards = [typeof(IsAuthenticated)])]
    public static ContextAnswer Context(AuthContext auth) =>
        new(auth.UserId, auth.IsStaff, auth.IsSuperuser, auth.Backend, auth.Claims.Count > 0, auth.HasPermission("test.permission"));
}
