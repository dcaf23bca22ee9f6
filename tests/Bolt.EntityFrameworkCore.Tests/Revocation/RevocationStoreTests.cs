using System.ComponentModel.DataAnnotations.Schema;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What a database asks of a revocation store besides the rules: transactions, filters, contexts, models.</summary>
public sealed class RevocationStoreTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases => [.. from kind in TestDatabase.Kinds from isEf in new[] { true, false } select (kind, isEf)];

    public static TheoryData<string, string> Registrations =>
        [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from how in new[] { "plain", "pool", "factory", "pooled factory", "scoped factory", "retries" } select (kind, how)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SixteenWritersOfOneIdAllSucceedAndTheLatestEndStays(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await using var stores = new Stores();
        var store = Store(stores, database, source, withEntityFramework);
        var end = DateTimeOffset.UtcNow.AddHours(1);
        for (var round = 0; round < 3; round++)
        {
            var id = "id" + round;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => await store.RevokeAsync(id, end.AddMinutes(i), Cancellation), Cancellation)));
            Assert.True(await store.IsRevokedAsync(id, Cancellation));
            Assert.Equal(
                end.AddMinutes(15).AddSeconds(1).ToUnixTimeSeconds(),
                await database.ScalarAsync<long>($"""SELECT "ExpiresAt" FROM "BoltRevokedTokens" WHERE "Id" = '{RevocationKey.ForToken(id)}'"""));
        }

        // And no shorter again.
        await store.RevokeAsync("id0", end, Cancellation);
        Assert.Equal(3, await database.ScalarAsync<long>($"""SELECT COUNT(*) FROM "BoltRevokedTokens" WHERE "ExpiresAt" = {end.AddMinutes(15).AddSeconds(1).ToUnixTimeSeconds()}"""));
        Assert.Equal(3, await database.ScalarAsync<long>("SELECT COUNT(*) FROM \"BoltRevokedTokens\""));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnAmbientTransactionThatRollsBackTakesNothingAlong(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await using var app = await Application.StartAsync(s => s.AddDbContext<AppDb>(database.Use), b => Add(b, source, withEntityFramework));
        var (token, other) = (app.Token(), app.Token("ambient"));
        Assert.Equal(200, await app.Status("/ambient", token, "POST"));
        Assert.Equal((401, 401), (await app.Status("/me", token), await app.Status("/me", other)));

        // Nor does a look-up see what an ambient transaction has not committed, or wait for it.
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        Assert.False(await app.Revocations.IsRevokedAsync("another", Cancellation));
    }

    /// <summary>PostgreSQL: SQLite has one writer, and the request is it until it gives up.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("pool")]
    [InlineData("factory")]
    public async Task ARequestThatRollsBackStaysRevoked(string how)
    {
        await using var database = TestDatabase.Create<AppDb>(TestDatabase.Postgres, postgres);
        await using var app = await Application.StartAsync(s => Register(s, database, how), static b => b.AddEntityFrameworkRevocation<AppDb, RevokedToken>());
        var token = app.Token();
        Assert.Equal(200, await app.Status("/roll-back", token, "POST"));
        Assert.Equal(401, await app.Status("/me", token));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT COUNT(*) FROM \"Notes\""));
    }

    [Theory]
    [MemberData(nameof(Registrations))]
    public async Task AnyRegistrationOfTheContextWillDo(string kind, string how)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var app = await Application.StartAsync(s => Register(s, database, how), static b => b.AddEntityFrameworkRevocation<AppDb, RevokedToken>());
        var (token, other) = (app.Token(), app.Token());
        Assert.Equal((200, 200), (await app.Status("/me", token), await app.Status("/me", other)));
        await app.Revocations.RevokeAsync(Id(token), DateTimeOffset.UtcNow.AddHours(1), Cancellation);
        Assert.Equal((401, 200), (await app.Status("/me", token), await app.Status("/me", other)));
        await app.Revocations.RevokeUserAsync("user", DateTimeOffset.UtcNow, null, Cancellation);
        await app.Revocations.RevokeUserAsync("user", DateTimeOffset.UtcNow, null, Cancellation);
        Assert.Equal(401, await app.Status("/me", other));
    }

    [Theory]
    [InlineData(TestDatabase.File)]
    [InlineData(TestDatabase.Postgres)]
    public async Task AQueryFilterThatHidesEverythingBringsNothingBack(string kind)
    {
        await using var database = TestDatabase.Create<FilteredDb>(kind, postgres);
        await using var app = await Application.StartAsync(s => s.AddDbContext<FilteredDb>(database.Use), static b => b.AddEntityFrameworkRevocation<FilteredDb, RevokedToken>());
        var token = app.Token();
        await app.Revocations.RevokeAsync(Id(token), DateTimeOffset.UtcNow.AddHours(1), Cancellation);
        await app.Revocations.RevokeAsync(Id(token), DateTimeOffset.UtcNow.AddHours(2), Cancellation);
        Assert.Equal(401, await app.Status("/me", token));
        await using var context = database.Context<FilteredDb>();
        Assert.Empty(await context.Set<RevokedToken>().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task AnEntityOfOnesOwnHasItsSchemaItsColumnsAndItsAttributes()
    {
        await using var database = TestDatabase.Create(TestDatabase.Postgres, postgres);
        await database.RunAsync("CREATE SCHEMA IF NOT EXISTS security");
        database.CreateTables<OwnDb>();
        await using var app = await Application.StartAsync(s => s.AddDbContextPool<OwnDb>(database.Use), static b => b.AddEntityFrameworkRevocation<OwnDb, OwnToken>());
        var token = app.Token();
        await app.Revocations.RevokeAsync(Id(token), DateTimeOffset.UtcNow.AddHours(1), Cancellation);
        await app.Revocations.RevokeAsync(Id(token), DateTimeOffset.UtcNow.AddHours(2), Cancellation);
        Assert.Equal(401, await app.Status("/me", token));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT COUNT(*) FROM security.refused WHERE code = '" + RevocationKey.ForToken(Id(token)) + "' AND made_by = 'nobody'"));
        await database.RunAsync("DROP SCHEMA security CASCADE");
    }

    [Theory]
    [InlineData(
        TestDatabase.File,
        """
        CREATE TABLE "BoltRevokedTokens" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_BoltRevokedTokens" PRIMARY KEY,
            "Kind" INTEGER NOT NULL,
            "ExpiresAt" INTEGER NOT NULL,
            "IssuedBefore" INTEGER NOT NULL
        );

        CREATE INDEX "IX_BoltRevokedTokens_ExpiresAt" ON "BoltRevokedTokens" ("ExpiresAt");
        """)]
    [InlineData(
        TestDatabase.Postgres,
        """
        CREATE TABLE "BoltRevokedTokens" (
            "Id" character varying(32) NOT NULL,
            "Kind" smallint NOT NULL,
            "ExpiresAt" bigint NOT NULL,
            "IssuedBefore" bigint NOT NULL,
            CONSTRAINT "PK_BoltRevokedTokens" PRIMARY KEY ("Id")
        );

        CREATE INDEX "IX_BoltRevokedTokens_ExpiresAt" ON "BoltRevokedTokens" ("ExpiresAt");
        """)]
    public async Task AMigrationMakesOneTableAndOneIndex(string kind, string expected)
    {
        await using var database = TestDatabase.Create(kind, postgres);
        await using var context = database.Context<RevocationDb>();
        Assert.Equal(Lines(expected), Lines(context.Database.GenerateCreateScript()));
    }

    /// <summary>The table as the documentation of <see cref="DatabaseRevocationStore"/> gives it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task TheTableMayBeMadeByHand(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create(kind, postgres);
        await database.RunAsync("""
            CREATE TABLE "BoltRevokedTokens" (
                "Id" varchar(32) NOT NULL PRIMARY KEY,
                "Kind" smallint NOT NULL,
                "ExpiresAt" bigint NOT NULL,
                "IssuedBefore" bigint NOT NULL);
            CREATE INDEX "IX_BoltRevokedTokens_ExpiresAt" ON "BoltRevokedTokens" ("ExpiresAt");
            """);
        await using var source = database.CreateDataSource();
        await using var stores = new Stores();
        var (one, other) = (Store(stores, database, source, withEntityFramework), Store(stores, database, source, !withEntityFramework));
        await one.RevokeUserAsync("user", DateTimeOffset.UtcNow, null, Cancellation);
        Assert.Equal(await one.NotBeforeAsync("user", null, Cancellation), await other.NotBeforeAsync("user", null, Cancellation));
        await other.RevokeSessionAsync("session", DateTimeOffset.UtcNow, null, Cancellation);
        Assert.True(await one.IsRevokedAsync(new AuthContext("another", "jwt") { SessionId = "session", IssuedAt = DateTimeOffset.UtcNow }, Cancellation));
    }

    [Fact]
    public async Task AContextWithoutTheTableStopsTheStart()
    {
        await using var database = TestDatabase.Create<EmptyDb>(TestDatabase.File, postgres);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(s => s.AddDbContext<EmptyDb>(database.Use), static b => b.AddEntityFrameworkRevocation<EmptyDb, RevokedToken>()));
        Assert.Equal("EmptyDb does not know RevokedToken: call modelBuilder.AddBoltRevocation<RevokedToken>() in its OnModelCreating, and add a migration.", problem.Message);
    }

    private static void Register(IServiceCollection services, TestDatabase database, string how)
    {
        _ = how switch
        {
            "plain" => services.AddDbContext<AppDb>(database.Use),
            "pool" => services.AddDbContextPool<AppDb>(database.Use),
            "factory" => services.AddDbContextFactory<AppDb>(database.Use),
            "pooled factory" => services.AddPooledDbContextFactory<AppDb>(database.Use).AddScoped(static p => p.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext()),
            "scoped factory" => services.AddDbContextFactory<AppDb>(database.Use, ServiceLifetime.Scoped),
            _ => services.AddDbContext<AppDb>(o =>
            {
                database.Use(o);
                if (o.Options.Extensions.Any(static e => e.GetType().Name.StartsWith("Npgsql", StringComparison.Ordinal)))
                {
                    o.UseNpgsql(static n => n.EnableRetryOnFailure());
                }
            }),
        };
    }

    private static void Add(BoltBuilder bolt, System.Data.Common.DbDataSource source, bool withEntityFramework)
    {
        _ = withEntityFramework ? bolt.AddEntityFrameworkRevocation<AppDb, RevokedToken>() : bolt.AddDatabaseRevocation(source);
    }

    private static ISessionRevocationStore Store(Stores stores, TestDatabase database, System.Data.Common.DbDataSource source, bool withEntityFramework) =>
        stores.Services<AppDb>(database, TimeProvider.System, b => Add(b, source, withEntityFramework)).GetRequiredService<ISessionRevocationStore>();

    private static IEnumerable<string> Lines(string script) => script.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l.TrimEnd());

    private static string Id(string token)
    {
        using var payload = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        return payload.RootElement.GetProperty("jti").GetString()!;
    }

    public sealed class RevocationDb(DbContextOptions<RevocationDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => Assert.Same(modelBuilder, modelBuilder.AddBoltRevocation<RevokedToken>());
    }

    public sealed class EmptyDb(DbContextOptions<EmptyDb> options) : DbContext(options);

    public sealed class FilteredDb(DbContextOptions<FilteredDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddBoltRevocation<RevokedToken>().Entity<RevokedToken>().HasQueryFilter(static _ => false);
    }

    public sealed class OwnDb(DbContextOptions<OwnDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddBoltRevocation<OwnToken>().Entity<OwnToken>().Property(static t => t.ExpiresAt).HasColumnName("ends");
    }

    [Table("refused", Schema = "security")]
    public sealed class OwnToken : IRevokedToken
    {
        [Column("code")]
        public string Id { get; set; } = "";

        public RevocationKind Kind { get; set; }

        public long ExpiresAt { get; set; }

        public long IssuedBefore { get; set; }

        [Column("made_by")]
        public string MadeBy { get; set; } = "nobody";
    }
}
