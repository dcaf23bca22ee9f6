using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Keeps what is revoked in the table <c>BoltRevokedTokens</c>, which is the one of <c>Bolt.EntityFrameworkCore</c>: programs with and without it may share one. Every request with a token asks the database.
/// </summary>
/// <remarks>
/// <code>
/// CREATE TABLE "BoltRevokedTokens" (
///     "Id" varchar(32) NOT NULL PRIMARY KEY,
///     "Kind" smallint NOT NULL,
///     "ExpiresAt" bigint NOT NULL,
///     "IssuedBefore" bigint NOT NULL);
/// CREATE INDEX "IX_BoltRevokedTokens_ExpiresAt" ON "BoltRevokedTokens" ("ExpiresAt");
/// </code>
/// Times are whole seconds since 1970 UTC. Names are quoted as SQL says, with <c>"</c>: MySQL needs <c>ANSI_QUOTES</c>. Parameters are written <c>@name</c>.
/// </remarks>
public sealed class DatabaseRevocationStore : KeyedRevocationStore, IStoreClock
{
    private const string Table = "\"BoltRevokedTokens\"";
    private const string Any = $"""SELECT "Kind" FROM {Table} WHERE "Id" IN (@a, @b, @c, @d) AND "IssuedBefore" > @issuedAt""";
    private const string Find = $"""SELECT "Kind", "ExpiresAt", "IssuedBefore" FROM {Table} WHERE "Id" = @id""";
    private const string Add = $"""INSERT INTO {Table} ("Id", "Kind", "ExpiresAt", "IssuedBefore") VALUES (@id, @kind, @expiresAt, @issuedBefore)""";
    private const string Widen = $"""
        UPDATE {Table} SET
            "ExpiresAt" = CASE WHEN "ExpiresAt" < @expiresAt THEN @expiresAt ELSE "ExpiresAt" END,
            "IssuedBefore" = CASE WHEN "IssuedBefore" < @issuedBefore THEN @issuedBefore ELSE "IssuedBefore" END
        WHERE "Id" = @id AND ("ExpiresAt" < @expiresAt OR "IssuedBefore" < @issuedBefore)
        """;

    private static readonly EndedRows Ended = new("BoltRevokedTokens", "ExpiresAt");

    private readonly Database _database;

    /// <summary>Created by services.</summary>
    /// <param name="source">Where connections come from.</param>
    /// <param name="options">See <see cref="RevocationOptions"/>.</param>
    /// <param name="time">The clock.</param>
    public DatabaseRevocationStore(DbDataSource source, IOptions<RevocationOptions> options, TimeProvider time)
        : base(options, time)
    {
        ArgumentNullException.ThrowIfNull(source);
        _database = new Database(source);
    }

    /// <inheritdoc />
    protected override async ValueTask<bool> AnyAsync(IReadOnlyList<RevocationKey> keys, long issuedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);

        // Always four, so that the statement is the same and stays prepared.
        Parameter Key(string name, int i) => Parameter.Id(name, keys[i < keys.Count ? i : 0].ToString());
        Parameter[] parameters = [Key("a", 0), Key("b", 1), Key("c", 2), Key("d", 3), Parameter.Number("issuedAt", issuedAt)];
        return await _database.RunAsync((statements, cancellation) => statements.FindValueAsync(Any, parameters, cancellation), cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc />
    protected override async ValueTask<RevocationEntry?> FindAsync(RevocationKey key, CancellationToken cancellationToken)
    {
        var rows = await _database.RunAsync(
            (statements, cancellation) => statements.ReadAsync(Find, [Parameter.Id("id", key.ToString())], reader => Read(key, new RowReader(reader)), cancellation), cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <inheritdoc />
    protected override ValueTask AddAsync(RevocationEntry entry, CancellationToken cancellationToken) => WriteAsync(Add, [Parameter.Small("kind", (short)entry.Kind), .. Values(entry)], cancellationToken);

    /// <inheritdoc />
    protected override ValueTask WidenAsync(RevocationEntry entry, CancellationToken cancellationToken) => WriteAsync(Widen, Values(entry), cancellationToken);

    /// <inheritdoc />
    protected internal override async ValueTask<bool> PurgeAsync(long before, CancellationToken cancellationToken) => await Ended.DeleteAsync(_database, before, cancellationToken).ConfigureAwait(false);

    ValueTask<DateTimeOffset?> IStoreClock.GetUtcNowAsync(CancellationToken cancellationToken) => _database.GetUtcNowAsync(cancellationToken);

    private static RevocationEntry Read(RevocationKey key, RowReader row) => new((RevocationKind)row.Number(), key, row.Number(), row.Number());

    private static Parameter[] Values(RevocationEntry entry) =>
        [Parameter.Id("id", entry.Key.ToString()), Parameter.Number("expiresAt", entry.ExpiresAt), Parameter.Number("issuedBefore", entry.IssuedBefore)];

    private async ValueTask WriteAsync(string statement, Parameter[] parameters, CancellationToken cancellationToken) =>
        await _database.RunAsync((statements, cancellation) => statements.ExecuteAsync(statement, parameters, cancellation), cancellationToken).ConfigureAwait(false);
}
