using System.Security.Claims;
using FastEndpoints;

namespace Servers;

public sealed class AddNoteEndpoint : Endpoint<NewNote, CreatedNote>
{
    public override void Configure()
    {
        Post("/notes");
        Permissions("notes.add");
    }

    public override Task HandleAsync(NewNote req, CancellationToken ct) => Send.OkAsync(new CreatedNote(1, req.Title, User.FindFirstValue("sub")!), ct);
}
