using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Tests;

public static class Routes
{
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth) => auth.UserId;

    [BoltGet("/user", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string User([CurrentUser] AppUser user) => user.Username;

    /// <summary>Revokes, and then gives up what it did itself.</summary>
    [BoltPost("/roll-back", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task RollBack(AuthContext auth, IRevocationStore revoked, AppDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Notes.Add(new Note { Text = "not to stay" });
        await db.SaveChangesAsync(cancellationToken);
        await revoked.RevokeAsync(auth, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    /// <summary>The same with an ambient transaction.</summary>
    [BoltPost("/ambient", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task Ambient(AuthContext auth, ISessionRevocationStore revoked, CancellationToken cancellationToken)
    {
        // Not completed: it rolls back.
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await revoked.RevokeAsync(auth, cancellationToken);
        await revoked.RevokeUserAsync("ambient", DateTimeOffset.UtcNow, null, cancellationToken);
    }
}
