using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>An application's context, as the guide shows it.</summary>
public class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    public DbSet<AppUser> Users => Set<AppUser>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddBoltRevocation<RevokedToken>().AddBoltSessions().AddBoltRefreshTokens<RefreshFamily>();
        modelBuilder.Entity<AppUser>().HasQueryFilter(static u => u.IsActive);
    }
}

/// <summary>Something of the application's own.</summary>
public sealed class Note
{
    public int Id { get; set; }

    public string Text { get; set; } = "";
}

/// <summary>A user whose key is a string.</summary>
public sealed class AppUser : IBoltUser
{
    public string Id { get; set; } = "";

    public string Username { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public bool IsStaff { get; set; }

    public bool IsSuperuser { get; set; }
}
