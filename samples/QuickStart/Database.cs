using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace QuickStart;

/// <summary>Users and articles in SQLite: one file, no server.</summary>
public sealed class Database(IConfiguration configuration, IHostEnvironment environment)
{
    /// <summary>Checked when the user does not exist, so that an answer takes as long either way (CWE-208).</summary>
    private static readonly string AnyHash = new PasswordHasher<string>().HashPassword(string.Empty, Guid.NewGuid().ToString());

    private readonly PasswordHasher<string> _passwords = new();

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = configuration["Database"] ?? Path.Combine(environment.ContentRootPath, "quickstart.db"),
    }.ToString();

    /// <summary>Makes the tables and two users on the first start: ada writes, grace is staff and may also delete.</summary>
    public void CreateAndSeed()
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var create = connection.CreateCommand();
        create.CommandText =
            """
            CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, is_staff INTEGER NOT NULL, is_superuser INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS permissions (user_id INTEGER NOT NULL REFERENCES users (id), name TEXT NOT NULL, PRIMARY KEY (user_id, name));
            CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, body TEXT NOT NULL, author TEXT NOT NULL);
            SELECT count(*) FROM users;
            """;
        if ((long)create.ExecuteScalar()! == 0)
        {
            AddUser(connection, 1, "ada", "ada-password", isStaff: false, "blog.add_article");
            AddUser(connection, 2, "grace", "grace-password", isStaff: true);
            using var article = connection.CreateCommand();
            article.CommandText = "INSERT INTO articles (title, body, author) VALUES ('Hello', 'The first article.', 'ada')";
            article.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public async Task<AppUser?> VerifyPasswordAsync(string username, string password, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, username, is_staff, is_superuser, password_hash FROM users WHERE username = $username";
        command.Parameters.AddWithValue("$username", username);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = await reader.ReadAsync(cancellationToken);
        var verified = _passwords.VerifyHashedPassword(username, found ? reader.GetString(4) : AnyHash, password) != PasswordVerificationResult.Failed;
        return found && verified ? User(reader) : null;
    }

    public async Task<AppUser?> FindUserAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, username, is_staff, is_superuser FROM users WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? User(reader) : null;
    }

    public async Task<string[]> PermissionsAsync(string userId, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM permissions WHERE user_id = $id ORDER BY name";
        command.Parameters.AddWithValue("$id", userId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return [.. names];
    }

    public async Task<IReadOnlyList<Article>> ArticlesAsync(int take, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, title, body, author FROM articles ORDER BY id DESC LIMIT $take";
        command.Parameters.AddWithValue("$take", take);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var articles = new List<Article>();
        while (await reader.ReadAsync(cancellationToken))
        {
            articles.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return articles;
    }

    public async Task<Article> AddArticleAsync(NewArticle article, string author, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO articles (title, body, author) VALUES ($title, $body, $author) RETURNING id";
        command.Parameters.AddWithValue("$title", article.Title);
        command.Parameters.AddWithValue("$body", article.Body);
        command.Parameters.AddWithValue("$author", author);
        var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new((int)id, article.Title, article.Body, author);
    }

    public async Task<bool> DeleteArticleAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM articles WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static AppUser User(SqliteDataReader reader) =>
        new(reader.GetInt64(0).ToString(System.Globalization.CultureInfo.InvariantCulture), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3));

    private void AddUser(SqliteConnection connection, int id, string username, string password, bool isStaff, params string[] permissions)
    {
        using var user = connection.CreateCommand();
        user.CommandText = "INSERT INTO users (id, username, password_hash, is_staff, is_superuser) VALUES ($id, $username, $hash, $staff, 0)";
        user.Parameters.AddWithValue("$id", id);
        user.Parameters.AddWithValue("$username", username);
        user.Parameters.AddWithValue("$hash", _passwords.HashPassword(username, password));
        user.Parameters.AddWithValue("$staff", isStaff);
        user.ExecuteNonQuery();
        foreach (var permission in permissions)
        {
            using var grant = connection.CreateCommand();
            grant.CommandText = "INSERT INTO permissions (user_id, name) VALUES ($id, $name)";
            grant.Parameters.AddWithValue("$id", id);
            grant.Parameters.AddWithValue("$name", permission);
            grant.ExecuteNonQuery();
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
