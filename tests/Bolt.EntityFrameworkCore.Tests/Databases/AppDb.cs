using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>An application's context, as the guide shows it.</summary>
public class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddBoltRevocation<RevokedToken>();
}

/// <summary>Something of the application's own.</summary>
public sealed class Note
{
    public int Id { get; set; }

    public string Text { get; set; } = "";
}
