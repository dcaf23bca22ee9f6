using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bolt.OpenApi.Tests;

public sealed record Note(string Title, string Author);

public sealed record Visitor(string Name);

public sealed record NoteToken(string AccessToken);

/// <summary>What a generated client calls: bodies and responses of types of their own, open, optional and guarded.</summary>
[BoltGroup("/notes", Auth = [typeof(JwtAuthentication)])]
public static class Notes
{
    [BoltPost("/token", Auth = [], Guards = [typeof(AllowAny)])]
    public static NoteToken SignIn(Visitor visitor, JwtIssuer issuer) =>
        new(issuer.CreateToken(new Application.Caller(), TimeSpan.FromMinutes(5), claims: new Dictionary<string, object?> { ["permissions"] = new[] { visitor.Name } }));

    [BoltGet("", Guards = [typeof(AllowAny)])]
    public static IReadOnlyList<Note> List(AuthContext? auth) => [new("first", auth?.UserId ?? "nobody")];

    [BoltPost(""), HasPermission("a")]
    public static Created<Note> Add(Note note, AuthContext auth) => TypedResults.Created("/notes", note with { Author = auth.UserId });

    [BoltGet("/{title}", Guards = [typeof(IsAuthenticated)])]
    public static Results<Ok<Note>, NotFound> Find(string title, AuthContext auth) => title == "first" ? TypedResults.Ok(new Note(title, auth.UserId)) : TypedResults.NotFound();

    [BoltDelete("/{title}", Guards = [typeof(IsStaff)])]
    public static NoContent Delete(string title) => title.Length > 0 ? TypedResults.NoContent() : throw new BadHttpRequestException(title);
}
