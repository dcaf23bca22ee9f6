namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Many rows at once, made by the database.</summary>
internal static class Rows
{
    /// <summary>Revoked tokens. They end a second after one another, the last one at <paramref name="end"/>.</summary>
    public static Task AddAsync(TestDatabase database, int count, long end) => database.RunAsync(
        $"""
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
        INSERT INTO "BoltRevokedTokens" ("Id", "Kind", "ExpiresAt", "IssuedBefore") SELECT 'row ' || n, 1, {end} - {count} + n, {RevocationEntry.Always} FROM numbers
        """);
}
