using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using System.Transactions;
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
[SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant.")]
public sealed class DatabaseRevocationStore : KeyedRevocationStore
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

    private const string Oldest = $"""SELECT "ExpiresAt" FROM {Table} ORDER BY "ExpiresAt" """;
    private const string Delete = $"""DELETE FROM {Table} WHERE "ExpiresAt" <= @cut AND "ExpiresAt" < @before""";

    /// <summary>There is no way to say it that all databases read.</summary>
    private static readonly string[] Thousandth = [Oldest + "LIMIT 1 OFFSET 999", Oldest + "OFFSET 999 ROWS FETCH NEXT 1 ROWS ONLY"];

    private readonly DbDataSource _source;

    /// <summary>Created by services.</summary>
    /// <param name="source">Where connections come from.</param>
    /// <param name="options">See <see cref="RevocationOptions"/>.</param>
    /// <param name="time">The clock.</param>
    public DatabaseRevocationStore(DbDataSource source, IOptions<RevocationOptions> options, TimeProvider time)
        : base(options, time)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
    }

    /// <inheritdoc />
    protected override async ValueTask<bool> AnyAsync(IReadOnlyList<RevocationKey> keys, long issuedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = await RunAsync(
            Any,
            command =>
            {
                // Always four, so that the statement is the same and stays prepared.
                for (var i = 0; i < 4; i++)
                {
                    AddKey(command, i switch { 0 => "@a", 1 => "@b", 2 => "@c", _ => "@d" }, keys[i < keys.Count ? i : 0]);
                }

                AddNumber(command, "@issuedAt", issuedAt);
            },
            static (command, cancellation) => command.ExecuteScalarAsync(cancellation),
            cancellationToken).ConfigureAwait(false);
        return found is not null and not DBNull;
    }

    /// <inheritdoc />
    protected override async ValueTask<RevocationEntry?> FindAsync(RevocationKey key, CancellationToken cancellationToken) => await RunAsync<RevocationEntry?>(
        Find,
        command => AddKey(command, "@id", key),
        async (command, cancellation) =>
        {
            var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? new((RevocationKind)Number(reader, 0), key, Number(reader, 1), Number(reader, 2)) : null;
            }
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    protected override ValueTask AddAsync(RevocationEntry entry, CancellationToken cancellationToken) => WriteAsync(Add, entry, cancellationToken);

    /// <inheritdoc />
    protected override ValueTask WidenAsync(RevocationEntry entry, CancellationToken cancellationToken) => WriteAsync(Widen, entry, cancellationToken);

    /// <inheritdoc />
    protected internal override async ValueTask<bool> PurgeAsync(long before, CancellationToken cancellationToken)
    {
        var cut = await ThousandthAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(
            Delete,
            command =>
            {
                AddNumber(command, "@cut", cut ?? before);
                AddNumber(command, "@before", before);
            },
            static (command, cancellation) => command.ExecuteNonQueryAsync(cancellation),
            cancellationToken).ConfigureAwait(false);
        return cut < before;
    }

    private async ValueTask<long?> ThousandthAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                var cut = await RunAsync(Thousandth[i], static _ => { }, static (command, cancellation) => command.ExecuteScalarAsync(cancellation), cancellationToken).ConfigureAwait(false);
                return cut is null or DBNull ? null : Convert.ToInt64(cut, CultureInfo.InvariantCulture);
            }
            catch (DbException) when (i == 0)
            {
            }
        }
    }

    private async ValueTask WriteAsync(string statement, RevocationEntry entry, CancellationToken cancellationToken) => await RunAsync(
        statement,
        command =>
        {
            AddKey(command, "@id", entry.Key);
            if (ReferenceEquals(statement, Add))
            {
                AddParameter(command, "@kind", DbType.Int16, (short)entry.Kind);
            }

            AddNumber(command, "@expiresAt", entry.ExpiresAt);
            AddNumber(command, "@issuedBefore", entry.IssuedBefore);
        },
        static (command, cancellation) => command.ExecuteNonQueryAsync(cancellation),
        cancellationToken).ConfigureAwait(false);

    /// <summary>A connection of its own, and never in a transaction of the caller's.</summary>
    private async ValueTask<T> RunAsync<T>(string statement, Action<DbCommand> bind, Func<DbCommand, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        using var alone = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = statement;
                bind(command);
                return await run(command, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static long Number(DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    private static void AddKey(DbCommand command, string name, RevocationKey key) => AddParameter(command, name, DbType.AnsiString, key.ToString());

    private static void AddNumber(DbCommand command, string name, long value) => AddParameter(command, name, DbType.Int64, value);

    private static void AddParameter(DbCommand command, string name, DbType type, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value);
        command.Parameters.Add(parameter);
    }
}
