namespace Bolt.EntityFrameworkCore.Context;

/// <summary>What the Add… methods say where a program is trimmed or compiled natively.</summary>
internal static class Compatibility
{
    public const string Message = "Entity Framework Core does not support trimming and NativeAOT: its queries are compiled when they run. AddDatabaseRevocation(), AddDatabaseSessions() and AddDatabaseRefreshTokens() use the same tables without it.";
}
