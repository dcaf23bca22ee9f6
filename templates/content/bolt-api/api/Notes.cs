using System.Collections.Concurrent;
using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BoltApi._1;

public sealed record Note(int Id, string Text);

public sealed record NewNote(string Text);

/// <summary>Notes, in memory, each for the caller who wrote it.</summary>
[BoltGroup("/notes", Auth = [typeof(JwtAuthentication)], Tags = ["Notes"])]
public static class Notes
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<Note>> OfUser = new();
    private static int _last;

    [BoltGet("", Guards = [typeof(IsAuthenticated)])]
    public static Note[] List(AuthContext auth) => OfUser.TryGetValue(auth.UserId, out var notes) ? [.. notes] : [];

    [BoltPost("")]
    [HasPermission("notes.add")]
    public static Created<Note> Add(NewNote body, AuthContext auth)
    {
        var note = new Note(Interlocked.Increment(ref _last), body.Text);
        OfUser.GetOrAdd(auth.UserId, static _ => new()).Enqueue(note);
        return TypedResults.Created($"/notes/{note.Id}", note);
    }
}
