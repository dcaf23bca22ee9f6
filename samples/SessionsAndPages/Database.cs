using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace SessionsAndPages;

/// <summary>Members in SQLite: one file, no server. Sessions are not in it: Bolt keeps them, in memory here.</summary>
public sealed class Database(IConfiguration configuration, IHostEnvironment environment)
{
    private const string Columns = "id, username, is_staff, stamp, (SELECT group_concat(name, ' ') FROM permissions WHERE member_id = id)";

    /// <summary>Checked when the member does not exist, so that a response takes as long either way (CWE-208).</summary>
    private static readonly string AnyHash = new PasswordHasher<string>().HashPassword(string.Empty, Guid.NewGuid().ToString());

    private readonly PasswordHasher<string> _passwords = new();

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = configuration["Database"] ?? Path.Combine(environment.ContentRootPath, "sessions-and-pages.db"),
    }.ToString();

    /// <summary>Makes the tables and two members on the first start: ada, and grace, who is staff and may see the members.</summary>
    public void CreateAndSeed()
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var create = connection.CreateCommand();
        create.CommandText =
            """
            CREATE TABLE IF NOT EXISTS members (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, stamp TEXT NOT NULL, is_staff INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS permissions (member_id INTEGER NOT NULL REFERENCES members (id), name TEXT NOT NULL, PRIMARY KEY (member_id, name));
            SELECT count(*) FROM members;
            """;
        if ((long)create.ExecuteScalar()! == 0)
        {
            Add(connection, "ada", isStaff: false);
            Add(connection, "grace", isStaff: true);
            using var grant = connection.CreateCommand();
            grant.CommandText = "INSERT INTO permissions (member_id, name) SELECT id, 'members.view' FROM members WHERE username = 'grace'";
            grant.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public async Task<Member?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM members WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public async Task<IReadOnlyList<Member>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM members ORDER BY username LIMIT 100";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var members = new List<Member>();
        while (await reader.ReadAsync(cancellationToken))
        {
            members.Add(Read(reader));
        }

        return members;
    }

    public async Task<Member?> VerifyPasswordAsync(string username, string password, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns}, password_hash FROM members WHERE username = $username";
        command.Parameters.AddWithValue("$username", username);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = await reader.ReadAsync(cancellationToken);
        var verified = _passwords.VerifyHashedPassword(username, found ? reader.GetString(5) : AnyHash, password) != PasswordVerificationResult.Failed;
        return found && verified ? Read(reader) : null;
    }

    /// <summary>Another password and another stamp, in one step. Returns the member as it is now.</summary>
    public async Task<Member> ChangePasswordAsync(Member member, string password, CancellationToken cancellationToken)
    {
        var stamp = NewStamp();
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE members SET password_hash = $hash, stamp = $stamp WHERE id = $id";
        command.Parameters.AddWithValue("$hash", _passwords.HashPassword(member.Username, password));
        command.Parameters.AddWithValue("$stamp", stamp);
        command.Parameters.AddWithValue("$id", member.Id);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return member with { SessionStamp = stamp };
    }

    private static Member Read(SqliteDataReader reader) => new(
        reader.GetInt64(0).ToString(CultureInfo.InvariantCulture), reader.GetString(1), reader.GetBoolean(2), reader.GetString(3), reader.IsDBNull(4) ? [] : reader.GetString(4).Split(' '));

    /// <summary>Never the same twice, so that no old session can come to fit again.</summary>
    private static string NewStamp() => Guid.NewGuid().ToString("N");

    private void Add(SqliteConnection connection, string username, bool isStaff)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO members (username, password_hash, stamp, is_staff) VALUES ($username, $hash, $stamp, $staff)";
        command.Parameters.AddWithValue("$username", username);
        command.Parameters.AddWithValue("$hash", _passwords.HashPassword(username, username + "-password"));
        command.Parameters.AddWithValue("$stamp", NewStamp());
        command.Parameters.AddWithValue("$staff", isStaff);
        command.ExecuteNonQuery();
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
