using System.Globalization;
using Bolt.Redis.Soak;

// dotnet run -c Release --project tests/apps/Bolt.Redis.Soak -- [minutes=10] [processes=4] [rate=200]
// Starts a redis-server of its own. Ends with 1 where a process misses a revocation, refuses what nobody revoked, or where the log or a process goes on growing. "worker <address>" is a process that this one starts.
if (args is ["worker", var address])
{
    await Worker.RunAsync(address);
    return 0;
}

return await Soak.RunAsync(TimeSpan.FromMinutes(Number("minutes", 10)), (int)Number("processes", 4), (int)Number("rate", 200)) ? 0 : 1;

double Number(string name, double otherwise) =>
    args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal)) is { } given ? double.Parse(given[(name.Length + 1)..], CultureInfo.InvariantCulture) : otherwise;
