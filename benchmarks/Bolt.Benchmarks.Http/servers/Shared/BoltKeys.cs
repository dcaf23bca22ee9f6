using Bolt;

namespace Servers;

/// <summary>Bolt's JWT backend with the runner's key.</summary>
internal static class BoltKeys
{
    public static BoltBuilder AddBenchJwt(this BoltBuilder bolt) => bolt.AddJwt(o =>
    {
        o.Keys.Add(TokenKey.Read());
        o.Algorithms.Add(TokenKey.Algorithm);
        o.Issuers.Add(BenchServer.Issuer);
        o.Audiences.Add(BenchServer.Audience);
    });
}
