using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A program with Entity Framework Core and one without, on the same tables, which were made by hand as docs/guide/stores.md says.</summary>
public sealed partial class SharedTableTests(PostgresServer postgres)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero).AddTicks(1234));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases => [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from isEf in new[] { true, false } select (kind, isEf)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ASession(string kind, bool first)
    {
        await using var database = await CreateAsync(kind);
        await using var stores = new Stores();
        var (one, other) = (Services(stores, database, first).GetRequiredService<ISessionStore>(), Services(stores, database, !first).GetRequiredService<ISessionStore>());
        var record = Record();
        Assert.True(await one.CreateAsync(record, Cancellation));

        // As after an answer that was lost: it is this caller's session. With another secret it is not.
        Assert.True(await other.CreateAsync(record, Cancellation));
        Assert.False(await other.CreateAsync(Record(record.Id, 7), Cancellation));
        Assert.Equal(Text(record), Text((await other.FindAsync(record.Id, Cancellation))!));

        Assert.Equal(SessionWrite.Applied, await other.ApplyAsync(record.Id, 3, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["ünser"] = "1"u8.ToArray() } }, Cancellation));
        _time.Advance(TimeSpan.FromMinutes(10));
        await one.TouchAsync(record.Id, 3, _time.GetUtcNow(), Cancellation);
        await other.TouchAsync(record.Id, 3, _time.GetUtcNow(), Cancellation);
        var (mine, theirs) = ((await one.FindAsync(record.Id, Cancellation))!, (await other.FindAsync(record.Id, Cancellation))!);
        Assert.Equal(Text(mine), Text(theirs));
        Assert.Equal(_time.GetUtcNow(), mine.LastSeenAt);
        Assert.Equal("1"u8.ToArray(), (await one.TakeAsync(record.Id, 3, "ünser", Cancellation))!.Value.ToArray());
        Assert.Null(await other.TakeAsync(record.Id, 3, "ünser", Cancellation));

        // One is found by its user, and a generation that one raised is the other's too.
        Assert.Equal(Text((await one.FindAsync(record.Id, Cancellation))!), Text((await other.ListAsync(record.Backend, "Ünser", Cancellation).ToListAsync(Cancellation)).Single()));
        var raised = await one.EndGenerationAsync(record.Backend, "Ünser", record.Id, Cancellation);
        Assert.Equal(raised, await other.GenerationAsync(record.Backend, "Ünser", Cancellation));
        Assert.True((await other.EndGenerationAsync(record.Backend, "Ünser", null, Cancellation)).Current > raised.Current);
        Assert.True(await one.DeleteAsync(record.Id, "Ünser", null, Cancellation));
        Assert.Null(await other.FindAsync(record.Id, Cancellation));
    }

    /// <summary>The column by which rows are listed and leave: a session that is used lives no longer than to its end.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task TheEndOfASessionThatIsUsed(string kind, bool withEntityFramework)
    {
        await using var database = await CreateAsync(kind);
        await using var stores = new Stores();
        var store = Services(stores, database, withEntityFramework).GetRequiredService<ISessionStore>();
        var now = _time.GetUtcNow();
        var record = new SessionRecord { Id = SessionId.New(), Backend = "b", UserId = "u", SecretHash = new(Bytes(1, 32)), CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddMinutes(80) };
        Assert.True(await store.CreateAsync(record, Cancellation));
        foreach (var (minutes, end) in new[] { (0, 60), (10, 70), (30, 80) })
        {
            _time.SetUtcNow(now.AddMinutes(minutes));
            await store.TouchAsync(record.Id, 0, _time.GetUtcNow(), Cancellation);
            Assert.Equal(now.AddMinutes(end).UtcTicks, await database.ScalarAsync<long>("SELECT \"ExpiresAt\" FROM \"BoltSessions\""));
        }

        Assert.Single(await store.ListAsync("b", "u", Cancellation).ToListAsync(Cancellation));
        _time.SetUtcNow(now.AddMinutes(80));
        Assert.Empty(await store.ListAsync("b", "u", Cancellation).ToListAsync(Cancellation));
    }

    /// <summary>A session may still have it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AGenerationWhoseRowHasLeftIsNotGivenAgain(string kind, bool withEntityFramework)
    {
        await using var database = await CreateAsync(kind);
        await using var stores = new Stores();
        var store = Services(stores, database, withEntityFramework).GetRequiredService<ISessionStore>();
        await store.EndGenerationAsync("b", "u", null, Cancellation);
        var last = await store.EndGenerationAsync("b", "u", null, Cancellation);
        _time.Advance(TimeSpan.FromDays(2));
        await store.PurgeAsync(_time.GetUtcNow(), Cancellation);
        Assert.Equal(0, await database.ScalarAsync<int>("SELECT COUNT(*) FROM \"BoltGenerations\""));
        Assert.Equal(default, await store.GenerationAsync("b", "u", Cancellation));
        Assert.True((await store.EndGenerationAsync("b", "u", null, Cancellation)).Current > last.Current);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AFamily(string kind, bool first)
    {
        await using var database = await CreateAsync(kind);
        await using var stores = new Stores();
        var (one, other) = (Services(stores, database, first).GetRequiredService<IRefreshTokenStore>(), Services(stores, database, !first).GetRequiredService<IRefreshTokenStore>());
        var family = Family();
        await one.CreateAsync(family, Cancellation);
        await other.CreateAsync(family, Cancellation);
        Assert.Equal(Text(family), Text((await other.FindAsync(family.Id, Cancellation))!));
        (family.Generation, family.Previous, family.Current, family.Nonce, family.RotatedAt) = (8, family.Current, Bytes(9, 32), Bytes(10, 32), _time.GetUtcNow().AddTicks(5));
        Assert.True(await other.TryReplaceAsync(family, 7, Cancellation));
        Assert.Equal(Text(family), Text(Assert.Single(await one.ListAsync("Ünser", Cancellation).ToListAsync(Cancellation))));
        var raised = await other.EndGenerationAsync("Ünser", Cancellation);
        Assert.Equal(raised, await one.GenerationAsync("Ünser", Cancellation));
        Assert.True(await one.EndAsync(family.Id, _time.GetUtcNow(), RefreshEndReason.StampChanged, Cancellation));
        Assert.False(await other.EndAsync(family.Id, _time.GetUtcNow(), RefreshEndReason.Reused, Cancellation));
        var found = (await other.FindAsync(family.Id, Cancellation))!;
        Assert.Equal((_time.GetUtcNow(), RefreshEndReason.StampChanged), (found.EndedAt, found.EndReason));
        Assert.Equal(Text((await one.FindAsync(family.Id, Cancellation))!), Text(found));
    }

    /// <summary>What is absent is absent for the other too.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WhatIsAbsent(string kind, bool first)
    {
        await using var database = await CreateAsync(kind);
        await using var stores = new Stores();
        var (one, other) = (Services(stores, database, first), Services(stores, database, !first));
        var now = _time.GetUtcNow();
        var record = new SessionRecord { Id = SessionId.New(), Backend = "b", SecretHash = new(Bytes(1, 32)), CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddHours(2) };
        Assert.True(await one.GetRequiredService<ISessionStore>().CreateAsync(record, Cancellation));
        Assert.Equal(Text(record), Text((await other.GetRequiredService<ISessionStore>().FindAsync(record.Id, Cancellation))!));
        var family = new RefreshFamily { Id = new string('a', 32), UserId = "u", Current = Bytes(1, 32), CreatedAt = now, RotatedAt = now, ExpiresAt = now.AddDays(1), EndsAt = now.AddDays(2) };
        await one.GetRequiredService<IRefreshTokenStore>().CreateAsync(family, Cancellation);
        Assert.Equal(Text(family), Text((await other.GetRequiredService<IRefreshTokenStore>().FindAsync(family.Id, Cancellation))!));
    }

    private async Task<TestDatabase> CreateAsync(string kind)
    {
        var database = TestDatabase.Create(kind, postgres);
        await database.RunAsync(Tables());
        return database;
    }

    private static string Tables([CallerFilePath] string file = "")
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "guide", "stores.md"));
        var statements = string.Join('\n', Sql().Matches(page).Select(static m => m.Groups[1].Value));
        foreach (var table in new[] { "BoltRevokedTokens", "BoltSessions", "BoltRefreshFamilies", "BoltGenerations" })
        {
            Assert.Contains($"CREATE TABLE \"{table}\"", statements, StringComparison.Ordinal);
        }

        return statements;
    }

    private ServiceProvider Services(Stores stores, TestDatabase database, bool withEntityFramework) =>
        stores.Services<AppDb>(database, _time, b => AllStores.Add(b, stores.Keep(database.CreateDataSource()), withEntityFramework));

    private SessionRecord Record(SessionId? id = null, byte secret = 1) => new()
    {
        Id = id ?? SessionId.New(),
        Backend = "App.AdminSession",
        SecretHash = new(Bytes(secret, 32)),
        PreviousHash = new SecretHash(Bytes(2, 32)),
        RotatedAt = _time.GetUtcNow().AddTicks(-7),
        Epoch = 3,
        Generation = 12345678901,
        Persistent = true,
        UserId = "Ünser",
        CreatedAt = _time.GetUtcNow().AddDays(-1),
        LastSeenAt = _time.GetUtcNow().AddTicks(-1),
        IdleTimeout = TimeSpan.FromHours(1),
        EndsAt = _time.GetUtcNow().AddDays(1),
        Auth = new SessionAuth(_time.GetUtcNow().AddTicks(-3), "pwd", new SecretHash(Bytes(3, 32))),
        Device = "Gerät 🙂",
        Address = "2001:db8::1",
        Values = new Dictionary<string, ReadOnlyMemory<byte>> { ["empty"] = default, ["long"] = Bytes(4, 3000), ["🙂"] = "\"x\""u8.ToArray() },
    };

    private RefreshFamily Family() => new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        UserId = "Ünser",
        Generation = 7,
        Current = Bytes(1, 32),
        Previous = Bytes(2, 32),
        Nonce = Bytes(3, 32),
        StampHash = Bytes(4, 16),
        CreatedAt = _time.GetUtcNow().AddDays(-1),
        RotatedAt = _time.GetUtcNow().AddTicks(-1),
        ExpiresAt = _time.GetUtcNow().AddDays(1),
        EndsAt = _time.GetUtcNow().AddDays(2),
        UserGeneration = 12345678901,
        Client = "client 1",
        Device = "Gerät 🙂",
        Methods = "pwd otp",
    };

    private static byte[] Bytes(byte first, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(first + i))];

    private static string Text(object row)
    {
        var text = new StringBuilder();
        foreach (var property in row.GetType().GetProperties().Where(static p => p.DeclaringType!.Namespace == "Bolt").OrderBy(static p => p.Name, StringComparer.Ordinal))
        {
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{property.Name} = {Value(property.GetValue(row))}");
        }

        return text.ToString();
    }

    private static string Value(object? value) => value switch
    {
        null => "none",
        byte[] bytes => Convert.ToHexString(bytes),
        SecretHash hash => Convert.ToHexString(hash.ToArray()),
        DateTimeOffset moment => $"{moment.UtcTicks}",
        SessionAuth auth => $"{auth.AuthenticatedAt.UtcTicks} {auth.Method} {Value(auth.StampHash)}",
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values => string.Join(' ', values.OrderBy(static v => v.Key, StringComparer.Ordinal).Select(static v => $"{v.Key}={Convert.ToHexString(v.Value.Span)}")),
        _ => $"{value}",
    };

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}
