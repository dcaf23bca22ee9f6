using System;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Generations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bolt.EntityFrameworkCore.RefreshTokens;

/// <summary>How a family is a row. Times are ticks of UTC: a grace is compared with them, and not every database compares moments with an offset.</summary>
internal static class FamilyModel
{
    /// <summary>A hash of the user, to find its families by.</summary>
    public const string UserKey = "UserKey";

    private static readonly ValueConverter<DateTimeOffset, long> Ticks = new(static m => m.UtcTicks, static t => new DateTimeOffset(t, TimeSpan.Zero));

    public static string KeyOf(string userId) => GenerationTable.IdOf("", userId);

    public static void AddTo<TFamily>(ModelBuilder modelBuilder)
        where TFamily : RefreshFamily
    {
        var family = modelBuilder.Entity<TFamily>();
        family.ToTableUnlessNamed("BoltRefreshFamilies");
        family.HasKey(static f => f.Id);
        family.Property(static f => f.Id).HasMaxLength(32).IsUnicode(false).ValueGeneratedNever();
        family.Property<string>(UserKey).HasMaxLength(2 * RevocationKey.Size).IsUnicode(false);
        family.Property(static f => f.Current).HasMaxLength(32);
        family.Property(static f => f.Previous).HasMaxLength(32);
        family.Property(static f => f.Nonce).HasMaxLength(32);
        family.Property(static f => f.StampHash).HasMaxLength(16);
        Moments(family);
        family.HasIndex(UserKey);
        family.HasIndex(static f => f.ExpiresAt);
    }

    private static void Moments<TFamily>(EntityTypeBuilder<TFamily> family)
        where TFamily : RefreshFamily
    {
        family.Property(static f => f.CreatedAt).HasConversion(Ticks);
        family.Property(static f => f.RotatedAt).HasConversion(Ticks);
        family.Property(static f => f.ExpiresAt).HasConversion(Ticks);
        family.Property(static f => f.EndsAt).HasConversion(Ticks);
        family.Property(static f => f.EndedAt).HasConversion(Ticks);
    }
}
