using System;
using System.Buffers.Binary;
using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>The generations of users: one table for sessions and refresh tokens, which is the one of <c>Bolt.EntityFrameworkCore</c>.</summary>
internal sealed class DatabaseGenerations(Database database, TimeProvider time)
{
    private const int Tries = 5;

    /// <summary>No sign-in takes as long: what one read at its start can be forgotten then.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private static readonly string[] Raised = ["Current", "Except", "Floor", "RaisedAt"];
    private static readonly Table Table = new("BoltGenerations", ["Id", "Owner", .. Raised]);
    private static readonly EndedRows Ended = new("BoltGenerations", "RaisedAt");
    private static readonly string Find = Table.Select + "WHERE \"Id\" = @Id";
    private static readonly string Update = Table.Update(Raised);
    private static readonly string Own = Table.Update(["Owner"]);

    /// <summary>A hash, as revocation has it: no collation, length or character of an id can confuse two users.</summary>
    public static string IdOf(string kind, string userId) => RevocationKey.ForUser(userId, kind).ToString();

    public async Task<SessionGeneration> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.RunAsync((statements, cancellation) => ReadAsync(statements, id, cancellation), cancellationToken).ConfigureAwait(false))?.Generation ?? default;

    public async Task<SessionGeneration> RaiseAsync(string id, SessionId? except, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.RunInTransactionAsync((statements, cancellation) => RaiseAsync(statements, id, except, cancellation), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or DBConcurrencyException && attempt < Tries && !cancellationToken.IsCancellationRequested)
            {
                // Another one has added the row at the same moment, and it is there now.
            }
        }
    }

    public Task<bool> RemoveEndedAsync(DateTimeOffset now, CancellationToken cancellationToken) => Ended.DeleteAsync(database, (now - Age).UtcTicks, cancellationToken);

    private async Task<SessionGeneration> RaiseAsync(Statements statements, string id, SessionId? except, CancellationToken cancellationToken)
    {
        // First, to lock the row: another process that raises it waits, and then reads what this one wrote.
        var owner = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
        await statements.ExecuteAsync(Own, [Parameter.Number("Owner", owner), Parameter.Id("Id", id)], cancellationToken).ConfigureAwait(false);
        var row = await ReadAsync(statements, id, cancellationToken).ConfigureAwait(false);
        if (row is { } known && known.Owner != owner)
        {
            // Added since: nothing is locked.
            throw new DBConcurrencyException("The row was added meanwhile.");
        }

        var (before, now) = (row?.Generation ?? default, time.GetUtcNow());

        // By the clock: a user whose row has left gets no number again that a session has.
        var raised = before.RaisedTo(Math.Max(before.Current + 1, now.ToUnixTimeMilliseconds()), except);
        Parameter[] values =
        [
            Parameter.Id("Id", id),
            Parameter.Number("Current", raised.Current),
            Parameter.Id("Except", raised.Except?.ToString()),
            Parameter.Number("Floor", raised.Floor),
            Parameter.Number("RaisedAt", now.UtcTicks),
        ];
        await (row is null ? statements.ExecuteAsync(Table.Insert, [.. values, Parameter.Number("Owner", owner)], cancellationToken) : statements.ExecuteAsync(Update, values, cancellationToken)).ConfigureAwait(false);
        return raised;
    }

    private static async Task<(long Owner, SessionGeneration Generation)?> ReadAsync(Statements statements, string id, CancellationToken cancellationToken)
    {
        var rows = await statements.ReadAsync(Find, [Parameter.Id("Id", id)], Read, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    private static (long Owner, SessionGeneration Generation) Read(DbDataReader reader)
    {
        var row = new RowReader(reader);
        row.Text();
        var owner = row.Number();
        return (owner, new SessionGeneration(row.Number(), SessionId.TryParse(row.TextOrNull(), out var except) ? except : null, row.Number()));
    }
}
