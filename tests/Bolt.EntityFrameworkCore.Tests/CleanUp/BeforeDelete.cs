using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Another writer, whose row is there once more right before the clean-up's delete runs: with Entity Framework Core as an interceptor, and without by its data source. For SQLite.</summary>
internal sealed class BeforeDelete(TestDatabase database) : DbCommandInterceptor
{
    /// <summary>In each table the row that lives longer.</summary>
    public (string Table, string Id)[] Renewed { get; set; } = [];

    /// <summary>The tables for which it has happened.</summary>
    public ConcurrentQueue<string> Done { get; } = [];

    public DbDataSource CreateDataSource() => new Source(this, database);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Renew(command.CommandText);
        return new(result);
    }

    private void Renew(string statement)
    {
        foreach (var (table, id) in Renewed)
        {
            if (!statement.StartsWith($"DELETE FROM \"{table}\"", StringComparison.Ordinal) || Done.Contains(table))
            {
                continue;
            }

            using var connection = database.Connect();
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE \"{table}\" SET \"ExpiresAt\" = 2 * \"ExpiresAt\" WHERE \"Id\" = '{id}'";
            Assert.Equal(1, command.ExecuteNonQuery());
            Done.Enqueue(table);
        }
    }

    private sealed class Source(BeforeDelete before, TestDatabase database) : DbDataSource
    {
        public override string ConnectionString { get; } = database.Connect().ConnectionString;

        protected override DbConnection CreateDbConnection() => new Connection(before, ConnectionString);
    }

    private sealed class Connection(BeforeDelete before, string connectionString) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand() => new Command(before) { Connection = this, Transaction = Transaction };

        protected override DbCommand CreateDbCommand() => CreateCommand();
    }

    private sealed class Command(BeforeDelete before) : SqliteCommand
    {
        public override int ExecuteNonQuery()
        {
            before.Renew(CommandText);
            return base.ExecuteNonQuery();
        }
    }
}
