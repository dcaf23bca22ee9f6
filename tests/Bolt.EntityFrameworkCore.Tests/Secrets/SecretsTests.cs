using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>No part of a refresh token or of a session's cookie is in a table, in the database's files, in a log, a response or an exception, whatever works and whatever fails.</summary>
public sealed class SecretsTests(PostgresServer postgres)
{
    private static readonly string[] Tables = ["BoltRefreshFamilies", "BoltSessions", "BoltRevokedTokens", "BoltGenerations"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases => [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from isEf in new[] { true, false } select (kind, isEf)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task NothingOfATokenIsWrittenDown(string kind, bool withEntityFramework)
    {
        var since = DateTime.UtcNow.AddSeconds(-5);
        await using var database = TestDatabase.Create(kind, postgres);
        database.CreateTables<AppDb>();
        await using var source = database.CreateDataSource();
        var (logs, time) = (new Logs(), new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var app = await Application.StartAsync(
            s => s.AddSingleton<TimeProvider>(time).AddDbContextFactory<AppDb>(database.Use).AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)),
            b =>
            {
                b.AddEntityFrameworkUsers<AppDb, AppUser>().AddRefreshTokens<AppUser>();
                AllStores.Add(b, source, withEntityFramework);
            });
        var user = new AppUser { Id = "alice", Username = "alice" };
        await using (var context = database.Context<AppDb>())
        {
            context.Add(user);
            await context.SaveChangesAsync(Cancellation);
        }

        // Sign-ins that are used, used again, copied, ended and alive.
        var issuer = app.Services.GetRequiredService<JwtIssuer>();
        var output = new StringBuilder();
        using var login = await app.Send("/session/login", null, "POST");
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await Keep(output, Send(app, cookie, "/session/put/blue", "POST"));
        var (copied, ended, live) = (await issuer.CreatePairAsync(user, null, Cancellation), await issuer.CreatePairAsync(user, null, Cancellation), await issuer.CreatePairAsync(user, null, Cancellation));
        time.Advance(TimeSpan.FromMinutes(2));
        var next = (await issuer.RefreshAsync(copied.RefreshToken, Cancellation))!;
        Assert.Equal(next.RefreshToken, (await issuer.RefreshAsync(copied.RefreshToken, Cancellation))!.RefreshToken);
        live = (await issuer.RefreshAsync(live.RefreshToken, Cancellation))!;
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await issuer.RefreshAsync(copied.RefreshToken, Cancellation));
        await issuer.EndSessionAsync(ended.RefreshToken, Cancellation);
        await app.Revocations.RevokeUserAsync("another", time.GetUtcNow(), null, Cancellation);
        output.AppendLine(await DumpAsync(database));
        var files = await database.FilesAsync(since);

        // And now nothing works.
        foreach (var table in Tables)
        {
            await database.RunAsync($"DROP TABLE \"{table}\"");
        }

        foreach (var call in new Func<Task>[]
        {
            async () => await issuer.RefreshAsync(live.RefreshToken, Cancellation), async () => await issuer.EndSessionAsync(live.RefreshToken, Cancellation), async () => await issuer.CreatePairAsync(user, null, Cancellation),
        })
        {
            output.Append(await Assert.ThrowsAsync<BoltRefusedException>(call)).AppendLine();
        }

        await Keep(output, Send(app, cookie, "/session/me", "GET"));
        await Keep(output, app.Send("/me", live.AccessToken));
        foreach (var id in new[] { 5001, 6001, 6202, 6204, 6205 })
        {
            Assert.Contains(logs.Lines, l => l.Id == id);
        }

        var text = string.Join('\n', logs.Lines.Select(static l => l.Text).Append(output.ToString()));
        foreach (var secret in new[] { copied, ended, live, next }.Select(static p => p.RefreshToken["bolt_r1.".Length..]).Append(cookie[(cookie.IndexOf('=') + 1)..]))
        {
            AssertIsNowhere(secret, text, files);
        }
    }

    /// <summary>Of a cookie, which begins with the session's public id, the rest; of a refresh token all.</summary>
    private static void AssertIsNowhere(string secret, string text, List<byte[]> files)
    {
        Assert.Equal(64, secret.Length);
        var octets = Base64Url.DecodeFromChars(secret);
        for (var i = 22; i + 12 <= secret.Length; i += 10)
        {
            Assert.DoesNotContain(secret.Substring(i, 12), text, StringComparison.Ordinal);
            Assert.DoesNotContain(files, f => f.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret.Substring(i, 12))) >= 0);
        }

        for (var i = SessionId.Size; i + 8 <= octets.Length; i += 8)
        {
            Assert.DoesNotContain(Convert.ToHexStringLower(octets.AsSpan(i, 8)), text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(files, f => f.AsSpan().IndexOf(octets.AsSpan(i, 8)) >= 0);
        }
    }

    private static async Task<string> DumpAsync(TestDatabase database)
    {
        var dump = new StringBuilder();
        await using var connection = database.Connect();
        await connection.OpenAsync(Cancellation);
        foreach (var table in Tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            var rows = 0;
            for (; await reader.ReadAsync(Cancellation); rows++)
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    dump.Append(reader.GetValue(i) is byte[] bytes ? Convert.ToHexStringLower(bytes) + " " + Encoding.Latin1.GetString(bytes) : reader.GetValue(i)).Append(' ');
                }
            }

            Assert.True(rows > 0 || table == "BoltGenerations", table);
        }

        return dump.ToString();
    }

    private static Task<HttpResponseMessage> Send(Application app, string cookie, string path, string method)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return app.Client.SendAsync(request, Cancellation);
    }

    private static async Task Keep(StringBuilder output, Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        output.Append(response).AppendLine(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private sealed class Logs : ILoggerProvider
    {
        public ConcurrentQueue<(int Id, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this);

        public void Dispose()
        {
        }

        private sealed class Logger(Logs all) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Lines.Enqueue((eventId.Id, formatter(state, exception) + exception));
        }
    }
}
