using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>An empty database of a kind: a file or shared memory of SQLite, or a schema of PostgreSQL. One with the tables of <see cref="AppDb"/> is emptied and used again.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public const string File = "SQLite file";
    public const string Memory = "SQLite memory";
    public const string Postgres = "PostgreSQL";

    private static readonly ConcurrentDictionary<(string Kind, PostgresServer Server), ConcurrentBag<TestDatabase>> Kept = new();

    private ConcurrentBag<TestDatabase>? _kept;

    public static string[] Kinds => [File, Memory, Postgres];

    public abstract void Use(DbContextOptionsBuilder options);

    public abstract DbDataSource CreateDataSource();

    public abstract DbConnection Connect();

    protected abstract ValueTask DropAsync();

    /// <summary>What lies on the disk: the tables, and what the database writes ahead.</summary>
    public abstract Task<List<byte[]>> FilesAsync(DateTime changedSince);

    public static TestDatabase Create(string kind, PostgresServer postgres) => kind switch
    {
        File => new SqliteFile(),
        Memory => new SqliteMemory(),
        _ => new PostgresSchema(postgres),
    };

    /// <summary>What was kept to be used again.</summary>
    public static async Task DropAllAsync()
    {
        foreach (var database in Kept.Values.SelectMany(static k => k))
        {
            await database.DropAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_kept is null)
        {
            await DropAsync();
            return;
        }

        await RunAsync("""
            DELETE FROM "BoltRevokedTokens"; DELETE FROM "BoltSessions"; DELETE FROM "BoltRefreshFamilies"; DELETE FROM "BoltGenerations"; DELETE FROM "Notes"; DELETE FROM "Users";
            """);
        _kept.Add(this);
    }

    /// <summary>With the tables of a context.</summary>
    public static TestDatabase Create<TContext>(string kind, PostgresServer postgres)
        where TContext : DbContext
    {
        var kept = typeof(TContext) == typeof(AppDb) ? Kept.GetOrAdd((kind, postgres), static _ => []) : null;
        if (kept is not null && kept.TryTake(out var used))
        {
            return used;
        }

        var database = Create(kind, postgres);
        database.CreateTables<TContext>();
        database._kept = kept;
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

        public override void Use(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString).AddInterceptors(Patience.Instance);

        public override DbDataSource CreateDataSource() => new PatientSource(ConnectionString);

        public override DbConnection Connect() => new SqliteConnection(ConnectionString);

        public override async Task<List<byte[]>> FilesAsync(DateTime changedSince)
        {
            var files = new List<byte[]>();
            foreach (var path in new[] { _path, _path + "-wal" }.Where(System.IO.File.Exists))
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new byte[file.Length];
                await file.ReadExactlyAsync(bytes);
                files.Add(bytes);
            }

            return files;
        }

        protected override ValueTask DropAsync()
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

    /// <summary>
    /// Lets SQLite itself wait for a lock, a millisecond at first. Where it does not, Microsoft.Data.Sqlite asks again every 150 milliseconds: the same outcome, and most of the time that these tests would take.
    /// </summary>
    private sealed class Patience : DbConnectionInterceptor
    {
        public static Patience Instance { get; } = new();

        public static void Give(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 30000";
            command.ExecuteNonQuery();
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Give(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Give(connection);
            return Task.CompletedTask;
        }
    }

    private sealed class PatientSource(string connectionString) : DbDataSource
    {
        public override string ConnectionString => connectionString;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
        {
            var connection = CreateDbConnection();
            await connection.OpenAsync(cancellationToken);
            Patience.Give(connection);
            return connection;
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

        public override Task<List<byte[]>> FilesAsync(DateTime changedSince) => Task.FromResult(new List<byte[]>());

        protected override ValueTask DropAsync() => _open.DisposeAsync();
    }

    private sealed class PostgresSchema : TestDatabase
    {
        private readonly string _connectionString;
        private readonly PostgresServer _server;

        public PostgresSchema(PostgresServer server)
        {
            _server = server;
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

        public override async Task<List<byte[]>> FilesAsync(DateTime changedSince)
        {
            await RunAsync("CHECKPOINT");
            return await _server.FilesAsync(changedSince);
        }

        protected override ValueTask DropAsync()
        {
            using var connection = new NpgsqlConnection(_connectionString);
            NpgsqlConnection.ClearPool(connection);
            return default;
        }
    }
}
