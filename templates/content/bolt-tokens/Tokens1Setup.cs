using Bolt;

namespace Company.App;

public static class Tokens1Setup
{
    /// <summary>Registers what the token routes need. The secret of AddJwt() signs: Bolt:Jwt:Secret, at least 32 bytes. Sign-ins are kept in memory; the guide's page on stores has databases and Redis.</summary>
    public static BoltBuilder AddTokens1(this BoltBuilder bolt)
    {
        bolt.Services.AddSingleton<Accounts>();
        bolt.Services.AddScoped<ITokenClaims<Account>, AccountClaims>();
        bolt.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Tokens1Json.Default));
        return bolt.AddUsers<Account, AccountLoader>().AddRefreshTokens<Account>();
    }
}
