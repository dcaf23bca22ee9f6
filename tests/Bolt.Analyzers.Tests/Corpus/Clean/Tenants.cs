namespace Clean.Tenants;

/// <summary>Objects addressed by id, each behind something that can look at the caller.</summary>
public interface ICurrentUser
{
    string Id { get; }
}

public interface IRepository<T>
{
    Task<T?> FindAsync(Guid id, CancellationToken cancellation);
}

public sealed class TenantScope(IHttpContextAccessor accessor)
{
    public string? Name => accessor.HttpContext?.Request.Host.Host;
}

[BoltGroup("/t/notes", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class Notes(IRepository<Note> notes, ICurrentUser user)
{
    [BoltGet("{id:guid}")]
    public async Task<Note?> Get(Guid id, CancellationToken cancellation) => await notes.FindAsync(id, cancellation) is { } note && note.Owner == user.Id ? note : null;

    [BoltDelete("{noteId:guid}")]
    public Task Delete(Guid noteId, CancellationToken cancellation) => notes.FindAsync(noteId, cancellation);
}

[BoltGroup("/t/tasks", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class Tasks(TenantScope scope)
{
    [BoltGet("{taskId}")]
    public string Get(string taskId) => scope.Name + taskId;

    [BoltPut("{taskId}/done")]
    public void Done(string taskId) => _ = scope.Name + taskId;
}

public abstract class Owned
{
    protected Owned(ICurrentUser caller) => Caller = caller;

    protected ICurrentUser Caller { get; }
}

[BoltGroup("/t/drafts", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class Drafts(ICurrentUser caller) : Owned(caller)
{
    [BoltGet("{draft_id:int}")]
    public string Get(int draft_id) => Caller.Id + draft_id;
}

public sealed class MayEdit(string kind) : AsyncGuard
{
    public override async ValueTask<GuardResult> EvaluateAsync(GuardContext context)
    {
        await Task.Yield();
        return context.Http.Request.RouteValues["id"] is string id && id.StartsWith(kind, StringComparison.Ordinal) ? GuardResult.Allow : GuardResult.Forbidden("not yours");
    }
}

[BoltGroup("/t/shared", Auth = [typeof(JwtAuthentication)])]
public static class Shared
{
    [BoltGet("{id}"), MayEdit("s")]
    public static string ByGuard(string id) => id;

    [BoltGet("{id}/raw"), MayEdit("s")]
    public static string IdReadByTheGuardOnly() => "raw";

    [BoltGet("{id:int}/auth", Guards = [typeof(IsAuthenticated)])]
    public static string ByContext(int id, AuthContext auth) => auth.UserId + id;

    [BoltGet("{id:int}/user", Guards = [typeof(IsAuthenticated)])]
    public static string ByUser(int id, [CurrentUser] Person person) => person.Id + id;

    [BoltGet("{id:int}/request", Guards = [typeof(IsAuthenticated)])]
    public static string ByRequest(int id, HttpContext http) => http.User.Identity?.Name + id;

    [BoltGet("{id:int}/service", Guards = [typeof(IsAuthenticated)])]
    public static string ByService(int id, [Microsoft.AspNetCore.Mvc.FromServices] ICurrentUser me) => me.Id + id;

    [BoltGet("{id:int}/permission"), HasPermission("shared.read")]
    public static string ByPermission(int id) => id.ToString();

    [BoltGet("{year:int}/{week:int}", Guards = [typeof(IsAuthenticated)])]
    public static string NoId(int year, int week) => $"{year}-W{week}";

    [BoltGet("{slug}/identical", Guards = [typeof(IsAuthenticated)])]
    public static string NotAnId(string slug, string idea, bool valid) => slug + idea + valid;
}

public sealed record Note(string Owner, string Text);

public sealed record Person(string Id);
