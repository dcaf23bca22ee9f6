using Bolt;

namespace Servers;

public sealed class Account
{
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Me Me(AuthContext auth) => new(auth.UserId);

    [BoltPost("/notes", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("notes.add")]
    public static CreatedNote Add(NewNote body, AuthContext auth) => new(1, body.Title, auth.UserId);

#if API_KEYS
    [BoltGet("/key", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Me Key(AuthContext auth) => new(auth.UserId);
#endif
}
