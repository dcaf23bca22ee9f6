using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>An empty database of a kind: a file or shared memory of SQLite, or a schema of PostgreSQL.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public const string File = "SQLite file";
    public const string Memory = "SQLite memory";
    public const string Postgres = "PostgreSQL";

    public static string[] Kinds => [File, Memory, Postgres];

    public abstract void Use(DbContextOptionsBuilder options);

    public abstract DbDataSource CreateDataSource();

    public abstract DbConnection Connect();

    public abstract ValueTask DisposeAsync();

    public static TestDatabase Create(string kind, PostgresServer postgres) => kind switch
    {
        File => new SqliteFile(),
        Memory => new SqliteMemory(),
        _ => new PostgresSchema(postgres),
    };

    /// <summary>With the tables of a context.</summary>
    public static TestDatabase Create<TContext>(string kind, PostgresServer postgres)
        where TContext : DbContext
    {
        var database = Create(kind, postgres);
        database.CreateTables<TContext>();
        return database;
    }

    public TContext Context<TContext>()
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        Use(options);
        return (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
    }

    public void CreateTables<TContext>()
        where TContext : DbContext
    {
        using var context = Context<TContext>();
        if (this is PostgresSchema)
        {
            context.GetService<IRelationalDatabaseCreator>().CreateTables();
        }
        else
        {
            context.Database.EnsureCreated();
        }
    }

    public async Task<T> ScalarAsync<T>(string statement)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        var value = await command.ExecuteScalarAsync();
        return (T)Convert.ChangeType(value is DBNull ? null : value, typeof(T), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    public async Task RunAsync(string statement)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class SqliteFile : TestDatabase
    {
        // In memory where the machine has such a place: what a disk takes to write is nothing these tests ask.
        private readonly string _path = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"bolt-{Guid.NewGuid():N}.db");

        private string ConnectionString => "Data Source=" + _path;

        public override void Use(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

        public override DbDataSource CreateDataSource() => SqliteFactory.Instance.CreateDataSource(ConnectionString);

        public override DbConnection Connect() => new SqliteConnection(ConnectionString);

        public override ValueTask DisposeAsync()
        {
            using (var connection = new SqliteConnection(ConnectionString))
            {
                SqliteConnection.ClearPool(connection);
            }

            foreach (var ending in new[] { "", "-wal", "-shm" })
            {
                System.IO.File.Delete(_path + ending);
            }

            return default;
        }
    }

    private sealed class SqliteMemory : TestDatabase
    {
        private readonly string _connectionString = $"Data Source=bolt-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        private readonly SqliteConnection _open;

        public SqliteMemory()
        {
            // It lives as long as a connection to it.
            _open = new SqliteConnection(_connectionString);
            _open.Open();
        }

        public override void Use(DbContextOptionsBuilder options) => options.UseSqlite(_connectionString);

        public override DbDataSource CreateDataSource() => SqliteFactory.Instance.CreateDataSource(_connectionString);

        public override DbConnection Connect() => new SqliteConnection(_connectionString);

        public override ValueTask DisposeAsync() => _open.DisposeAsync();
    }

    private sealed class PostgresSchema : TestDatabase
    {
        private readonly string _connectionString;

        public PostgresSchema(PostgresServer server)
        {
            server.Needed();
            var schema = "s" + Guid.NewGuid().ToString("N");
            _connectionString = server.ConnectionString + ";Search Path=" + schema;
            using var connection = new NpgsqlConnection(server.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand($"CREATE SCHEMA {schema}", connection);
            command.ExecuteNonQuery();
        }

        public override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(_connectionString);

        public override DbDataSource CreateDataSource() => NpgsqlDataSource.Create(_connectionString);

        public override DbConnection Connect() => new NpgsqlConnection(_connectionString);

        public override ValueTask DisposeAsync()
        {
            using var connection = new NpgsqlConnection(_connectionString);
            NpgsqlConnection.ClearPool(connection);
            return default;
        }
    }
}
