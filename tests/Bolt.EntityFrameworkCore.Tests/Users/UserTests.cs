using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Users by the primary key of the application's entity.</summary>
public sealed class UserTests(PostgresServer postgres)
{
    private static readonly Guid Key = new("0A1B2C3D-0000-4000-8000-00000000000f");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Registrations => [.. from kind in TestDatabase.Kinds from how in new[] { "plain", "pool", "factory" } select (kind, how)];

    [Theory]
    [MemberData(nameof(Registrations))]
    public async Task TheCallersUserIsLoadedAndOneThatIsGoneOrHiddenIsRefused(string kind, string how)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using (var context = database.Context<AppDb>())
        {
            context.AddRange(new AppUser { Id = "alice", Username = "Alice" }, new AppUser { Id = "bob", Username = "Bob", IsActive = false });
            await context.SaveChangesAsync(Cancellation);
        }

        await using var app = await Application.StartAsync(
            s => _ = how switch
            {
                "plain" => s.AddDbContext<AppDb>(database.Use),
                "pool" => s.AddDbContextPool<AppDb>(database.Use),
                _ => s.AddDbContextFactory<AppDb>(database.Use),
            },
            static b => b.AddEntityFrameworkUsers<AppDb, AppUser>());
        using var response = await app.Send("/user", app.Token("alice"));
        Assert.Equal("\"Alice\"", $"\"{(await response.Content.ReadAsStringAsync(Cancellation)).Trim('"')}\"");
        foreach (var other in new[] { "bob", "nobody", "Alice", "alice " })
        {
            Assert.Equal(401, await app.Status("/user", app.Token(other)));
        }

        await database.RunAsync("DELETE FROM \"Users\"");
        Assert.Equal(401, await app.Status("/user", app.Token("alice")));
    }

    [Theory]
    [InlineData(TestDatabase.File)]
    [InlineData(TestDatabase.Postgres)]
    public async Task AnyKeyThatCanBeParsedWillDoAndOnlyInOneSpelling(string kind)
    {
        await using var database = TestDatabase.Create<KeysDb>(kind, postgres);
        await using (var context = database.Context<KeysDb>())
        {
            context.AddRange(new ByNumber { Id = 7 }, new ByGuid { Id = Key });
            await context.SaveChangesAsync(Cancellation);
        }

        await using var stores = new Stores();
        var services = stores.Services<KeysDb>(database, TimeProvider.System, static b => b.AddEntityFrameworkUsers<KeysDb, ByNumber>().AddEntityFrameworkUsers<KeysDb, ByGuid>());
        await using var scope = services.CreateAsyncScope();
        var numbers = scope.ServiceProvider.GetRequiredService<IUserLoader<ByNumber>>();
        var guids = scope.ServiceProvider.GetRequiredService<IUserLoader<ByGuid>>();
        Assert.Equal(7, (await numbers.FindAsync("7", Cancellation))!.Id);
        Assert.Equal(Key, (await guids.FindAsync(Key.ToString(), Cancellation))!.Id);
        Assert.Equal(Key, (await guids.FindAsync(Key.ToString().ToUpperInvariant(), Cancellation))!.Id);
        foreach (var id in new[] { "", "8", "07", "+7", " 7", "7.0", "seven", "99999999999999999999", Key.ToString() })
        {
            Assert.Null(await numbers.FindAsync(id, Cancellation));
        }

        foreach (var id in new[] { "", "7", Key.ToString("B"), Key.ToString("N"), Guid.Empty.ToString() })
        {
            Assert.Null(await guids.FindAsync(id, Cancellation));
        }
    }

    [Fact]
    public async Task AKeyOfTwoPropertiesIsSaidToBeNone()
    {
        await using var database = TestDatabase.Create<KeysDb>(TestDatabase.File, postgres);
        await using var stores = new Stores();
        await using var scope = stores.Services<KeysDb>(database, TimeProvider.System, static b => b.AddEntityFrameworkUsers<KeysDb, ByTwo>()).CreateAsyncScope();
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(async () => await scope.ServiceProvider.GetRequiredService<IUserLoader<ByTwo>>().FindAsync("1", Cancellation));
        Assert.StartsWith("ByTwo has no primary key of one property", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyThatCannotBeParsedIsSaidToBeNone()
    {
        await using var database = TestDatabase.Create<KeysDb>(TestDatabase.File, postgres);
        await using var stores = new Stores();
        await using var scope = stores.Services<KeysDb>(database, TimeProvider.System, static b => b.AddEntityFrameworkUsers<KeysDb, ByBytes>()).CreateAsyncScope();
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(async () => await scope.ServiceProvider.GetRequiredService<IUserLoader<ByBytes>>().FindAsync("1", Cancellation));
        Assert.Contains("is no IParsable", problem.Message, StringComparison.Ordinal);
    }

    public sealed class KeysDb(DbContextOptions<KeysDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<ByNumber>();
            modelBuilder.Entity<ByGuid>();
            modelBuilder.Entity<ByBytes>();
            modelBuilder.Entity<ByTwo>().HasKey(static t => new { t.One, t.Two });
        }
    }

    public sealed class ByNumber
    {
        public int Id { get; set; }
    }

    public sealed class ByGuid
    {
        public Guid Id { get; set; }
    }

    public sealed class ByBytes
    {
        public byte[] Id { get; set; } = [];
    }

    public sealed class ByTwo
    {
        public int One { get; set; }

        public int Two { get; set; }
    }
}
